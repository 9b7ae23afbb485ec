// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replica.h"
#include "tests/support/clientdata.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// A process that dies at any moment loses nothing of what it said was kept.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatWasSaidToBeKept()
    {
        for (int round = 0; round < 3; ++round) {
            QTemporaryDir own;
            QProcess writer;
            writer.start(QCoreApplication::applicationDirPath() + QStringLiteral("/test_replicawriter"), {own.path()});
            const int enough = 5 + round * 7;
            int said = 0;
            while (said < enough && writer.waitForReadyRead(20'000)) {
                while (writer.canReadLine())
                    said = writer.readLine().trimmed().toInt();
            }
            writer.kill();
            writer.waitForFinished();
            while (writer.canReadLine())
                said = writer.readLine().trimmed().toInt();
            QVERIFY(said >= enough);

            const auto replica = Replica::open({own.path(), clientRegistry()});
            QVERIFY(replica.ok());
            QVERIFY((*replica)->needsCheck());
            QVERIFY(Replica::quickCheck((*replica)->readerPath()).ok());
            QVERIFY((*replica)->outboxCount() >= said);
            for (int i = 1; i <= said; ++i)
                QCOMPARE((*replica)->read(dealKey(i))->value(deal::name).toText(), QString::number(i));
            const auto draft = (*replica)->draft(dealKey(1));
            QVERIFY((*draft)->values.at(deal::name).toText().toInt() >= said);
        }
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
