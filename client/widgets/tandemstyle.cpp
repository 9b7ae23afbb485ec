// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/tandemstyle.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

namespace tandem::client {

namespace {

QColor outline(const QPalette &palette)
{
    return palette.color(QPalette::Mid);
}

/// Of boxes and discs, which are nothing but their outline: stronger than around fields.
QColor indicatorLine(const QPalette &palette)
{
    return palette.color(QPalette::PlaceholderText);
}

void drawRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal width,
    qreal radius = tokens::radiusSmall)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

/// Qt moves that of a tool button inwards, where it would cross the icon.
QRect focusRing(const QStyleOption &option, const QWidget *widget)
{
    return qobject_cast<const QToolButton *>(widget) ? widget->rect() : option.rect;
}

constexpr int menuArrow = 12;

/// A text that opens a menu when it is pressed; a button of an icon alone has no room for an arrow.
bool hasMenuArrow(const QStyleOptionToolButton &button)
{
    return (button.features & QStyleOptionToolButton::HasMenu)
        && !(button.features & QStyleOptionToolButton::MenuButtonPopup) && !button.text.isEmpty()
        && button.toolButtonStyle != Qt::ToolButtonIconOnly;
}

}

TandemStyle::TandemStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void TandemStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0) {
            drawField(option, painter, widget);
            return;
        }
        break;
    case PE_PanelButtonCommand:
        drawButton(option, painter);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadio(option, painter);
        return;
    case PE_Frame:
        // Around text areas and lists; Fusion's own line is all but unseen in dark.
        drawRounded(painter, option->rect, {},
            option->palette.color(option->state & State_HasFocus ? QPalette::Highlight : QPalette::Mid),
            option->state & State_HasFocus ? 1.6 : 1.0, 2.0);
        return;
    case PE_FrameMenu:
        // Fusion's own line is darker than the menu: unseen where everything is dark.
        painter->save();
        painter->setPen(outline(option->palette));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_IndicatorTabClose:
        drawTabClose(*option, painter, widget);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(option->rect.adjusted(0, option->rect.height() - 1, 0, 0), outline(option->palette));
        return;
    case PE_FrameFocusRect:
        drawRounded(painter, focusRing(*option, widget), {}, option->palette.color(QPalette::Highlight), 1.5);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void TandemStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element == CE_PushButtonLabel && button && (button->features & QStyleOptionButton::DefaultButton)
        && (button->state & State_Enabled)) {
        QStyleOptionButton copy = *button;
        copy.palette.setColor(QPalette::ButtonText, copy.palette.color(QPalette::HighlightedText));
        if (!copy.icon.isNull()) {
            const qreal ratio = widget ? widget->devicePixelRatioF() : 1.0;
            copy.icon = copy.icon.pixmap(copy.iconSize, ratio, QIcon::Selected);
        }
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option); tab && element == CE_TabBarTabShape) {
        drawTabShape(*tab, painter);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

/// Fusion puts the arrow of a button with a menu into its lower corner, where it looks like dirt.
void TandemStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control != CC_ToolButton || !button || !hasMenuArrow(*button)) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    QStyleOptionToolButton copy = *button;
    copy.features &= ~QStyleOptionToolButton::ToolButtonFeatures(QStyleOptionToolButton::HasMenu);
    QProxyStyle::drawComplexControl(control, &copy, painter, widget);
    const QColor colour = copy.palette.color(
        copy.state & State_Enabled ? QPalette::Active : QPalette::Disabled, QPalette::PlaceholderText);
    const qreal ratio = widget ? widget->devicePixelRatioF() : 1.0;
    const QPixmap arrow = icons::pixmap(QStringLiteral("chevron-down"), menuArrow, colour, ratio);
    painter->drawPixmap(
        copy.rect.right() - menuArrow - tokens::spaceTiny, copy.rect.center().y() - menuArrow / 2, arrow);
}

void TandemStyle::drawButton(const QStyleOption *option, QPainter *painter) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const QPalette &palette = option->palette;
    const bool enabled = option->state & State_Enabled;
    const bool flat = button && (button->features & QStyleOptionButton::Flat);
    const bool isDefault = button && (button->features & QStyleOptionButton::DefaultButton) && enabled;
    const bool down = option->state & (State_Sunken | State_On);
    const bool hover = enabled && (option->state & State_MouseOver);

    QColor fill = isDefault ? palette.color(QPalette::Highlight) : palette.color(QPalette::Button);
    if (flat && !down && !hover)
        fill = QColor();
    else if (down)
        fill = fill.darker(isDefault ? 125 : 112);
    else if (hover)
        fill = isDark(palette) && !isDefault ? fill.lighter(118) : fill.darker(isDefault ? 112 : 104);
    const QColor line = flat || isDefault ? QColor() : outline(palette);
    drawRounded(painter, option->rect, fill, line, 1.0);
    if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange))
        drawRounded(painter, option->rect, {},
            isDefault ? palette.color(QPalette::WindowText) : palette.color(QPalette::Highlight), 2.0);
}

