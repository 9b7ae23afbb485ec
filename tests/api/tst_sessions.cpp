// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace tandem::test;

/// Who is signed in with what, over REST.
class SessionsTest : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    struct Beside
    {
        QByteArray token;
        QString user;
        QString session;
    };
    /// From one more device, whose token is that of the requests after.
    Beside signInBeside(const QString &login = QStringLiteral("admin"))
    {
        if (!m_daemon.signIn(login, QStringLiteral("correct horse")))
            return {};
        const QJsonObject me = m_daemon.ask("GET", QStringLiteral("/api/v1/me")).json();
        return {m_daemon.token(), me.value(QLatin1String("user")).toObject().value(QLatin1String("id")).toString(),
            me.value(QLatin1String("session")).toString()};
    }
    static QStringList currentOf(const QJsonArray &sessions)
    {
        QStringList ids;
        for (const QJsonValue &session : sessions) {
            if (session.toObject().value(QLatin1String("current")).toBool())
                ids.append(session.toObject().value(QLatin1String("id")).toString());
        }
        return ids;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
    }

    void aLostDeviceIsSignedOut()
    {
        const QByteArray kept = m_daemon.token();
        const auto lost = signInBeside();
        m_daemon.setToken(kept);
        const QString path = QStringLiteral("/api/v1/me/sessions");
        const QJsonArray sessions = m_daemon.ask("GET", path).json().value(QLatin1String("sessions")).toArray();
        QVERIFY(sessions.size() >= 2);
        QCOMPARE(currentOf(sessions).size(), 1);
        QVERIFY(currentOf(sessions).first() != lost.session);
        QCOMPARE(m_daemon.ask("DELETE", path + QLatin1Char('/') + lost.session).status, 204);
        const auto again = m_daemon.ask("DELETE", path + QLatin1Char('/') + lost.session);
        QCOMPARE(again.status, 404);
        QCOMPARE(again.reason(), QStringLiteral("noSuchSession"));
        m_daemon.setToken(lost.token);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 401);
        m_daemon.setToken(kept);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 200);
    }

    void administratorsSignOutAnybodyAndOthersOnlyThemselves()
    {
        const QByteArray kept = m_daemon.token();
        const auto admins = signInBeside();
        QVERIFY(m_daemon.addUser(QStringLiteral("wu.di"), QStringLiteral("sales")));
        const auto wu = signInBeside(QStringLiteral("wu.di"));
        const auto path = [](const QString &user) {
            return QStringLiteral("/api/v1/user/%1/sessions").arg(user);
        };
        QCOMPARE(m_daemon.ask("GET", path(wu.user)).status, 403);
        QCOMPARE(m_daemon.ask("DELETE", path(admins.user) + QLatin1Char('/') + admins.session).status, 403);
        QCOMPARE(m_daemon.ask("DELETE", QStringLiteral("/api/v1/me/sessions/") + admins.session).status, 404);
        m_daemon.setToken(kept);
        const auto listed = m_daemon.ask("GET", path(wu.user));
        QCOMPARE(listed.status, 200);
        QCOMPARE(listed.json().value(QLatin1String("sessions")).toArray().size(), 1);
        QCOMPARE(m_daemon.ask("DELETE", path(wu.user) + QLatin1Char('/') + admins.session).status, 404);
        QCOMPARE(m_daemon.ask("DELETE", path(wu.user) + QLatin1Char('/') + wu.session).status, 204);
        m_daemon.setToken(wu.token);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 401);
        m_daemon.setToken(kept);
    }

    void aNewPasswordOfOnesOwnSignsTheOtherDevicesOut()
    {
        const QByteArray kept = m_daemon.token();
        QVERIFY(m_daemon.addUser(QStringLiteral("zhao.min"), QStringLiteral("sales")));
        const auto other = signInBeside(QStringLiteral("zhao.min"));
        const auto mine = signInBeside(QStringLiteral("zhao.min"));
        const auto change = [this](const QString &from, const QString &to) {
            return m_daemon.send("POST", QStringLiteral("/api/v1/me/password"),
                {{QStringLiteral("oldPassword"), from}, {QStringLiteral("newPassword"), to}});
        };
        const auto wrong = change(QStringLiteral("not this one"), QStringLiteral("battery staple"));
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.reason(), QStringLiteral("wrongPassword"));
        QCOMPARE(change(QStringLiteral("correct horse"), QStringLiteral("short")).reason(), QStringLiteral("tooShort"));
        QCOMPARE(change(QStringLiteral("correct horse"), QStringLiteral("battery staple")).status, 204);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 200);
        m_daemon.setToken(other.token);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 401);
        QVERIFY(!m_daemon.signIn(QStringLiteral("zhao.min"), QStringLiteral("correct horse")));
        QVERIFY(m_daemon.signIn(QStringLiteral("zhao.min"), QStringLiteral("battery staple")));
        m_daemon.setToken(kept);
    }
};

QTEST_GUILESS_MAIN(SessionsTest)
#include "tst_sessions.moc"
