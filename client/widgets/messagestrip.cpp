// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/messagestrip.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace tandem::client {

namespace {

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Danger:
        return QStringLiteral("circle-alert");
    case Tone::Warning:
        return QStringLiteral("triangle-alert");
    case Tone::Success:
        return QStringLiteral("circle-check");
    case Tone::Neutral:
    case Tone::Accent:
    case Tone::Info:
        break;
    }
    return QStringLiteral("info");
}

}

MessageStrip::MessageStrip(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_actions(new QWidget(this))
    , m_detailText(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setVisible(false);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it names what people have typed
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detailText->setWordWrap(true);
    m_detailText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_detailText->setTextFormat(Qt::PlainText);
    m_actions->setLayout(new QHBoxLayout);
    m_actions->layout()->setContentsMargins(0, 0, 0, 0);
    m_close->setAutoRaise(true);
    m_close->setIcon(icons::icon(QStringLiteral("x")));

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::space, tokens::space);
    layout->setHorizontalSpacing(tokens::space);
    layout->addWidget(m_icon, 0, 0);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(m_actions, 0, 2, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, 3, Qt::AlignVCenter);
    layout->addWidget(m_detailText, 2, 1, 1, 3);
    layout->setColumnStretch(1, 1);

    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    retranslate();
}

void MessageStrip::showMessage(Tone tone, const QString &text)
{
    m_tone = tone;
    m_details.clear();
    removeButtons();
    m_text->setText(text);
    m_detailText->setVisible(false);
    setAccessibleName(text);
    applyColours();
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStrip::showError(const Error &error)
{
    showError(errorText(error), error.toLog());
}

void MessageStrip::showError(const QString &text, const QString &details)
{
    showMessage(Tone::Danger, text);
    m_details = details;
    m_detailText->setText(details);
    if (details.isEmpty())
        return;
    m_detailsButton = addButton({});
    connect(
        m_detailsButton, &QPushButton::clicked, this, [this] { m_detailText->setVisible(!m_detailText->isVisible()); });
    retranslate();
}

void MessageStrip::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void MessageStrip::setCloseable(bool closeable)
{
    m_close->setVisible(closeable);
}

void MessageStrip::putActionsBelow()
{
    auto *grid = static_cast<QGridLayout *>(layout());
    grid->removeWidget(m_actions);
    grid->addWidget(m_actions, 1, 1, 1, 3, Qt::AlignLeft);
}

void MessageStrip::addAction(const QString &id, const QString &text)
{
    connect(addButton(text), &QPushButton::clicked, this, [this, id] { emit actionTriggered(id); });
}

void MessageStrip::focusFirstAction()
{
    if (!m_buttons.isEmpty())
        m_buttons.first()->setFocus(Qt::OtherFocusReason);
}

void MessageStrip::clear()
{
    setVisible(false);
    m_text->clear();
    removeButtons();
    m_details.clear();
}

QString MessageStrip::text() const
{
    return m_text->text();
}

void MessageStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColours();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

/// Enter is for the button that has the focus: what is around the strip may have a default button of its own.
void MessageStrip::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto focused = std::find_if(
        m_buttons.cbegin(), m_buttons.cend(), [](const QPushButton *button) { return button->hasFocus(); });
    if (enter && focused != m_buttons.cend())
        (*focused)->click();
    else
        QFrame::keyPressEvent(event);
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    const ToneColours colours = toneColours(m_tone, palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.background);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens::radius, tokens::radius);
}

void MessageStrip::applyColours()
{
    const QColor text = toneColours(m_tone, palette()).text;
    m_icon->setPixmap(icons::pixmap(iconOf(m_tone), tokens::iconSmall, text, devicePixelRatioF()));
    for (QLabel *label : {m_text, m_detailText}) {
        QPalette own = label->palette();
        if (own.color(QPalette::WindowText) == text)
            continue;
        own.setColor(QPalette::WindowText, text);
        label->setPalette(own);
    }
    update();
}

void MessageStrip::retranslate()
{
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close message"));
    if (m_detailsButton)
        m_detailsButton->setText(tr("Details"));
}

QPushButton *MessageStrip::addButton(const QString &text)
{
    auto *button = new QPushButton(text, m_actions);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus); // by a click the strip goes, and the keyboard with it would be lost
    m_actions->layout()->addWidget(button);
    m_buttons.append(button);
    m_actions->setVisible(true);
    return button;
}

/// Later, because one of them may just be telling that it was clicked.
void MessageStrip::removeButtons()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        m_actions->layout()->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    m_detailsButton = nullptr;
    m_actions->setVisible(false);
}

}
