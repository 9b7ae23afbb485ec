// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/certificatetrust.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/testdatabaseurl.h"
#include "tests/support/wrongclock.h"

#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

FieldValues named(const QString &name)
{
    return {{account::field::name, Value(name)}};
}

}

/// What can go wrong between a laptop and its daemon: it is told clearly, and nothing typed is lost.
class TestClient : public QObject
{
    Q_OBJECT

    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<Laptop> m_laptop;

    std::unique_ptr<Laptop> laptopOf(const QString &login, const Clock &clock = SystemClock::instance())
    {
        return std::make_unique<Laptop>(
            ServerAddress{QStringLiteral("127.0.0.1"), m_daemon->port()}, login, m_daemon->pin(), clock);
    }

    QJsonObject record(const RecordId &id)
    {
        return m_daemon->ask("GET", QStringLiteral("/api/v1/account/") + toText(id)).json();
    }
    QJsonObject firstOf(const QString &entity, const QString &filter)
    {
        return m_daemon->ask("GET", QStringLiteral("/api/v1/%1?filter=%2").arg(entity, filter))
            .json()
            .value(QLatin1String("items"))
            .toArray()
            .first()
            .toObject();
    }

private slots:
    void init()
    {
        m_daemon = std::make_unique<DaemonProcess>();
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signInAsAdministrator());
        QVERIFY(m_daemon->addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        m_laptop = laptopOf(QStringLiteral("rep"));
    }
    void cleanup()
    {
        m_laptop.reset();
        m_daemon.reset();
    }

    void wrongPassword()
    {
        m_laptop->engine->setNetwork(SyncControl::Network::Online);
        for (int attempt = 0; attempt < 3; ++attempt) {
            const auto answer = m_laptop->signIn(QStringLiteral("wrong password"));
            QVERIFY(answer && !answer->ok());
            QVERIFY(hasErrorText(answer->error().reason));
            QVERIFY(
                answer->error().reason == QLatin1String("wrongPassword") || answer->error().code == ErrorCode::TooMany);
            QCOMPARE(m_laptop->phase(), SyncState::Phase::SignedOut);
        }
        // In the end it is slowed down, however right the next guess may be.
        std::optional<Result<void>> answer;
        for (int attempt = 0; attempt < 20 && !(answer && answer->error().code == ErrorCode::TooMany); ++attempt)
            answer = m_laptop->signIn(QStringLiteral("guess %1").arg(attempt));
        QVERIFY(answer && answer->error().code == ErrorCode::TooMany);
        QVERIFY(answer->error().arguments.value(QStringLiteral("retryAfter")).toInt() > 0);
        QVERIFY(!m_laptop->signIn().value_or(Error::internal({})).ok());
    }

    void nobodyOfThisName()
    {
        const auto stranger = laptopOf(QStringLiteral("nobody"));
        const auto answer = stranger->signIn();
        QVERIFY(answer && !answer->ok());
        // Not told apart from a wrong password.
        QCOMPARE(answer->error().reason, QStringLiteral("wrongPassword"));
    }

    void disabledUser()
    {
        QVERIFY(m_laptop->sync());
        const RecordId mine = m_laptop->create(account::number, named(QStringLiteral("mine")));
        QVERIFY(m_laptop->waitUntilSynced());
        QCOMPARE(m_daemon->askControl("POST", QStringLiteral("/users/rep/disable")).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_laptop->phase(), SyncState::Phase::Refused, 30'000);
        QCOMPARE(m_laptop->engine->state().error->reason, QStringLiteral("userDisabled"));
        QVERIFY(m_laptop->update(account::number, mine, named(QStringLiteral("typed after"))));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        const auto answer = m_laptop->signIn();
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().reason, QStringLiteral("userDisabled"));

        QCOMPARE(m_daemon->askControl("POST", QStringLiteral("/users/rep/enable")).status, 200);
        QVERIFY(m_laptop->signIn().value_or(Error::internal({})).ok());
        QVERIFY(m_laptop->waitUntilSynced());
        QCOMPARE(record(mine).value(QLatin1String("name")).toString(), QStringLiteral("typed after"));
    }

