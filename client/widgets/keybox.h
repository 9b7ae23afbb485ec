// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace tandem::client {

/// A box that takes the next keys pressed together as a shortcut instead of text. Tab and Esc still lead out of it.
class KeyBox final : public QLineEdit
{
    Q_OBJECT
public:
    explicit KeyBox(QWidget *parent = nullptr);

    /// What pressing these would be as a shortcut; empty for keys that are none by themselves (Shift, a dead key, what
    /// an input method takes).
    static QKeySequence keysOf(const QKeyEvent &event);

signals:
    void keysPressed(const QKeySequence &keys);
    void left(); ///< by Esc

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

}
