// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/crm/carddelegate.h"

#include "client/fields/recordscontext.h"
#include "client/models/boardmodel.h"
#include "client/widgets/tokens.h"

#include <QPainter>
#include <QPainterPath>

namespace tandem::client::crm {

namespace {

constexpr int linesPerCard = 4;

}

CardDelegate::CardDelegate(FieldContext context, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(std::move(context))
    , m_format(formatOf(m_context))
{
}

QStringList CardDelegate::lines(const Record &record) const
{
    const EntityDef *entity = m_context.registry->entity(record.key.entity);
    if (!entity)
        return {};
    QStringList lines;
    const QStringList names =
        QStringList(entity->titleField) + (entity->board ? entity->board->cardFields : QStringList());
    for (const QString &name : names) {
        const FieldDef *field = entity->field(name);
        if (!field || (name == entity->titleField && !lines.isEmpty()))
            continue;
        const QString text = m_format.text(*entity, *field, record.value(field->number));
        if (!text.isEmpty() || lines.isEmpty())
            lines.append(text);
    }
    return lines.mid(0, linesPerCard);
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *record = index.data(BoardModel::RecordRole).value<const Record *>();
    if (!record)
        return;
    const QPalette &palette = option.palette;
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), tokens::radius, tokens::radius);
    painter->fillPath(shape, palette.base());
    painter->setPen(
        QPen(selected ? palette.color(QPalette::Highlight) : palette.color(QPalette::Mid), selected ? 2 : 1));
    painter->drawPath(shape);

    QRect line = option.rect.adjusted(tokens::space, tokens::spaceSmall + tokens::spaceTiny, -tokens::space, 0);
    line.setHeight(option.fontMetrics.lineSpacing());
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    bool isTitle = true;
    for (const QString &text : lines(*record)) {
        painter->setFont(isTitle ? font : option.font);
        painter->setPen(palette.color(isTitle ? QPalette::Text : QPalette::PlaceholderText));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(painter->font()).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, option.fontMetrics.lineSpacing());
        isTitle = false;
    }
    if (record->pending) {
        painter->setBrush(palette.highlight());
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(QPointF(option.rect.right() - tokens::space, option.rect.top() + tokens::space), 3, 3);
    }
    painter->restore();
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return QSize(180, linesPerCard * option.fontMetrics.lineSpacing() + 2 * tokens::spaceSmall + 2 * tokens::spaceTiny);
}

}
