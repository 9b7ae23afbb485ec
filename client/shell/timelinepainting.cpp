// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Painting of TimelineDelegate, and what the mouse meets there.

#include "client/records/records.h"
#include "client/shell/timelinedelegate.h"
#include "client/shell/timelinepictures.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"
#include "shared/base/mentions.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace tandem::client {

namespace {

constexpr int iconColumn = 34;

const TimelineModel::Item *itemOf(const QModelIndex &index)
{
    return static_cast<const TimelineModel::Item *>(index.data(TimelineModel::ItemRole).value<const void *>());
}

/// Where a line names somebody.
struct Named
{
    int start = 0;
    int length = 0;
    RecordId user;
};

/// The mentions of the stored texts of `record` that stand in `line`, which is shown without their stored form.
std::vector<Named> namedIn(const QString &line, const EntityDef *entity, const Record &record)
{
    std::vector<Named> found;
    if (!entity)
        return found;
    for (const FieldDef &field : entity->fields) {
        if (!field.mentions || field.deleted)
            continue;
        qsizetype from = 0;
        for (const TextPart &part : textParts(record.value(field.number).toText())) {
            if (!part.isMention())
                continue;
            const QString name = (QLatin1Char('@') + part.text).simplified();
            const qsizetype at = line.indexOf(name, from);
            if (at < 0)
                break;
            found.push_back({int(at), int(name.size()), part.user});
            from = at + name.size();
        }
    }
    return found;
}

/// One line that is laid out as it is painted, so that the mouse meets what the eye sees.
void layOut(QTextLayout &layout)
{
    layout.beginLayout();
    layout.createLine().setNumColumns(int(layout.text().size()) + 1);
    layout.endLayout();
}

}

TimelineDelegate::Places TimelineDelegate::placesIn(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Places places;
    const int height = option.fontMetrics.lineSpacing();
    QRect area = option.rect.adjusted(tokens::space, tokens::space, -tokens::space, -tokens::space);
    if (index.data(TimelineModel::SectionRole).toInt() != int(TimelineModel::Section::None)) {
        places.head = QRect(area.left(), area.top(), area.width(), height);
        area.setTop(area.top() + height + tokens::space);
    }
    places.icon =
        QRect(area.left() + tokens::spaceSmall, area.top() + tokens::spaceTiny, tokens::iconSmall, tokens::iconSmall);
    places.firstLine = QRect(area.left() + iconColumn, area.top(), area.width() - iconColumn, height);
    places.picture = QPoint(places.firstLine.left(), option.rect.bottom() - tokens::space - TimelinePictures::side);
    return places;
}

void TimelineDelegate::paintHead(
    QPainter &painter, const QRect &area, TimelineModel::Section section, const QPalette &palette) const
{
    const QString text = headText(section);
    const QColor quiet = palette.color(QPalette::Disabled, QPalette::Text);
    const int line = area.left() + painter.fontMetrics().horizontalAdvance(text) + tokens::space;
    painter.setPen(quiet);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.setPen(palette.color(QPalette::Mid));
    painter.drawLine(line, area.center().y(), area.right(), area.center().y());
}

