// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace tandem::client {

/// F1 in dialogs and popups, which the window's own shortcuts do not reach: opens the help for them in a window of its
/// own, beside a dialog that waits for its answer. One for the whole program.
class HelpKey : public QObject
{
    Q_OBJECT

public:
    explicit HelpKey(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}