    void anotherCertificate()
    {
        QVERIFY(m_laptop->sync());
        const RecordId mine = m_laptop->create(account::number, named(QStringLiteral("mine")));
        QVERIFY(m_laptop->waitUntilSynced());
        const QByteArray before = m_daemon->pin();
        QVERIFY(m_daemon->stop());
        QVERIFY(QFile::remove(m_daemon->dataFolder() + QStringLiteral("/certificate.pem")));
        QVERIFY(QFile::remove(m_daemon->dataFolder() + QStringLiteral("/key.pem")));
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->pin() != before);

        QVERIFY(m_laptop->update(account::number, mine, named(QStringLiteral("typed meanwhile"))));
        QTRY_COMPARE_WITH_TIMEOUT(m_laptop->phase(), SyncState::Phase::Refused, 30'000);
        const std::optional<Error> error = m_laptop->engine->state().error;
        QVERIFY(error);
        QCOMPARE(error->reason, QStringLiteral("certificateChanged"));
        QVERIFY(hasErrorText(error->reason));
        QCOMPARE(
            error->arguments.value(QStringLiteral("fingerprint")).toString(), fingerprintForPeople(m_daemon->pin()));
        QCOMPARE(record(mine).value(QLatin1String("name")).toString(), QStringLiteral("mine"));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));

        m_laptop->engine->trustCertificate(m_daemon->pin());
        QVERIFY(m_laptop->waitUntilSynced());
        QCOMPARE(record(mine).value(QLatin1String("name")).toString(), QStringLiteral("typed meanwhile"));
    }

    void clockAnHourOff_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::newRow("ahead") << qint64(3'600'000);
        if (testdatabase::isPostgresql())
            return; // no database has a part in the difference
        QTest::newRow("behind") << qint64(-3'600'000);
        QTest::newRow("in the past") << qint64(-20) * 365 * 86'400'000;
    }

    void clockAnHourOff()
    {
        QFETCH(qint64, offset);
        const WrongClock wrong(offset);
        const auto laptop = laptopOf(QStringLiteral("rep"), wrong);
        QVERIFY(laptop->sync());
        QVERIFY(std::abs(laptop->engine->clockOffset() + offset) < 60'000);
        const RecordId id = laptop->create(account::number, named(QStringLiteral("from another time")));
        QVERIFY(laptop->waitUntilSynced());
        QVERIFY(m_laptop->sync());
        QTRY_VERIFY(m_laptop->has(account::number, id));
        // Whose clock goes right does not matter for what wins: only what each of them saw.
        QVERIFY(m_laptop->update(account::number, id, named(QStringLiteral("second"))));
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(laptop->value(account::number, id, account::field::name).toText(), QStringLiteral("second"));
        QVERIFY(laptop->update(account::number, id, named(QStringLiteral("third"))));
        QVERIFY(laptop->waitUntilSynced());
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::name).toText(), QStringLiteral("third"));
        QCOMPARE(m_laptop->rows(entities::conflict::number), qint64(0));
        // The daemon's own clock dates the record.
        const qint64 created = m_laptop->value(account::number, id, systemfield::createdAt).toInteger();
        QVERIFY2(std::abs(created - SystemClock::instance().now()) < 300'000, QByteArray::number(created).constData());
    }

    void damagedReplica_data()
    {
        QTest::addColumn<int>("from");
        QTest::newRow("head") << 0;
        if (testdatabase::isPostgresql())
            return; // it is the laptop's file that differs
        QTest::newRow("first tables") << 4096;
        QTest::newRow("all but the head") << 100;
    }

    void damagedReplica()
    {
        QFETCH(int, from);
        QVERIFY(m_laptop->sync());
        QList<RecordId> ids;
        for (int i = 0; i < 50; ++i)
            ids.append(m_laptop->create(account::number, named(QStringLiteral("account %1").arg(i))));
        QVERIFY(m_laptop->waitUntilSynced());
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, ids.at(3), named(QStringLiteral("typed offline"))));
        const RecordId made = m_laptop->create(account::number, named(QStringLiteral("made offline")));
        m_laptop->close();

        QFile file(m_laptop->folder() + QStringLiteral("/replica.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 8192);
        QVERIFY(file.seek(from));
        const qint64 bytes = from == 0 ? 4096 : file.size() - from;
        QCOMPARE(file.write(QByteArray(bytes, '\xa5')), bytes);
        file.close();

        m_laptop->open();
        QVERIFY(m_laptop->replica->wasDamaged());
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(2));
        QCOMPARE(QDir(m_laptop->folder()).entryList({QStringLiteral("*.damaged.db")}).size(), 1);
        // Before any contact what was typed is there.
        QCOMPARE(m_laptop->value(account::number, made, account::field::name).toText(), QStringLiteral("made offline"));
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_laptop->rows(account::number), qint64(51));
        QCOMPARE(m_laptop->value(account::number, ids.at(3), account::field::name).toText(),
            QStringLiteral("typed offline"));
        QCOMPARE(record(ids.at(3)).value(QLatin1String("name")).toString(), QStringLiteral("typed offline"));
        QCOMPARE(record(made).value(QLatin1String("name")).toString(), QStringLiteral("made offline"));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void rightRevokedWhileAway()
    {
        QVERIFY(m_laptop->sync());
        const RecordId mine = m_laptop->create(account::number, named(QStringLiteral("mine")));
        const RecordId other = m_laptop->create(account::number, named(QStringLiteral("taken away")));
        QVERIFY(m_laptop->waitUntilSynced());
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, other, named(QStringLiteral("typed in vain"))));
        QVERIFY(m_laptop->update(account::number, mine, named(QStringLiteral("typed well"))));

        const QString administrator = m_daemon->ask("GET", QStringLiteral("/api/v1/me"))
                                          .json()
                                          .value(QLatin1String("user"))
                                          .toObject()
                                          .value(QLatin1String("id"))
                                          .toString();
        const auto department = m_daemon->send(
            "POST", QStringLiteral("/api/v1/department"), {{QStringLiteral("name"), QStringLiteral("Elsewhere")}});
        QCOMPARE(department.status, 201);
        const auto moved = m_daemon->send("PATCH", QStringLiteral("/api/v1/account/") + toText(other),
            {{QStringLiteral("owner"), administrator},
                {QStringLiteral("department"), department.json().value(QLatin1String("id"))}});
        QVERIFY2(moved.status == 200, moved.body.constData());

        QVERIFY(m_laptop->sync());
        QVERIFY(!m_laptop->has(account::number, other));
        QCOMPARE(m_laptop->value(account::number, mine, account::field::name).toText(), QStringLiteral("typed well"));
        QCOMPARE(record(other).value(QLatin1String("name")).toString(), QStringLiteral("taken away"));
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().mutation.record, other);
        QCOMPARE(problems->front().mutation.changes.front().to.toText(), QStringLiteral("typed in vain"));
        QVERIFY(hasErrorText(problems->front().error.reason));
    }

    void roleRevokedWhileAway()
    {
        QVERIFY(m_laptop->sync());
        const RecordId mine = m_laptop->create(account::number, named(QStringLiteral("mine")));
        QVERIFY(m_laptop->waitUntilSynced());
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, mine, named(QStringLiteral("typed in vain"))));
        const QString user =
            firstOf(QStringLiteral("user"), QStringLiteral("login = 'rep'")).value(QLatin1String("id")).toString();
        const QString role = firstOf(QStringLiteral("userRole"), QStringLiteral("user = '%1'").arg(user))
                                 .value(QLatin1String("id"))
                                 .toString();
        QVERIFY(!role.isEmpty());
        QVERIFY(m_daemon->ask("DELETE", QStringLiteral("/api/v1/userRole/") + role).status < 300);

        QVERIFY(m_laptop->sync());
        QVERIFY(!m_laptop->has(account::number, mine));
        QCOMPARE(m_laptop->rows(account::number), qint64(0));
        QCOMPARE(record(mine).value(QLatin1String("name")).toString(), QStringLiteral("mine"));
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().mutation.changes.front().to.toText(), QStringLiteral("typed in vain"));
    }
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
