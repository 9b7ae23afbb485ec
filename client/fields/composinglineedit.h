// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>

namespace tandem::client {

/// A line edit that knows when an input method composes, and then keeps Enter and Escape to itself: what commits or
/// cancels the composition must not submit or close the form.
class ComposingLineEdit final : public QLineEdit
{
    Q_OBJECT
public:
    using QLineEdit::QLineEdit;

    bool isComposing() const { return m_composing; }

signals:
    void stepped(int by); ///< arrow up (1) or down (-1), for numbers and dates

protected:
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    bool m_composing = false;
};

}
