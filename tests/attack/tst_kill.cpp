// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/testdatabase.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <cstdio>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

constexpr int laptops = 3;

/// A start on PostgreSQL takes longer, and what may break there is the same.
int kills()
{
    return testdatabase::isPostgresql() ? 8 : 20;
}

FieldValues named(const QString &name)
{
    return {{account::field::name, Value(name)}};
}

}

/// Power losses at any moment: what was acknowledged is there, what was typed arrives, and each of it once.
class TestKill : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    std::unique_ptr<Laptop> laptopOf(const QString &login)
    {
        return std::make_unique<Laptop>(
            ServerAddress{QStringLiteral("127.0.0.1"), m_daemon.port()}, login, m_daemon.pin());
    }

    qint64 number(const QString &sql) const { return testdatabase::number(m_daemon.dataFolder(), sql); }

private slots:
    void init()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        if (!m_daemon.oneTimeCode().isEmpty())
            QVERIFY(m_daemon.signInAsAdministrator());
    }

    void daemonUnderLoad()
    {
        std::vector<std::unique_ptr<Laptop>> reps;
        std::vector<QHash<RecordId, int>> written(laptops); // how often each record was changed
        for (int i = 0; i < laptops; ++i) {
            const QString login = QStringLiteral("rep%1").arg(i);
            QVERIFY(m_daemon.addUser(login, QStringLiteral("sales")));
            reps.push_back(laptopOf(login));
            QVERIFY(reps.back()->sync());
        }
        QStringList acknowledged; // by REST
        QRandomGenerator random(4711);
        int made = 0;
        for (int round = 0; round < kills(); ++round) {
            const int moment = 1 + random.bounded(12);
            for (int step = 0; step < moment; ++step) {
                for (int i = 0; i < laptops; ++i) {
                    const RecordId id = reps[i]->create(account::number, named(QStringLiteral("n%1").arg(made++)));
                    QVERIFY(!id.isNull());
                    QVERIFY(reps[i]->update(account::number, id, {{account::field::employees, Value(made)}}));
                    written[i].insert(id, made);
                }
                const auto answer = m_daemon.send("POST", QStringLiteral("/api/v1/account"),
                    {{QStringLiteral("name"), QStringLiteral("REST %1").arg(made)}});
                QCOMPARE(answer.status, 201);
                acknowledged.append(answer.json().value(QLatin1String("id")).toString());
                QTest::qWait(random.bounded(20));
            }
            m_daemon.kill();
            QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        }
        for (const auto &rep : reps) {
            QVERIFY(rep->waitUntilSynced());
            QCOMPARE(rep->replica->problemCount(), qint64(0));
        }
        for (const QString &id : acknowledged)
            QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/account/") + id).status, 200);
        for (int i = 0; i < laptops; ++i) {
            for (auto it = written[i].begin(); it != written[i].end(); ++it)
                QCOMPARE(reps[i]->value(account::number, it.key(), account::field::employees).toInteger(),
                    qint64(it.value()));
        }
        QVERIFY(m_daemon.stop());
        const QString accounts = QString::number(account::number);
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM account")), qint64(made + acknowledged.size()));
        // One entry of the log for each creation and each change.
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM change_log WHERE entity = %1").arg(accounts)),
            qint64(2 * made + acknowledged.size()));
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM conflict")), qint64(0));
        QVERIFY(testdatabase::isWhole(m_daemon.dataFolder()));
    }

    /// This program again, as a client process that writes while it is killed.
    void clientWithAnOutbox()
    {
        const QString login = QStringLiteral("traveller");
        QVERIFY(m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QVERIFY(m_daemon.addUser(login, QStringLiteral("sales")));
        auto laptop = laptopOf(login);
        QVERIFY(laptop->sync());
        laptop->close();
        int said = 0;
        QStringList names;
        for (int round = 0; round < 5; ++round) {
            QProcess client;
            client.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--write"), laptop->folder(), QString::number(m_daemon.port()), m_daemon.fingerprint(),
                    QString::number(said)});
            const int first = said;
            const int enough = first + 10 + 7 * round;
            while (said < enough && client.waitForReadyRead(60'000)) {
                while (client.canReadLine())
                    said = client.readLine().trimmed().toInt();
            }
            client.kill();
            QVERIFY(client.waitForFinished(30'000));
            while (client.canReadLine())
                said = client.readLine().trimmed().toInt();
            QVERIFY2(said >= enough, client.readAllStandardError().constData());
            for (int i = first + 1; i <= said; ++i)
                names.append(QStringLiteral("travel %1 %2").arg(first).arg(i));
        }
        laptop->open();
        QVERIFY(laptop->sync());
        QCOMPARE(laptop->replica->problemCount(), qint64(0));
        for (const QString &name : names) {
            const auto list = m_daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name = '%1'").arg(name));
            const qsizetype found = list.json().value(QLatin1String("items")).toArray().size();
            QVERIFY2(found == 1, qPrintable(QStringLiteral("%1: %2").arg(name).arg(found)));
        }
    }
};

/// A client without a screen that creates accounts one after the other and says so when each is kept.
static int write(const QStringList &words)
{
    const auto replica = Replica::open({words.at(2), *loadShipped()});
    if (!replica.ok())
        return 1;
    SyncEngine::Config config;
    config.folder = words.at(2);
    config.server = {QStringLiteral("127.0.0.1"), quint16(words.at(3).toInt())};
    config.pin = QByteArray::fromHex(words.at(4).toLatin1());
    config.userName = QStringLiteral("traveller");
    config.tokenPlace = TokenStore::Place::FileOnly;
    SyncEngine engine(**replica, config);
    engine.setNetwork(SyncControl::Network::Online);
    engine.start();
    const int first = words.at(5).toInt();
    int number = first;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        WriteRequest request;
        request.key = {account::number, newRecordId()};
        request.kind = MutationKind::Create;
        request.to = named(QStringLiteral("travel %1 %2").arg(first).arg(number + 1));
        if (!(*replica)->submit({request}).ok())
            return QCoreApplication::exit(1);
        std::printf("%d\n", ++number);
        std::fflush(stdout);
    });
    timer.start(5);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == QLatin1String("--write"))
        return write(application.arguments());
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill.moc"
