// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/quietsettings.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QLabel;
class QTimeEdit;

namespace tandem::client {

/// Where a user says when the system may show no notices. What is chosen holds at once.
class QuietHoursPanel : public QWidget
{
    Q_OBJECT

public:
    explicit QuietHoursPanel(const QuietSettings &settings, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill(const QuietHours &hours);
    void store();
    void enableSpan();
    void retranslate();

    QuietSettings m_settings;
    QCheckBox *m_enabled;
    QLabel *m_fromLabel;
    QTimeEdit *m_from;
    QLabel *m_toLabel;
    QTimeEdit *m_to;
    std::array<QCheckBox *, 7> m_days; ///< Monday first
};

}
