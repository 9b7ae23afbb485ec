// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

namespace tandem::client {

/// A small explanation beside a control, until the user clicks elsewhere or presses a key.
class HelpBubble final : public QFrame
{
    Q_OBJECT
public:
    /// `text` in Qt's rich text. Shown below the control and gone by itself.
    static HelpBubble *show(const QString &text, QWidget &control);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    HelpBubble(const QString &text, QWidget &control);
    void place(const QWidget &control);
};

}
