// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QVariantList>

#include <functional>

class QDialog;
class QWidget;

namespace tandem::client {

class MessageStrip;

/// What stands in the fields, boxes and tables below a widget, to be compared with what stands there later.
QVariantList typedState(const QWidget &widget);

/// Keeps a dialog from being closed by Esc or by its window's button while something in it would be lost: asks first.
/// Who presses Cancel means it. Made in the constructor of the dialog, which owns it.
class DiscardGuard final : public QObject
{
    Q_OBJECT
public:
    using HasChanges = std::function<bool()>;

    /// Asks in the strip if there is something else in the dialog than when it was first shown.
    DiscardGuard(QDialog &dialog, MessageStrip &strip);
    /// Asks in the strip if `hasChanges` says so.
    DiscardGuard(QDialog &dialog, MessageStrip &strip, HasChanges hasChanges);
    /// For a dialog that asks in a way of its own.
    DiscardGuard(QDialog &dialog, HasChanges hasChanges, std::function<void()> ask);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void askIn(MessageStrip &strip);
    void answer(MessageStrip &strip, const QString &action);

    QDialog &m_dialog;
    HasChanges m_hasChanges;
    std::function<void()> m_ask;
    QVariantList m_shown; ///< what stood there when the dialog was first shown
    bool m_wasShown = false;
};

}
