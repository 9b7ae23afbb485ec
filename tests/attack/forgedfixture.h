// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "wirecaller.h"

#include <QJsonObject>
#include <QTest>

#include <functional>
#include <memory>

namespace tandem::test {

/// A daemon, a record with a file that a stranger does not see, and his ways to ask for it.
class ForgedFixture : public QObject
{
protected:
    /// Stands in every text that the stranger must not get.
    static constexpr char secret[] = "Nightingale";

    static QString path(const QString &entity, const QString &id = {})
    {
        return QStringLiteral("/api/v1/") + entity + (id.isEmpty() ? QString() : QLatin1Char('/') + id);
    }

    using Answer = DaemonProcess::Answer;

    DaemonProcess m_daemon;
    QByteArray m_admin; ///< tokens
    QByteArray m_stranger;
    QString m_hidden; ///< account that the stranger does not see
    QString m_own; ///< and one that he does
    QByteArray m_content; ///< of a file of the hidden one
    QString m_hash;
    QByteArray m_generation;
    RecordId m_device; ///< of the last session

    QByteArray tokenOf(const QString &login)
    {
        return m_daemon.signIn(login, QStringLiteral("correct horse")) ? m_daemon.token() : QByteArray();
    }

    /// One whose only role reads all accounts, but not every field of them.
    QByteArray addReader(const QString &login, const QJsonObject &fields)
    {
        m_daemon.setToken(m_admin);
        const QJsonObject rights{{QStringLiteral("read"), QStringLiteral("all")}, {QStringLiteral("fields"), fields}};
        m_daemon.create(QStringLiteral("role"),
            {{QStringLiteral("key"), login}, {QStringLiteral("name"), login},
                {QStringLiteral("permissions"), QJsonObject{{QStringLiteral("account"), rights}}}});
        return m_daemon.addUser(login, login) ? tokenOf(login) : QByteArray();
    }

    /// The answer with the ids taken out that the question named.
    static QByteArray shown(const Answer &answer, const QString &id)
    {
        return QByteArray::number(answer.status) + ' ' + QByteArray(answer.body).replace(id.toUtf8(), "ID");
    }

    /// The same request for what he may not see and for what is not there: no difference. `{id}` stands for it.
    void tellsNoDifference(
        const QByteArray &method, const QString &target, const QByteArray &body = {}, const QByteArray &head = {})
    {
        tellsNoDifferenceOf(m_hidden, method, target, body, head);
    }
    void tellsNoDifferenceOf(const QString &hidden, const QByteArray &method, const QString &target,
        const QByteArray &body = {}, const QByteArray &head = {})
    {
        const QString missing = toText(newRecordId());
        const auto about = [&](const QString &id) {
            return m_daemon.ask(method, QString(target).replace(QLatin1String("{id}"), id),
                QByteArray(body).replace("{id}", id.toUtf8()), head);
        };
        const QByteArray unseen = shown(about(hidden), hidden);
        const QByteArray unborn = shown(about(missing), missing);
        QVERIFY2(unseen == unborn,
            (method + ' ' + target.toUtf8() + ' ' + body + ": " + unseen + " / " + unborn).constData());
        QVERIFY2(unseen.startsWith('4'), (method + ' ' + target.toUtf8() + ' ' + body + ": " + unseen).constData());
    }

    /// A session of the stranger's, told of nothing yet.
    std::unique_ptr<WireCaller> session(const std::function<void(Hello &)> &forge = {})
    {
        auto caller = std::make_unique<WireCaller>(m_daemon.webSocketUrl());
        if (!caller->open())
            return nullptr;
        Hello hello;
        hello.device = newRecordId();
        hello.token = m_stranger;
        if (forge)
            forge(hello);
        m_device = hello.device;
        const auto welcome = caller->ask<Welcome>(hello);
        if (!welcome)
            return nullptr;
        m_generation = welcome->generation;
        return caller;
    }
    Acknowledgement push(WireCaller &caller, qint64 number, Mutation mutation)
    {
        mutation.id = {m_device, number};
        const auto ack = caller.ask<Ack>(Push{{mutation}});
        return ack ? ack->acknowledgements.front() : Acknowledgement();
    }

    /// The message that asks for accounts as this query of REST does.
    static ListRequest listOf(const QString &query)
    {
        ListRequest request{1, entities::account::number, {}, {}, {}, {}, 1'000'000, false};
        const QString value = query.section(QLatin1Char('='), 1);
        if (query.startsWith(QLatin1String("filter=")))
            request.filter = value;
        else if (!value.isEmpty()) {
            for (const QString &key : value.split(QLatin1Char(','))) {
                const bool descending = key.startsWith(QLatin1Char('-'));
                request.sort.push_back({descending ? key.sliced(1) : key, descending});
            }
        }
        return request;
    }

    void heardNothing(const WireCaller &caller)
    {
        const QByteArray id = toBytes(recordIdFromText(m_hidden));
        for (const QByteArray &frame : caller.heard) {
            QVERIFY(!frame.contains(secret));
            QVERIFY(!frame.contains(id));
            QVERIFY(!frame.contains(QByteArray::fromHex(m_hash.toLatin1())) && !frame.contains(m_hash.toLatin1()));
        }
    }

    /// From his own record to the hidden one, made by somebody who sees both.
    void linkOwnToHidden()
    {
        m_daemon.setToken(m_admin);
        QCOMPARE(m_daemon.send("PATCH", path(QStringLiteral("account"), m_own), {{QStringLiteral("parent"), m_hidden}})
                     .status,
            200);
        m_daemon.setToken(m_stranger);
    }

    void setUp()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        m_admin = m_daemon.token();
        const QString name = QLatin1String(secret);
        m_hidden = m_daemon.create(QStringLiteral("account"),
            {{QStringLiteral("name"), name}, {QStringLiteral("phone"), QStringLiteral("13812341234")},
                {QStringLiteral("annualRevenue"),
                    QJsonObject{{QStringLiteral("amount"), QStringLiteral("700")},
                        {QStringLiteral("currency"), QStringLiteral("CNY")}}},
                {QStringLiteral("employees"), 7}});
        m_content = QByteArray(secret) + QByteArray(5000, 'x');
        m_hash = m_daemon.upload(m_content);
        m_daemon.create(QStringLiteral("file"),
            {{QStringLiteral("name"), name}, {QStringLiteral("size"), m_content.size()},
                {QStringLiteral("sha256"), m_hash}, {QStringLiteral("record"), QStringLiteral("account/") + m_hidden}});
        QVERIFY(m_daemon.addUser(QStringLiteral("stranger"), QStringLiteral("sales")));
        m_stranger = tokenOf(QStringLiteral("stranger"));
        QVERIFY(!m_stranger.isEmpty());
        m_own = m_daemon.createAccount(QStringLiteral("Mine"));
    }
};

}
