// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tandem::client {

/// Name of a view to be saved, whether everybody shall see it, and where and when it is shown.
class SaveViewDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SaveViewDialog(SavedView view, QWidget *parent = nullptr);

    SavedView view() const; ///< the given one with what was entered

private:
    SavedView m_view;
    QLineEdit *m_name;
    QCheckBox *m_shared;
    QCheckBox *m_default;
    QSpinBox *m_order;
    QPushButton *m_save;
};

}
