// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/notificationpanel.h"

#include "client/fields/recordscontext.h"
#include "client/shell/navigator.h"
#include "client/shell/noticetext.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace tandem::client {

namespace notice = entities::notification;

namespace {

constexpr int panelWidth = 320;
constexpr int mostNotices = 200;
constexpr int mostTold = 3; ///< one by one; more come as a number

/// Two lines: what happened, and when. Unread ones are bold with a dot.
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
        painter->drawText(area.adjusted(0, 0, 0, -metrics.lineSpacing()), Qt::TextWordWrap | Qt::AlignTop, text);
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(record->value(systemfield::createdAt).toInteger());
        painter->drawText(option.rect.adjusted(tokens::spaceLarge, 0, -tokens::space, -tokens::spaceSmall),
            Qt::AlignBottom | Qt::AlignLeft, QLocale(m_records.language()).toString(at, QLocale::ShortFormat));
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

NotificationPanel::NotificationPanel(const ViewContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
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
    connect(m_readAll, &QPushButton::clicked, this, &NotificationPanel::markAllRead);
    connect(&context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (!changes.touches(notice::number))
            return;
        countUnread();
        readUnread();
    });
    connect(&context.records, &Records::titlesChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    retranslate();
    refresh();
    readUnread();
}

void NotificationPanel::refresh()
{
    const bool empty = m_model.rowCount() == 0;
    m_list->setVisible(!empty);
    m_empty->setVisible(empty);
    countUnread();
}

void NotificationPanel::countUnread()
{
    ListQuery query = m_model.query();
    query.filter = QStringLiteral("owner = me() and isEmpty(readAt)");
    m_context.records.count(query, this, [this](Result<qint64> count) {
        if (!count.ok())
            return;
        m_readAll->setEnabled(*count > 0);
        emit unreadChanged(int(*count));
    });
}

void NotificationPanel::readUnread()
{
    ListQuery query = m_model.query();
    query.filter = QStringLiteral("owner = me() and isEmpty(readAt)");
    Records &records = m_context.records;
    records.queryIds(query, this, [this, &records](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok())
            return;
        records.readMany(notice::number, *ids, {}, this, [this](const Result<std::vector<Record>> &unread) {
            if (unread.ok())
                tellOfNew(*unread);
        });
    });
}

/// What piled up while nobody was here is in the bell's number; only what comes now is told.
void NotificationPanel::tellOfNew(const std::vector<Record> &unread)
{
    const std::optional<QSet<RecordId>> before = std::exchange(m_told, QSet<RecordId>());
    std::vector<Record> fresh;
    for (const Record &notification : unread) {
        m_told->insert(notification.key.id);
        if (before && !before->contains(notification.key.id))
            fresh.push_back(notification);
    }
    if (int(fresh.size()) > mostTold) {
        emit arrived(tr("%n new notification(s)", nullptr, int(fresh.size())), {});
        return;
    }
    for (const Record &notification : fresh)
        tell(notification);
}

void NotificationPanel::tell(const Record &notification)
{
    const RecordKey target = noticeTarget(notification, m_context.records);
    std::vector<RecordKey> wanted;
    if (!target.isNull())
        wanted.push_back(target);
    m_context.records.titles(
        wanted, this, [this, notification, target](const Result<QHash<RecordKey, QString>> &titles) {
            emit arrived(noticeText(notification, titles ? titles->value(target) : QString()), target);
        });
}

void NotificationPanel::openNotice(const QModelIndex &index)
{
    const Record *record = m_model.recordAt(index.row());
    if (!record)
        return;
    const RecordKey target = noticeTarget(*record, m_context.records);
    markRead({record->key.id});
    if (!target.isNull())
        m_context.navigator.open(Location::record(m_context.records.entity(target.entity)->name, target.id));
}

void NotificationPanel::markRead(const std::vector<RecordId> &ids)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_context.records.updateQuietly(notice::number, ids, {{notice::field::readAt, Value(now)}}, this, {});
}

/// All that there are, also those that are too old to be listed.
void NotificationPanel::markAllRead()
{
    ListQuery query;
    query.entity = notice::number;
    query.filter = QStringLiteral("owner = me() and isEmpty(readAt)");
    m_context.records.queryIds(query, this, [this](const Result<std::vector<RecordId>> &unread) {
        if (unread.ok() && !unread->empty())
            markRead(*unread);
    });
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