void TandemStyle::drawField(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    const bool readOnly = option->state & State_ReadOnly;
    const bool focus = option->state & State_HasFocus;
    const bool invalid = widget && widget->property("tandemInvalid").toBool();
    const QColor fill =
        readOnly || !(option->state & State_Enabled) ? palette.color(QPalette::Window) : palette.color(QPalette::Base);
    QColor line = outline(palette);
    if (invalid)
        line = toneColours(Tone::Danger, palette).text;
    else if (focus)
        line = palette.color(QPalette::Highlight);
    drawRounded(painter, option->rect, fill, line, focus || invalid ? 1.6 : 1.0);
}

void TandemStyle::drawCheck(const QStyleOption *option, QPainter *painter) const
{
    const QPalette &palette = option->palette;
    const bool enabled = option->state & State_Enabled;
    const bool on = option->state & (State_On | State_NoChange);
    const QRect box = option->rect.adjusted(1, 1, -1, -1);
    const QColor fill =
        on ? palette.color(enabled ? QPalette::Highlight : QPalette::Mid) : palette.color(QPalette::Base);
    drawRounded(painter, box, fill, on ? fill : indicatorLine(palette), 1.2, 2.5);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(palette.color(QPalette::HighlightedText), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF r(box);
    const auto at = [&](double x, double y) {
        return QPointF(r.left() + x * r.width(), r.top() + y * r.height());
    };
    if (option->state & State_NoChange)
        painter->drawLine(at(0.28, 0.5), at(0.72, 0.5));
    else
        painter->drawPolyline(QPolygonF{at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.32)});
    painter->restore();
}

void TandemStyle::drawRadio(const QStyleOption *option, QPainter *painter) const
{
    const QPalette &palette = option->palette;
    const bool on = option->state & State_On;
    const QColor accent = palette.color(option->state & State_Enabled ? QPalette::Highlight : QPalette::Mid);
    const QRectF disc = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on ? accent : indicatorLine(palette), 1.2));
    painter->setBrush(palette.color(QPalette::Base));
    painter->drawEllipse(disc);
    if (on) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(accent);
        painter->drawEllipse(disc.adjusted(3, 3, -3, -3));
    }
    painter->restore();
}

QRect TandemStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(tokens::spaceSmall, 0, -tokens::spaceSmall, 0) : rect;
}

/// Flat: the current tab is told by its surface and a line in the accent colour, not by a frame.
void TandemStyle::drawTabShape(const QStyleOptionTab &tab, QPainter *painter)
{
    const bool selected = tab.state & State_Selected;
    const bool below = tab.shape == QTabBar::RoundedSouth || tab.shape == QTabBar::TriangularSouth;
    if (selected || (tab.state & State_MouseOver))
        painter->fillRect(tab.rect, selected ? tab.palette.base() : tab.palette.midlight());
    if (!selected)
        return;
    QRect line = tab.rect;
    if (below)
        line.setBottom(line.top() + 1);
    else
        line.setTop(line.bottom() - 1);
    painter->fillRect(line, tab.palette.highlight());
}

void TandemStyle::drawTabClose(const QStyleOption &option, QPainter *painter, const QWidget *widget)
{
    const QRect box = option.rect.adjusted(1, 1, -1, -1);
    if (option.state & State_MouseOver)
        drawRounded(painter, box, option.palette.color(QPalette::Midlight), {}, 0);
    const int side = std::min(box.width(), box.height()) - tokens::spaceTiny;
    const qreal ratio = widget ? widget->devicePixelRatioF() : 1.0;
    const QPixmap cross =
        icons::pixmap(QStringLiteral("x"), side, option.palette.color(QPalette::PlaceholderText), ratio);
    painter->drawPixmap(box.center().x() - side / 2, box.center().y() - side / 2, cross);
}

void TandemStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        header->setHighlightSections(false);
    }
}

int TandemStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return tokens::space;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
        return tokens::iconSmall;
    case PM_ToolBarIconSize:
        return tokens::icon;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_HeaderMargin: {
        // Across, it would make every row higher than a row is.
        const auto *header = qobject_cast<const QHeaderView *>(widget);
        const bool isVertical = header && header->orientation() == Qt::Vertical;
        return isVertical ? QProxyStyle::pixelMetric(metric, option, widget) : tokens::space;
    }
    case PM_FocusFrameHMargin: {
        // One more is added to it: the text of a cell stands below that of its header.
        const auto *tree = qobject_cast<const QTreeView *>(widget);
        const bool hasHeader = qobject_cast<const QTableView *>(widget) || (tree && !tree->isHeaderHidden());
        return hasHeader ? tokens::space - 1 : QProxyStyle::pixelMetric(metric, option, widget);
    }
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int TandemStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ComboBox_Popup:
        return 0; // a list below the box, which can be typed into and scrolled
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize TandemStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.setWidth(result.width() + tokens::spaceLarge);
        result.setHeight(std::max(result.height(), tokens::controlHeight));
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && hasMenuArrow(*button))
            result.setWidth(result.width() + menuArrow);
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        // The line inside has the margins of any line; the style below counts on less.
        if (type == CT_SpinBox)
            result.setWidth(result.width() + tokens::spaceLarge);
        result.setHeight(std::max(result.height(), tokens::controlHeight));
        break;
    case CT_ItemViewItem:
        result.setHeight(std::max(result.height(), tokens::rowHeight - tokens::spaceTiny));
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), tokens::rowHeight - tokens::spaceSmall));
        break;
    default:
        break;
    }
    return result;
}

}
