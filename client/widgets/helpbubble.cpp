// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/helpbubble.h"

#include "client/widgets/tokens.h"

#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int widest = 380;

}

HelpBubble *HelpBubble::show(const QString &text, QWidget &control)
{
    auto *bubble = new HelpBubble(text, control);
    bubble->place(control);
    static_cast<QWidget *>(bubble)->show();
    return bubble;
}

HelpBubble::HelpBubble(const QString &text, QWidget &control)
    : QFrame(&control, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Help"));
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setAccessibleName(tr("Help"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceMedium, tokens::spaceMedium, tokens::spaceMedium, tokens::spaceMedium);
    layout->addWidget(label);
    setFixedWidth(widest);
}

void HelpBubble::place(const QWidget &control)
{
    adjustSize();
    const QRect room = control.screen()->availableGeometry();
    QPoint corner = control.mapToGlobal(QPoint(0, control.height() + tokens::spaceTiny));
    if (corner.y() + height() > room.bottom())
        corner.setY(std::max(room.top(), control.mapToGlobal(QPoint()).y() - height() - tokens::spaceTiny));
    corner.setX(std::max(room.left(), std::min(corner.x(), room.right() - width())));
    move(corner);
}

void HelpBubble::keyPressEvent(QKeyEvent *)
{
    close();
}

}
