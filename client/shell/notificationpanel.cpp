// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/notificationpanel.h"

#include "client/fields/recordscontext.h"
#include "client/shell/navigator.h"
#include "client/shell/noticetext.h"
#include "client/shell/unreadnotices.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/tokens.h"
#include "shared/base/daytext.h"
#include "shared/entities/entitynames.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

namespace notice = entities::notification;

namespace {

constexpr int panelWidth = 320;
constexpr int mostNotices = 200;

/// What happened, in at most two lines, and right below when. Unread ones are bold with a dot.
class NoticeDelegate final : public QStyledItemDelegate
{
public:
    NoticeDelegate(Records &records, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_records(records)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *record = index.data(RecordListModel::RecordRole).value<const Record *>();
        if (!record)
            return;
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, option.palette.alternateBase());
        const bool unread = record->value(notice::field::readAt).isNull();
        const QRect area = option.rect.adjusted(tokens::spaceLarge, tokens::spaceSmall, -tokens::space, 0);
        if (unread) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setBrush(option.palette.highlight());
            painter->setPen(Qt::NoPen);
            painter->drawEllipse(QPointF(option.rect.left() + tokens::space, area.top() + 9), 3, 3);
        }
        QFont font = option.font;
        font.setWeight(unread ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(option.palette.color(QPalette::Text));
        const QFontMetrics metrics(font);
        const QString text = noticeText(*record, m_records);
        const QRect words = area.adjusted(0, 0, 0, -metrics.lineSpacing() - tokens::spaceSmall);
        QRect taken;
        painter->drawText(words, Qt::TextWordWrap | Qt::AlignTop, text, &taken);
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        const Timestamp at = record->value(systemfield::createdAt).toInteger();
        const QRect below(words.left(), std::min(taken.bottom(), words.bottom()) + 1, words.width(),
            option.fontMetrics.lineSpacing());
        painter->drawText(below, Qt::AlignTop | Qt::AlignLeft, momentText(at, QLocale(m_records.language())));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return QSize(panelWidth - 2 * tokens::space, 3 * option.fontMetrics.lineSpacing() + 2 * tokens::space);
    }

private:
    Records &m_records;
};

}

NotificationPanel::NotificationPanel(const ViewContext &context, UnreadNotices &unread, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_unread(unread)
    , m_model(context.records)
    , m_title(new QLabel(this))
    , m_readAll(new QPushButton(this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(this))
{
    setHelpContext(*this, QStringLiteral("panel/notifications"));
    setFixedWidth(panelWidth);
    setFocusPolicy(Qt::StrongFocus);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_readAll->setFlat(true);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new NoticeDelegate(context.records, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_empty->setIcon(QStringLiteral("bell"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::space, tokens::space);
    head->addWidget(m_title, 1);
    head->addWidget(m_readAll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);

    const EntityDef *entity = context.records.entity(notice::number);
    m_model.setColumns({entity->titleField});
    ListQuery query;
    query.entity = notice::number;
    query.filter = QStringLiteral("owner = me()");
    query.sort = {{QStringLiteral("createdAt"), true}};
    query.limit = mostNotices;
    m_model.setQuery(query);
    connect(&m_model, &RecordListModel::idsChanged, this, &NotificationPanel::refresh);
    connect(m_list, &QListView::clicked, this, &NotificationPanel::openNotice);
    connect(m_list, &QListView::activated, this, &NotificationPanel::openNotice);
    connect(m_readAll, &QPushButton::clicked, &unread, &UnreadNotices::markAllRead);
    connect(&unread, &UnreadNotices::changed, this, &NotificationPanel::showUnread);
    connect(&context.records, &Records::titlesChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    retranslate();
    refresh();
    showUnread();
}

void NotificationPanel::refresh()
{
    const bool empty = m_model.rowCount() == 0;
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
}

void NotificationPanel::showUnread()
{
    m_readAll->setEnabled(m_unread.count() > 0);
}

void NotificationPanel::openNotice(const QModelIndex &index)
{
    const Record *record = m_model.recordAt(index.row());
    if (!record)
        return;
    const RecordKey target = noticeTarget(*record, m_context.records);
    m_unread.markRead({record->key.id});
    if (!target.isNull())
        m_context.navigator.open(Location::record(m_context.records.entity(target.entity)->name, target.id));
}

void NotificationPanel::focusInEvent(QFocusEvent *)
{
    m_list->setFocus();
}

void NotificationPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void NotificationPanel::retranslate()
{
    setAccessibleName(tr("Notifications"));
    m_title->setText(tr("Notifications"));
    m_readAll->setText(tr("Mark all as read"));
    m_list->setAccessibleName(tr("Notifications"));
    m_empty->setText(tr("Nothing new. What concerns you will appear here."));
}

}
