// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>

#include <vector>

namespace tandem::test {

/// What a desktop's notification service does, with the hand of the user on its buttons.
class FakeNotifications final : public QDBusVirtualObject
{
public:
    struct Shown
    {
        uint id = 0;
        QString title;
        QString text;
        QStringList actions; ///< key, label, key, label…
    };

    FakeNotifications(const QDBusConnection &bus, const QStringList &capabilities)
        : m_bus(bus)
        , m_capabilities(capabilities)
    {
    }
    ~FakeNotifications() override
    {
        m_bus.unregisterService(name());
        m_bus.unregisterObject(path());
    }

    bool appear() { return m_bus.registerVirtualObject(path(), this) && m_bus.registerService(name()); }

    void invoke(uint id, const QString &action)
    {
        QDBusMessage signal = QDBusMessage::createSignal(path(), name(), QStringLiteral("ActionInvoked"));
        signal.setArguments({id, action});
        m_bus.send(signal);
    }

    const std::vector<Shown> &shown() const { return m_shown; }
    const QList<uint> &closed() const { return m_closed; }
    int asked() const { return m_asked; } ///< for its capabilities

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        const QVariantList arguments = message.arguments();
        if (message.member() == QLatin1String("GetCapabilities")) {
            ++m_asked;
            return bus.send(message.createReply(QVariant(m_capabilities)));
        }
        if (message.member() == QLatin1String("CloseNotification")) {
            m_closed.append(arguments.at(0).toUInt());
            return bus.send(message.createReply());
        }
        if (message.member() != QLatin1String("Notify") || arguments.size() != 8)
            return false;
        const uint replaced = arguments.at(1).toUInt();
        const uint id = replaced != 0 ? replaced : ++m_last;
        m_shown.push_back({id, arguments.at(3).toString(), arguments.at(4).toString(), arguments.at(5).toStringList()});
        return bus.send(message.createReply(QVariant(id)));
    }

private:
    static QString name() { return QStringLiteral("org.freedesktop.Notifications"); }
    static QString path() { return QStringLiteral("/org/freedesktop/Notifications"); }

    QDBusConnection m_bus;
    QStringList m_capabilities;
    std::vector<Shown> m_shown;
    QList<uint> m_closed;
    uint m_last = 0;
    int m_asked = 0;
};

}
