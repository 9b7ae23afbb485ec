// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/joint/homecard.h"

#include "client/fields/recordscontext.h"
#include "client/shell/navigator.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client::joint {

namespace {

constexpr int shownRows = 5;

/// Title on the left, the entity's second line on the right.
class RowDelegate final : public QStyledItemDelegate
{
public:
    RowDelegate(Records &records, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_records(records)
        , m_format(formatOf(fieldContextOf(records)))
    {
        const auto renew = [this] {
            m_format = formatOf(fieldContextOf(m_records));
        };
        connect(&records, &Records::languageChanged, this, renew);
        connect(&records, &Records::registryChanged, this, renew);
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *record = index.data(RecordListModel::RecordRole).value<const Record *>();
        const EntityDef *entity = record ? m_records.entity(record->key.entity) : nullptr;
        if (!entity)
            return;
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, option.palette.alternateBase());
        const auto text = [&](const QString &name) {
            const FieldDef *field = entity->field(name);
            return field ? m_format.text(*entity, *field, record->value(field->number)) : QString();
        };
        const QString title = text(entity->titleField);
        QString subtitle = text(entity->subtitleField);
        if (subtitle == title)
            subtitle.clear();
        const QRect area = option.rect.adjusted(tokens::spaceSmall, 0, -tokens::spaceSmall, 0);
        const int right =
            std::min(area.width() / 2, option.fontMetrics.horizontalAdvance(subtitle) + tokens::spaceSmall);
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(title, Qt::ElideRight, area.width() - right - tokens::space));
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(
            area, Qt::AlignRight | Qt::AlignVCenter, option.fontMetrics.elidedText(subtitle, Qt::ElideRight, right));
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return QSize(100, tokens::rowHeight);
    }

private:
    Records &m_records;
    FieldFormat m_format; ///< holds a copy of all labels: made once a language and registry
};

}

HomeCard::HomeCard(
    const ViewContext &context, const ListQuery &query, Texts texts, const Location &all, QWidget *parent)
    : CardFrame(parent)
    , m_context(context)
    , m_texts(std::move(texts))
    , m_model(context.records)
    , m_title(new QLabel(this))
    , m_all(new QToolButton(this))
    , m_list(new QListView(this))
    , m_empty(new QLabel(this))
{
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    // Without the margin of a push button: its text ends where the rows below end.
    m_all->setAutoRaise(true);
    m_all->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RowDelegate(context.records, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFixedHeight(shownRows * tokens::rowHeight + 2);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setFixedHeight(shownRows * tokens::rowHeight + 2);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_all, 0, Qt::AlignRight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceLarge, tokens::spaceMedium, tokens::spaceLarge, tokens::spaceMedium);
    layout->addLayout(head);
    layout->addWidget(m_list);
    layout->addWidget(m_empty);

    const EntityDef *entity = context.records.entity(query.entity);
    ListQuery bounded = query;
    bounded.limit = shownRows;
    m_model.setColumns({entity->titleField, entity->subtitleField});
    m_model.setQuery(bounded);
    connect(&m_model, &RecordListModel::idsChanged, this, &HomeCard::refresh);
    connect(m_list, &QListView::clicked, this, &HomeCard::openRow);
    connect(m_list, &QListView::activated, this, &HomeCard::openRow);
    connect(m_all, &QToolButton::clicked, this, [this, all] { m_context.navigator.open(all); });
    connect(&context.records, &Records::titlesChanged, m_list->viewport(), QOverload<>::of(&QWidget::update));
    retranslate();
    refresh();
}

void HomeCard::refresh()
{
    const bool empty = m_model.rowCount() == 0;
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
}

void HomeCard::openRow(const QModelIndex &index)
{
    const RecordKey key = m_model.keyAt(index.row());
    if (const EntityDef *entity = m_context.records.entity(key.entity))
        m_context.navigator.open(Location::record(entity->name, key.id));
}

void HomeCard::changeEvent(QEvent *event)
{
    CardFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HomeCard::retranslate()
{
    m_title->setText(m_texts.title());
    m_empty->setText(m_texts.empty());
    m_all->setText(tr("Show all"));
    m_all->setAccessibleName(tr("Show all: %1").arg(m_texts.title()));
    m_list->setAccessibleName(m_texts.title());
}

}
