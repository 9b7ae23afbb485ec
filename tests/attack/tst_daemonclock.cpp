// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"

#include <QDateTime>
#include <QSaveFile>
#include <QTest>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

constexpr qint64 hour = 3'600; ///< seconds

FieldValues named(const QString &name)
{
    return {{account::field::name, Value(name)}};
}

}

/// The daemon's machine has a wrong clock, or somebody puts it right at noon: people with right clocks do not notice.
class TestDaemonClock : public QObject
{
    Q_OBJECT

    std::unique_ptr<DaemonProcess> m_daemon;
    std::vector<std::unique_ptr<Laptop>> m_laptops;
    QStringList m_posted; ///< ids, in the order in which the daemon gave them

    bool setClock(qint64 seconds)
    {
        QSaveFile file(m_daemon->path(QStringLiteral("clock")));
        const QByteArray text = QByteArray::number(seconds) + '\n';
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
    }

    /// A daemon whose clock is wrong from the first start on, and a person at two laptops.
    void begin(qint64 seconds)
    {
        QVERIFY(setClock(seconds));
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signInAsAdministrator());
        QVERIFY(m_daemon->addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        for (int i = 0; i < 2; ++i) {
            m_laptops.push_back(std::make_unique<Laptop>(
                ServerAddress{QStringLiteral("127.0.0.1"), m_daemon->port()}, QStringLiteral("rep"), m_daemon->pin()));
            QVERIFY(m_laptops.back()->sync());
        }
        compareClock(seconds);
    }

    /// Otherwise all of this says nothing.
    void compareClock(qint64 seconds)
    {
        const QString id = m_daemon->createAccount(QStringLiteral("posted %1").arg(m_posted.size()));
        m_posted.append(id);
        const QString at = m_daemon->ask("GET", QStringLiteral("/api/v1/account/") + id)
                               .json()
                               .value(QLatin1String("createdAt"))
                               .toString();
        const qint64 off = QDateTime::currentDateTimeUtc().secsTo(QDateTime::fromString(at, Qt::ISODateWithMs));
        QVERIFY2(std::abs(off - seconds) < 120, qPrintable(at));
    }

    /// What is typed at one stands at the other, both ways, with the sessions that they have.
    void workAtBoth(const QString &word)
    {
        Laptop &one = *m_laptops.at(0);
        Laptop &other = *m_laptops.at(1);
        const RecordId id = one.create(account::number, named(word));
        QVERIFY(one.waitUntilSynced());
        QTRY_VERIFY_WITH_TIMEOUT(other.has(account::number, id), 30'000);
        QVERIFY(other.update(account::number, id, named(word + QStringLiteral(" again"))));
        QVERIFY(other.waitUntilSynced());
        QTRY_COMPARE_WITH_TIMEOUT(
            one.value(account::number, id, account::field::name).toText(), word + QStringLiteral(" again"), 30'000);
        for (const auto &laptop : m_laptops) {
            QCOMPARE(laptop->replica->problemCount(), qint64(0));
            QCOMPARE(laptop->rows(entities::conflict::number), qint64(0));
        }
    }

private slots:
    void init()
    {
        m_daemon = std::make_unique<DaemonProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), DaemonProcess::binary(QStringLiteral("preloadedclock.so")));
        environment.insert(QStringLiteral("TANDEM_CLOCK_OFFSET"), m_daemon->path(QStringLiteral("clock")));
        m_daemon->process().setProcessEnvironment(environment);
    }
    void cleanup()
    {
        m_laptops.clear();
        m_daemon.reset();
        m_posted.clear();
    }

    void anHourOff_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("ahead") << hour;
        QTest::newRow("behind") << -hour;
    }
    void anHourOff()
    {
        QFETCH(qint64, seconds);
        begin(seconds);
        if (!QTest::currentTestFailed())
            workAtBoth(QStringLiteral("typed"));
    }

    void aClockThatIsSetWhileAllWork()
    {
        begin(hour);
        for (const qint64 seconds : {qint64(0), 2 * hour, -hour, qint64(0)}) {
            if (QTest::currentTestFailed())
                return;
            QVERIFY(setClock(seconds));
            compareClock(seconds);
            workAtBoth(QStringLiteral("at %1").arg(seconds));
        }
        QVERIFY(std::is_sorted(m_posted.begin(), m_posted.end()));
        // Who comes new has the same as who was there all the time.
        Laptop fresh({QStringLiteral("127.0.0.1"), m_daemon->port()}, QStringLiteral("rep"), m_daemon->pin());
        QVERIFY(fresh.sync());
        QCOMPARE(fresh.rows(account::number), m_laptops.front()->rows(account::number));
        // Nor does a start in the past trouble anybody.
        QVERIFY(m_daemon->stop());
        QVERIFY(setClock(-2 * hour));
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        compareClock(-2 * hour);
        workAtBoth(QStringLiteral("after the start"));
    }
};

QTEST_GUILESS_MAIN(TestDaemonClock)
#include "tst_daemonclock.moc"
