// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/freedesktopnotices.h"

#include "client/desktop/trayicon.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

namespace tandem::client {

namespace {

constexpr int desktopsOwnTime = -1;
constexpr uchar normalUrgency = 1;

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}
QString path()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}
/// By convention, the action of a click on the notice itself.
QString click()
{
    return QStringLiteral("default");
}

QDBusMessage call(const char *method, const QVariantList &arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(service(), path(), service(), QLatin1String(method));
    message.setArguments(arguments);
    return message;
}

}

FreedesktopNotices::FreedesktopNotices(
    const QDBusConnection &bus, std::unique_ptr<NoticeService> fallback, QObject *parent)
    : NoticeService(parent)
    , m_bus(bus)
    , m_fallback(std::move(fallback))
{
    connect(m_fallback.get(), &NoticeService::activated, this, &NoticeService::activated);
    if (!m_bus.isConnected())
        return;
    listen();
    askCapabilities();
}

void FreedesktopNotices::listen()
{
    m_bus.connect(service(), path(), service(), QStringLiteral("ActionInvoked"), this, SLOT(invoked(uint, QString)));
    m_bus.connect(service(), path(), service(), QStringLiteral("NotificationClosed"), this, SLOT(closed(uint, uint)));
    m_bus.connect(
        service(), path(), service(), QStringLiteral("ActivationToken"), this, SLOT(tokenGiven(uint, QString)));
    // Another one may have taken over: it knows nothing of what the one before has shown.
    auto *owners = new QDBusServiceWatcher(service(), m_bus, QDBusServiceWatcher::WatchForRegistration, this);
    connect(owners, &QDBusServiceWatcher::serviceRegistered, this, [this] {
        m_ids.clear();
        askCapabilities();
    });
}

void FreedesktopNotices::askCapabilities()
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call("GetCapabilities")), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
        [this](QDBusPendingCallWatcher *answer) { takeCapabilities(*answer); });
}

void FreedesktopNotices::takeCapabilities(QDBusPendingCallWatcher &answer)
{
    const QDBusPendingReply<QStringList> reply = answer;
    answer.deleteLater();
    const QStringList capabilities = reply.isError() ? QStringList() : reply.value();
    m_hasButtons = capabilities.contains(QLatin1String("actions"));
    m_takesMarkup = capabilities.contains(QLatin1String("body-markup"));
}

bool FreedesktopNotices::isAvailable() const
{
    return m_hasButtons || m_fallback->isAvailable();
}

void FreedesktopNotices::show(const DesktopNotice &notice)
{
    if (!m_hasButtons)
        return m_fallback->show(notice);
    const QDBusMessage message = call("Notify", argumentsOf(notice));
    m_ids.insert(notice.tag, 0);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
        [this, notice](QDBusPendingCallWatcher *answer) { takeId(notice, *answer); });
}

QVariantList FreedesktopNotices::argumentsOf(const DesktopNotice &notice) const
{
    QStringList actions;
    if (!notice.actions.empty())
        actions << click() << notice.actions.front().label;
    for (const DesktopNotice::Action &action : notice.actions)
        actions << action.key << action.label;
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QCoreApplication::applicationName()},
        {QStringLiteral("urgency"), QVariant::fromValue(normalUrgency)}};
    return {TrayIcon::tr("Tandem"), m_ids.value(notice.tag), QCoreApplication::applicationName(), notice.title,
        m_takesMarkup ? notice.text.toHtmlEscaped() : notice.text, actions, hints, desktopsOwnTime};
}

void FreedesktopNotices::takeId(const DesktopNotice &notice, QDBusPendingCallWatcher &answer)
{
    const QDBusPendingReply<uint> reply = answer;
    answer.deleteLater();
    const auto shown = m_ids.find(notice.tag);
    const bool isWanted = shown != m_ids.end();
    if (reply.isError()) {
        m_hasButtons = false; // until a desktop comes that has
        m_ids.remove(notice.tag);
        if (isWanted && m_fallback->isAvailable())
            m_fallback->show(notice);
    } else if (isWanted) {
        *shown = reply.value();
    } else {
        close(reply.value());
    }
}

void FreedesktopNotices::withdraw(const QString &tag)
{
    m_fallback->withdraw(tag);
    if (const uint id = m_ids.take(tag); id != 0)
        close(id);
}

void FreedesktopNotices::close(uint id)
{
    m_bus.asyncCall(call("CloseNotification", {id}));
}

void FreedesktopNotices::invoked(uint id, const QString &action)
{
    const QString tag = id == 0 ? QString() : m_ids.key(id);
    if (!tag.isEmpty())
        emit activated(tag, action == click() ? QString() : action);
}

void FreedesktopNotices::closed(uint id, uint)
{
    if (id != 0)
        m_ids.remove(m_ids.key(id));
}

/// On Wayland a window comes to the front only with what the click was worth.
void FreedesktopNotices::tokenGiven(uint id, const QString &token)
{
    if (id != 0 && !m_ids.key(id).isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

}