void TimelineDelegate::paintLine(QPainter &painter, const QRect &area, const QString &text,
    const TimelineModel::Item &item, const QPalette &palette) const
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    QTextLayout layout(shown, painter.font());
    QList<QTextLayout::FormatRange> formats;
    const EntityDef *entity = m_context.records->entity(item.record.key.entity);
    for (const Named &named : namedIn(shown, entity, item.record)) {
        QTextCharFormat format;
        format.setForeground(toneColours(Tone::Accent, palette).text);
        formats.append({named.start, named.length, format});
    }
    layout.setFormats(formats);
    layOut(layout);
    layout.draw(&painter, area.topLeft());
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const TimelineModel::Item *item = itemOf(index);
    if (!item)
        return;
    painter->save();
    const Places places = placesIn(option, index);
    if (!places.head.isEmpty())
        paintHead(*painter, places.head, TimelineModel::Section(index.data(TimelineModel::SectionRole).toInt()),
            option.palette);
    if (option.state & QStyle::State_Selected) {
        QRect row = option.rect;
        row.setTop(places.firstLine.top() - tokens::spaceSmall);
        painter->fillRect(row, option.palette.alternateBase());
    }
    const QColor quiet = option.palette.color(QPalette::Disabled, QPalette::Text);
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(places.icon.topLeft(), icons::pixmap(iconName(*item), tokens::iconSmall, quiet, ratio));

    paintText(*painter, places.firstLine, option, *item);
    // Asked for also where there is no room yet: a document gets it with its page.
    if (const QPixmap picture = m_pictures->picture(item->record, ratio); !picture.isNull())
        painter->drawPixmap(places.picture, picture);
    painter->restore();
}

bool TimelineDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const TimelineModel::Item *item = itemOf(index);
    if (event->type() != QEvent::ToolTip || !item)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), whereText(*item), view); // an empty one hides the one before
    return true;
}

void TimelineDelegate::paintText(
    QPainter &painter, QRect line, const QStyleOptionViewItem &option, const TimelineModel::Item &item) const
{
    const QColor quiet = option.palette.color(QPalette::Disabled, QPalette::Text);
    const QString time = m_format.dateTime(item.at);
    int timeWidth = option.fontMetrics.horizontalAdvance(time) + tokens::space;
    painter.setFont(option.font);
    painter.setPen(quiet);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
    if (item.pinned) {
        timeWidth += tokens::iconSmall + tokens::spaceSmall;
        painter.drawPixmap(line.right() - timeWidth + tokens::space, line.top(),
            icons::pixmap(QStringLiteral("pin"), tokens::iconSmall, quiet, painter.device()->devicePixelRatioF()));
    }
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(line.adjusted(0, 0, -timeWidth, 0), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(bold).elidedText(headline(item), Qt::ElideRight, line.width() - timeWidth));
    painter.setFont(option.font);
    for (const QString &text : lines(item)) {
        line.translate(0, line.height());
        paintLine(painter, line, text, item, option.palette);
    }
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const TimelineModel::Item *item = itemOf(index);
    const int count = item ? 1 + int(lines(*item).size()) : 1;
    int height = count * option.fontMetrics.lineSpacing() + 2 * tokens::space;
    if (index.data(TimelineModel::SectionRole).toInt() != int(TimelineModel::Section::None))
        height += option.fontMetrics.lineSpacing() + tokens::space;
    if (item && m_pictures->takesRoom(item->record))
        height += TimelinePictures::side + tokens::spaceSmall;
    return QSize(200, height);
}

RecordId TimelineDelegate::mentionAt(
    const QPoint &position, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const TimelineModel::Item *item = itemOf(index);
    const EntityDef *entity = item ? m_context.records->entity(item->record.key.entity) : nullptr;
    if (!entity)
        return {};
    QRect line = placesIn(option, index).firstLine;
    for (const QString &text : lines(*item)) {
        line.translate(0, line.height());
        if (!line.contains(position))
            continue;
        const QString shown = option.fontMetrics.elidedText(text, Qt::ElideRight, line.width());
        QTextLayout layout(shown, option.font);
        layOut(layout);
        const QTextLine laidOut = layout.lineAt(0);
        if (position.x() - line.left() > laidOut.naturalTextWidth())
            return {};
        const int character = laidOut.xToCursor(position.x() - line.left(), QTextLine::CursorOnCharacter);
        for (const Named &named : namedIn(shown, entity, item->record)) {
            if (character >= named.start && character < named.start + named.length)
                return named.user;
        }
    }
    return {};
}

bool TimelineDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const RecordId user = mentionAt(mouse->position().toPoint(), option, index);
        if (!user.isNull() && mouse->button() == Qt::LeftButton) {
            emit mentionActivated(user);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

}
