// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/searchbox.h"

#include "client/widgets/clearbutton.h"
#include "client/widgets/helpbubble.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QAction>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>

namespace tandem::client {

using namespace std::chrono_literals;

SearchBox::SearchBox(QWidget *parent)
    : QLineEdit(parent)
{
    m_icon = addAction(icons::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_timer.setSingleShot(true);
    m_timer.setInterval(150ms);
    connect(&m_timer, &QTimer::timeout, this, &SearchBox::report);
    connect(this, &QLineEdit::textChanged, this, [this] {
        if (!m_composing)
            m_timer.start();
    });
    retranslate();
}

void SearchBox::setShortcutHint(const QKeySequence &shortcut)
{
    m_shortcut = shortcut;
    update();
}

void SearchBox::setSyntaxHelp(std::function<QString()> text)
{
    m_help = addAction(icons::icon(QStringLiteral("circle-question-mark")), QLineEdit::TrailingPosition);
    connect(m_help, &QAction::triggered, this, [this, text = std::move(text)] { HelpBubble::show(text(), *this); });
    retranslate();
}

void SearchBox::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    if (m_composing)
        m_timer.stop();
    QLineEdit::inputMethodEvent(event);
    if (!m_composing && text() != m_reported)
        m_timer.start();
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    if (!m_composing) {
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            report();
            emit returnPressed();
            return;
        case Qt::Key_Down:
            report();
            emit movedDown();
            return;
        case Qt::Key_Escape:
            if (!text().isEmpty()) {
                clear();
                report();
                emit cleared();
                return;
            }
            break;
        default:
            break;
        }
    }
    QLineEdit::keyPressEvent(event);
}

void SearchBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLineEdit::changeEvent(event);
}

void SearchBox::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_shortcut.isEmpty() || !text().isEmpty() || m_composing)
        return;
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect().adjusted(0, 0, -tokens::spaceMedium, 0), Qt::AlignRight | Qt::AlignVCenter,
        m_shortcut.toString(QKeySequence::NativeText));
}

void SearchBox::searchFor(const QString &text)
{
    setText(text);
    ask();
}

void SearchBox::report()
{
    m_timer.stop();
    if (text() != m_reported)
        ask();
}

void SearchBox::ask()
{
    m_timer.stop();
    m_reported = text();
    emit searchRequested(m_reported);
}

void SearchBox::retranslate()
{
    setClearButton(*this, true);
    m_icon->setText(tr("Search"));
    if (m_help) {
        m_help->setText(tr("What can be typed here"));
        m_help->setToolTip(tr("What can be typed here"));
    }
    // Texts that somebody else gave it are theirs to translate.
    if (placeholderText() == m_ownText)
        setPlaceholderText(tr("Search"));
    if (accessibleName() == m_ownText)
        setAccessibleName(tr("Search"));
    m_ownText = tr("Search");
}

}
