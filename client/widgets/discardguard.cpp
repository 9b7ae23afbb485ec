// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/discardguard.h"

#include "client/widgets/messagestrip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QTextEdit>

#include <utility>

namespace tandem::client {

namespace {

const QLatin1String discardAction("discardTyped");
const QLatin1String keepAction("keepTyped");

void addTable(const QTableWidget &table, QVariantList &state)
{
    state.append(table.rowCount());
    for (int row = 0; row < table.rowCount(); ++row) {
        for (int column = 0; column < table.columnCount(); ++column) {
            if (const QTableWidgetItem *item = table.item(row, column))
                state << item->text() << item->data(Qt::CheckStateRole);
        }
    }
}

}

QVariantList typedState(const QWidget &widget)
{
    QVariantList state;
    const auto all = widget.findChildren<QWidget *>();
    for (const QWidget *each : all) {
        if (const auto *line = qobject_cast<const QLineEdit *>(each))
            state.append(line->text());
        else if (const auto *text = qobject_cast<const QTextEdit *>(each))
            state.append(text->toHtml());
        else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(each))
            state.append(plain->toPlainText());
        else if (const auto *box = qobject_cast<const QComboBox *>(each))
            state.append(box->currentIndex()); // its text follows the language
        else if (const auto *check = qobject_cast<const QCheckBox *>(each))
            state.append(check->isChecked());
        else if (const auto *table = qobject_cast<const QTableWidget *>(each))
            addTable(*table, state);
    }
    return state;
}

DiscardGuard::DiscardGuard(QDialog &dialog, MessageStrip &strip)
    : DiscardGuard(dialog, strip, [this] { return m_wasShown && typedState(m_dialog) != m_shown; })
{
}

DiscardGuard::DiscardGuard(QDialog &dialog, MessageStrip &strip, HasChanges hasChanges)
    : DiscardGuard(dialog, std::move(hasChanges), [this, &strip] { askIn(strip); })
{
    connect(
        &strip, &MessageStrip::actionTriggered, this, [this, &strip](const QString &action) { answer(strip, action); });
}

DiscardGuard::DiscardGuard(QDialog &dialog, HasChanges hasChanges, std::function<void()> ask)
    : QObject(&dialog)
    , m_dialog(dialog)
    , m_hasChanges(std::move(hasChanges))
    , m_ask(std::move(ask))
{
    dialog.installEventFilter(this);
}

bool DiscardGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_dialog)
        return false;
    if (event->type() == QEvent::Show && !std::exchange(m_wasShown, true))
        m_shown = typedState(m_dialog);
    const bool isEscape =
        event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Cancel);
    // A window that is hidden was left already: the system may still close it at the end.
    const bool isClose = event->type() == QEvent::Close && m_dialog.isVisible();
    if ((!isEscape && !isClose) || !m_hasChanges())
        return false;
    event->setAccepted(isEscape);
    m_ask();
    return true;
}

void DiscardGuard::askIn(MessageStrip &strip)
{
    strip.showMessage(Tone::Warning, tr("What you entered here is not saved."));
    strip.addAction(keepAction, tr("Keep editing"));
    strip.addAction(discardAction, tr("Discard"));
    strip.focusFirstAction();
}

void DiscardGuard::answer(MessageStrip &strip, const QString &action)
{
    if (action == keepAction)
        strip.clear();
    else if (action == discardAction)
        m_dialog.reject();
}

}
