// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/daemonprocess.h"

#include <QJsonArray>

namespace tandem::test {

/// A client as a process of its own, told what to do line by line.
class StoryDriver
{
public:
    StoryDriver(QString user, QString profile, QString server, QString fingerprint)
        : m_user(std::move(user))
        , m_profile(std::move(profile))
        , m_server(std::move(server))
        , m_fingerprint(std::move(fingerprint))
    {
    }
    ~StoryDriver() { kill(); }

    /// An X server for its windows, ":1"; without one they are drawn nowhere.
    void setDisplay(const QString &display)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), display);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        m_process.setProcessEnvironment(environment);
    }

    bool start(const QStringList &more = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(DaemonProcess::binary(QStringLiteral("storyclient")),
            QStringList{QStringLiteral("--profile"), m_profile, QStringLiteral("--server"), m_server,
                QStringLiteral("--user"), m_user, QStringLiteral("--fingerprint"), m_fingerprint}
                + more);
        return answer().value(QLatin1String("ok")).toBool();
    }

    /// What a power loss does.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(15000);
    }

    QJsonObject tell(const QJsonObject &order)
    {
        m_process.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
        const QJsonObject result = answer();
        if (!result.value(QLatin1String("ok")).toBool())
            qWarning().noquote() << m_user << QJsonDocument(order).toJson(QJsonDocument::Compact) << "→"
                                 << QJsonDocument(result).toJson(QJsonDocument::Compact);
        return result;
    }

    bool tells(const QJsonObject &order) { return tell(order).value(QLatin1String("ok")).toBool(); }

    /// All of it is at the server, and everything from there is here.
    bool awaitSynced()
    {
        return tells({{QStringLiteral("do"), QStringLiteral("awaitState")},
            {QStringLiteral("phase"), QStringLiteral("synced")}, {QStringLiteral("waiting"), 0}});
    }

    QJsonArray find(const QString &entity, const QString &filter)
    {
        return tell({{QStringLiteral("do"), QStringLiteral("find")}, {QStringLiteral("entity"), entity},
                        {QStringLiteral("filter"), filter}})
            .value(QLatin1String("records"))
            .toArray();
    }

    /// The first record that fits; waits until there is one.
    QJsonObject await(const QString &entity, const QString &filter)
    {
        return tell({{QStringLiteral("do"), QStringLiteral("awaitRecords")}, {QStringLiteral("entity"), entity},
                        {QStringLiteral("filter"), filter}})
            .value(QLatin1String("records"))
            .toArray()
            .first()
            .toObject();
    }

    QString create(const QString &entity, const QJsonObject &values)
    {
        return tell({{QStringLiteral("do"), QStringLiteral("create")}, {QStringLiteral("entity"), entity},
                        {QStringLiteral("values"), values}})
            .value(QLatin1String("id"))
            .toString();
    }

    bool edit(const QString &entity, const QString &id, const QJsonObject &values)
    {
        return tells({{QStringLiteral("do"), QStringLiteral("edit")}, {QStringLiteral("entity"), entity},
            {QStringLiteral("id"), id}, {QStringLiteral("values"), values}});
    }

    /// One thing done by hand in the window, or seen there: hand("click", {{"button", "Approve"}}).
    bool hand(const QString &what, QJsonObject details = {})
    {
        details.insert(QStringLiteral("do"), what);
        return tells(details);
    }

    bool setOnline(bool online)
    {
        return tells({{QStringLiteral("do"), QStringLiteral("network")}, {QStringLiteral("online"), online}});
    }

private:
    QJsonObject answer()
    {
        constexpr int patience = 120'000;
        while (!m_process.canReadLine()) {
            if (m_process.waitForReadyRead(patience))
                continue;
            const bool ended = m_process.state() == QProcess::NotRunning;
            return {{QStringLiteral("failure"),
                ended ? QStringLiteral("the client ended with %1").arg(m_process.exitCode())
                      : QStringLiteral("no answer")}};
        }
        return QJsonDocument::fromJson(m_process.readLine()).object();
    }

    QString m_user;
    QString m_profile;
    QString m_server;
    QString m_fingerprint;
    QProcess m_process;
};

}
