// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace tandem::client {

class LinkFieldEditor;
class Records;

}

namespace tandem::client::oa {

/// Asks, inside the page, who is to take a decision over or to decide as well. Hidden until it asks; Return answers,
/// Esc does not.
class PersonChoice final : public QFrame
{
    Q_OBJECT

public:
    enum class Purpose { Transfer, Add };

    /// `records` outlives it.
    explicit PersonChoice(Records &records, QWidget *parent = nullptr);

    void ask(Purpose purpose);

signals:
    void transferChosen(const tandem::RecordId &to);
    /// `isBefore`: who is asked decides first, and it comes back; else the user agrees with this.
    void approverChosen(const tandem::RecordId &to, bool isBefore);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildEditor();
    void accept();
    void cancel();
    void retranslate();

    Records &m_records;
    Purpose m_purpose = Purpose::Transfer;
    QVBoxLayout *m_layout;
    QLabel *m_title;
    LinkFieldEditor *m_person = nullptr; ///< made when it asks: definitions may have changed since
    QRadioButton *m_before;
    QRadioButton *m_after;
    QPushButton *m_accept;
    QPushButton *m_cancel;
};

}
