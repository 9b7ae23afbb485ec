// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/devicestore.h"
#include "server/store/numberseries.h"
#include "server/store/store.h"
#include "shared/database/transaction.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace tandem;
using namespace tandem::server;
using Standing = DeviceStore::Standing;

class TestDeviceStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = *test::openStore(m_folder->path(), test::registry());
    }

    void cleanup() { m_store.reset(); }

    void aNewMutationIsTheNextNumber()
    {
        DeviceStore devices(m_store->writer());
        QCOMPARE(devices.look({device, 1}, "h")->standing, Standing::New);
        QCOMPARE(devices.look({device, 2}, "h")->standing, Standing::Gap);
        keep(devices, 1, Outcome::Applied);
        QCOMPARE(devices.look({device, 2}, "h")->standing, Standing::New);
        QCOMPARE(devices.look({device, 2}, "h")->last, 1);
        QCOMPARE(devices.look({namedRecordId(QStringLiteral("other")), 1}, "h")->standing, Standing::New);
    }

    void whatIsSentAgainGetsItsFirstAnswer()
    {
        DeviceStore devices(m_store->writer());
        Acknowledgement rejected{{device, 1}, Outcome::Rejected, 0,
            Error{ErrorCode::Invalid, QStringLiteral("tooLong"), QStringLiteral("name"), {{QStringLiteral("limit"), 5}},
                QStringLiteral("detail")}};
        QVERIFY(devices.keep("hash", rejected, 100).ok());
        const auto again = devices.look({device, 1}, "hash");
        QCOMPARE(again->standing, Standing::Repeated);
        QCOMPARE(again->answer.outcome, Outcome::Rejected);
        QCOMPARE(again->answer.error->reason, QStringLiteral("tooLong"));
        QCOMPARE(again->answer.error->field, QStringLiteral("name"));
        QCOMPARE(again->answer.error->arguments.value(QStringLiteral("limit")).toInt(), 5);
        QCOMPARE(devices.look({device, 1}, "other")->standing, Standing::Differs);
    }

    void lastNumbersAreRememberedUntilTheyAreForgotten()
    {
        DeviceStore devices(m_store->writer(), DeviceStore::Memory::LastNumbers);
        {
            Transaction transaction = *Transaction::begin(m_store->writer());
            QCOMPARE(devices.look({device, 1}, "h")->standing, Standing::New);
            keep(devices, 1, Outcome::Applied);
            QCOMPARE(devices.look({device, 2}, "h")->last, 1);
            keep(devices, 2, Outcome::Applied);
            QCOMPARE(devices.look({device, 3}, "h")->last, 2);
            QVERIFY(devices.look({device, 2}, "other")->standing == Standing::Differs);
        }
        devices.forget(); // as the transaction was not committed
        QCOMPARE(devices.look({device, 1}, "h")->standing, Standing::New);
        QCOMPARE(devices.look({device, 1}, "h")->last, 0);
    }

    void theHashIsOfTheContentNotOfTheNumber()
    {
        Mutation mutation;
        mutation.id = {device, 1};
        mutation.record = namedRecordId(QStringLiteral("r"));
        mutation.changes = {{20, Value(), QStringLiteral("x")}};
        const QByteArray hash = DeviceStore::contentHash(mutation);
        Mutation renumbered = mutation;
        renumbered.id = {namedRecordId(QStringLiteral("new")), 9};
        QCOMPARE(DeviceStore::contentHash(renumbered), hash);
        Mutation other = mutation;
        other.changes[0].to = QStringLiteral("y");
        QVERIFY(DeviceStore::contentHash(other) != hash);
        other = mutation;
        other.arguments.insert(QStringLiteral("a"), 1);
        QVERIFY(DeviceStore::contentHash(other) != hash);
    }

    void oldAnswersGoButTheLastStays()
    {
        DeviceStore devices(m_store->writer());
        for (int number = 1; number <= 3; ++number)
            keep(devices, number, Outcome::Applied);
        QVERIFY(devices.trim(10'000).ok());
        QCOMPARE(devices.lastNumber(device).valueOr(-1), 3);
        QCOMPARE(devices.look({device, 2}, "h")->standing, Standing::Forgotten);
        QCOMPARE(devices.look({device, 3}, "h")->standing, Standing::Repeated);
    }

    void aRequestThatMayBeRepeatedIsForgottenWhole()
    {
        DeviceStore devices(m_store->writer());
        const RecordId request = namedRecordId(QStringLiteral("idempotency/user/key"));
        QVERIFY(devices.keep("h", {{request, 1}, Outcome::Applied, 1, {}}, 1'000).ok());
        QVERIFY(devices.trim(1'000).ok());
        QCOMPARE(devices.lastNumber(request).valueOr(-1), 1);
        QVERIFY(devices.trim(10'000).ok());
        QCOMPARE(devices.lastNumber(request).valueOr(-1), 0);
    }

    void anAnswerLeavesWithItsTransaction()
    {
        DeviceStore devices(m_store->writer());
        {
            auto dropped = Transaction::begin(m_store->writer());
            keep(devices, 1, Outcome::Applied);
        }
        QCOMPARE(devices.look({device, 1}, "h")->standing, Standing::New);
    }

    void numbersHaveNoGapsAndStartAnewEachYear()
    {
        NumberSeries series(m_store->writer());
        const QString format = QStringLiteral("HT-{yyyy}-{0000}");
        QCOMPARE(*series.next(900, 20, format, at(2026)), QStringLiteral("HT-2026-0001"));
        {
            auto dropped = Transaction::begin(m_store->writer());
            QCOMPARE(*series.next(900, 20, format, at(2026)), QStringLiteral("HT-2026-0002"));
        }
        QCOMPARE(*series.next(900, 20, format, at(2026)), QStringLiteral("HT-2026-0002"));
        QCOMPARE(*series.next(900, 21, format, at(2026)), QStringLiteral("HT-2026-0001"));
        QCOMPARE(*series.next(900, 20, format, at(2027)), QStringLiteral("HT-2027-0001"));
        QCOMPARE(*series.next(900, 20, QStringLiteral("{yy}{MM}{dd}#{0}"), at(2027)), QStringLiteral("270615#1"));
        QCOMPARE(*series.next(900, 20, QStringLiteral("{000}"), at(2027)), QStringLiteral("001"));
    }

    void aLongSeriesOutgrowsItsDigits()
    {
        NumberSeries series(m_store->writer());
        QString last;
        for (int i = 0; i < 101; ++i)
            last = *series.next(900, 20, QStringLiteral("N{00}"), at(2026));
        QCOMPARE(last, QStringLiteral("N101"));
    }

    void badFormatsAreRefused_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"", "HT", "{yyyy}", "{0}{0}", "{0", "0}", "{}{0}", "{mm}{0}", "{0}{x}"})
            QTest::addRow("%s", format) << QString::fromLatin1(format);
    }

    void badFormatsAreRefused()
    {
        QFETCH(QString, format);
        QCOMPARE(
            NumberSeries(m_store->writer()).next(900, 20, format, 0).error().reason, QStringLiteral("badNumberFormat"));
    }

private:
    static qint64 at(int year)
    {
        return QDateTime(QDate(year, 6, 15), QTime(12, 0), QTimeZone::utc()).toMSecsSinceEpoch();
    }

    void keep(DeviceStore &devices, qint64 number, Outcome outcome)
    {
        QVERIFY(devices.keep("h", {{device, number}, outcome, number, {}}, 1'000 + number).ok());
    }

    const RecordId device = newRecordId();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

QTEST_APPLESS_MAIN(TestDeviceStore)
#include "tst_devicestore.moc"
