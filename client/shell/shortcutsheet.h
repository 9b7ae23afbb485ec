// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace tandem::client {

class Commands;

/// All commands with their shortcuts, to be looked up and filtered.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(const Commands &commands, QWidget *parent = nullptr);
};

}
