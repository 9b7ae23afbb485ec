// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace tandem::client {

/// Name of a view to be saved, and whether everybody shall see it.
class SaveViewDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SaveViewDialog(SavedView view, QWidget *parent = nullptr);

    SavedView view() const; ///< the given one under its new name, without an id

private:
    SavedView m_view;
    QLineEdit *m_name;
    QCheckBox *m_shared;
    QPushButton *m_save;
};

}
