// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticeannouncer.h"

#include "client/models/approvaldecision.h"
#include "client/records/records.h"
#include "client/shell/navigator.h"
#include "client/shell/noticetext.h"
#include "client/shell/unreadnotices.h"
#include "client/widgets/bringforward.h"
#include "shared/base/daytext.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"

#include <QApplication>
#include <QCborMap>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace tandem::client {

namespace notice = entities::notification;

namespace {

constexpr int mostSingle = 3; ///< one by one; more come as a number
constexpr std::chrono::minutes reviewTime{1};

QString numberTag()
{
    return QStringLiteral("number");
}
QString openAction()
{
    return QStringLiteral("open");
}
QString approveAction()
{
    return QStringLiteral("approve");
}

/// Also through a dialog that the window has opened.
bool isLookedAt(const QWidget &window)
{
    const QWidget *active = QApplication::activeWindow();
    while (active && active != &window)
        active = active->parentWidget();
    return active;
}

}

NoticeAnnouncer::NoticeAnnouncer(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_now([] { return QDateTime::currentDateTime(); })
    , m_burst(NoticeBurst::usualPause, NoticeBurst::usualLongest, this)
{
    connect(&m_parts.unread, &UnreadNotices::arrived, &m_burst, &NoticeBurst::add);
    connect(&m_parts.unread, &UnreadNotices::changed, this, &NoticeAnnouncer::forgetRead);
    connect(&m_burst, &NoticeBurst::ended, this,
        [this](const std::vector<RecordId> &notices) { announce(notices, mostSingle); });
    connect(&m_everyMinute, &QTimer::timeout, this, &NoticeAnnouncer::releaseHeld);
    m_everyMinute.start(reviewTime);
    if (m_parts.desktop)
        connect(m_parts.desktop, &NoticeService::activated, this, &NoticeAnnouncer::act);
}

void NoticeAnnouncer::announce(const std::vector<RecordId> &notices, int most)
{
    std::vector<RecordId> unread;
    for (const RecordId &id : notices) {
        if (m_parts.unread.find(id))
            unread.push_back(id);
    }
    if (int(unread.size()) > most)
        return tellNumber(unread);
    for (const RecordId &id : unread)
        tellOf(*m_parts.unread.find(id));
}

/// What it is about is looked up first: its name, and whether it is a task that can be approved.
void NoticeAnnouncer::tellOf(const Record &notification)
{
    const RecordKey target = noticeTarget(notification, m_parts.records);
    std::vector<RecordKey> wanted;
    if (!target.isNull())
        wanted.push_back(target);
    m_parts.records.titles(wanted, this, [this, notification, target](const Result<QHash<RecordKey, QString>> &titles) {
        const QString title = titles.ok() ? titles->value(target) : QString();
        if (target.entity != entities::approvalTask::number)
            return offer(notification, title, false);
        m_parts.records.read(target, this, [this, notification, title](const Result<Record> &task) {
            offer(notification, title, task.ok() && isMineToDecide(*task, m_parts.records));
        });
    });
}

void NoticeAnnouncer::offer(const Record &notification, const QString &title, bool withApproval)
{
    if (!m_parts.unread.find(notification.key.id))
        return; // read meanwhile
    const EntityDef *entity = m_parts.records.entity(notice::number);
    const QString kind = notification.value(notice::field::kind).toText();
    DesktopNotice shown;
    shown.tag = toText(notification.key.id);
    shown.title = m_parts.records.labels().option(*entity, *entity->field(notice::field::kind), kind);
    shown.text = noticeText(notification, title);
    shown.actions = {{openAction(), tr("Open")}};
    if (withApproval)
        shown.actions.push_back({approveAction(), tr("Approve")});
    m_shown.insert(shown.tag, {notification.key.id, noticeTarget(notification, m_parts.records)});
    tell(shown, {notification.key.id});
}

/// A number takes the place of the one before, and so tells of those as well.
void NoticeAnnouncer::tellNumber(const std::vector<RecordId> &notices)
{
    std::vector<RecordId> all = m_numbered;
    for (const RecordId &id : notices) {
        if (std::find(all.begin(), all.end(), id) == all.end())
            all.push_back(id);
    }
    DesktopNotice number;
    number.tag = numberTag();
    number.title = tr("Notifications");
    number.text = tr("%n new notification(s)", nullptr, int(all.size()));
    number.actions = {{openAction(), tr("Open")}};
    tell(number, all);
}

void NoticeAnnouncer::tell(const DesktopNotice &notice, const std::vector<RecordId> &about)
{
    if (isLookedAt(m_parts.window))
        return m_parts.navigator.notify(notice.text);
    if (m_parts.quiet.isQuiet(m_now())) {
        m_held.insert(m_held.end(), about.begin(), about.end());
        return;
    }
    if (notice.tag == numberTag())
        m_numbered = about;
    if (m_parts.desktop && m_parts.desktop->isAvailable())
        m_parts.desktop->show(notice);
    else
        m_parts.navigator.notify(notice.text);
}

bool NoticeAnnouncer::isPaused() const
{
    return client::isPaused(m_parts.quiet.pause(), m_now());
}

void NoticeAnnouncer::pauseForAnHour()
{
    pause(client::pauseForAnHour(m_now()));
}

void NoticeAnnouncer::pauseUntilTomorrow()
{
    pause(client::pauseUntilTomorrow(m_now()));
}

void NoticeAnnouncer::pause(const NoticePause &pause)
{
    m_parts.quiet.setPause(pause);
    emit pauseChanged();
    tellQuiet(pause.until);
}

void NoticeAnnouncer::tellQuiet(const QDateTime &until)
{
    const QString moment = momentText(until, QLocale(m_parts.records.language()));
    m_parts.navigator.notify(tr("Your system shows no notifications of Tandem until %1.").arg(moment));
}

void NoticeAnnouncer::endPause()
{
    m_parts.quiet.setPause({});
    emit pauseChanged();
    // The quiet hours are not the pause, and stay.
    if (const std::optional<QDateTime> until = quietUntil(m_parts.quiet.hours(), m_now()))
        return tellQuiet(*until);
    m_parts.navigator.notify(tr("Your system shows notifications of Tandem again."));
    releaseHeld();
}

void NoticeAnnouncer::releaseHeld()
{
    if (!m_held.empty() && !m_parts.quiet.isQuiet(m_now()))
        announce(std::exchange(m_held, {}), 1);
}

void NoticeAnnouncer::forgetRead()
{
    const auto isRead = [this](const RecordId &id) {
        return !m_parts.unread.find(id);
    };
    std::erase_if(m_held, isRead);
    const bool hadNumber = !m_numbered.empty();
    std::erase_if(m_numbered, isRead);
    if (!m_parts.desktop)
        return m_shown.clear();
    if (hadNumber && m_numbered.empty())
        m_parts.desktop->withdraw(numberTag());
    m_shown.removeIf([&](const QHash<QString, Shown>::iterator &shown) {
        if (!isRead(shown->notice))
            return false;
        m_parts.desktop->withdraw(shown.key());
        return true;
    });
}

void NoticeAnnouncer::act(const QString &tag, const QString &action)
{
    const auto shown = m_shown.find(tag);
    if (shown != m_shown.end()) {
        const Shown told = *shown;
        return action == approveAction() ? approve(told) : open(told);
    }
    bringForward(m_parts.window);
    if (tag != numberTag())
        return;
    m_numbered.clear();
    emit listRequested();
}

void NoticeAnnouncer::open(const Shown &shown)
{
    bringForward(m_parts.window);
    m_parts.unread.markRead({shown.notice});
    const EntityDef *entity = m_parts.records.entity(shown.target.entity);
    if (entity)
        m_parts.navigator.open(Location::record(entity->name, shown.target.id));
    else
        emit listRequested();
}

/// Like in the inbox. What was decided meanwhile, or has a comment begun, is shown instead.
void NoticeAnnouncer::approve(const Shown &shown)
{
    Records &records = m_parts.records;
    records.read(shown.target, this, [this, &records, shown](const Result<Record> &task) {
        if (!task.ok() || !isMineToDecide(*task, records) || needsComment(approveAction()))
            return open(shown);
        records.loadDraft(shown.target, this, [this, shown](const Result<std::optional<Draft>> &draft) {
            if (!draft.ok() || draft->has_value())
                open(shown);
            else
                sendApproval(shown);
        });
    });
}

void NoticeAnnouncer::sendApproval(const Shown &shown)
{
    m_parts.records.act(shown.target, approveAction(), {{QStringLiteral("comment"), QString()}}, this,
        [this, shown](const Result<std::vector<MutationId>> &done) {
            if (!done.ok()) {
                open(shown);
                return m_parts.navigator.notify(errorText(done.error()));
            }
            m_parts.unread.markRead({shown.notice});
            m_parts.navigator.notify(tr("Your decision is on its way."));
        });
}

}
