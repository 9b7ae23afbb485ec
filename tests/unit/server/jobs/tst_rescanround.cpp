// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/rescanround.h"
#include "tests/support/filecontent.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// Which contents the virus scanner has to look at once more.
class TestRescanRound : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_files = std::make_unique<FileStore>(m_folder->path(), 1'000);
    }
    void cleanup()
    {
        m_files.reset();
        m_folder.reset();
    }

    void eachContentHasItsTurnOnce()
    {
        QSet<QString> there;
        for (const char *content : {"one", "two", "three", "four"})
            there.insert(*test::putContent(*m_files, content));
        RescanRound round(*m_files, 30);
        QSet<QString> seen;
        for (int left = 4; left > 0; --left) {
            const auto hash = round.next();
            QVERIFY(hash);
            QCOMPARE(round.left(), left - 1);
            seen.insert(*hash);
        }
        QCOMPARE(seen, there);
        QVERIFY(!round.next());
    }

    /// The folder was gone through for it once; what comes later waits for the next one.
    void aRoundIsOfWhatWasThereWhenItBegan()
    {
        const QStringList there{*test::putContent(*m_files, "one"), *test::putContent(*m_files, "two")};
        RescanRound round(*m_files, 30);
        QVERIFY(round.next());
        for (const char *content : {"three", "four", "five", "six", "seven", "eight"})
            QVERIFY(test::putContent(*m_files, content).ok());
        const auto last = round.next();
        QVERIFY(last && there.contains(*last));
        QCOMPARE(round.left(), 0);
        QVERIFY(!round.next());
    }

    void whatWasCheckedHasItsTurnWhenThatIsLongAgo()
    {
        const QString hash = *test::putContent(*m_files, "content");
        QVERIFY(RescanRound(*m_files, 0).isDue(hash));
        QVERIFY(m_files->quarantine().pass(hash).ok());
        QVERIFY(!RescanRound(*m_files, 30).next());
        QFile mark(m_folder->filePath(QStringLiteral("incoming/checked/")) + hash);
        QVERIFY(mark.open(QIODevice::ReadWrite));
        QVERIFY(mark.setFileTime(QDateTime::currentDateTimeUtc().addDays(-31), QFileDevice::FileModificationTime));
        mark.close();
        QVERIFY(!RescanRound(*m_files, 0).next());
        QCOMPARE(RescanRound(*m_files, 30).next(), std::optional(hash));
    }

    void whatWaitsAnywayHasNoTurn()
    {
        const QString hash = *test::putContent(*m_files, "content");
        QVERIFY(m_files->quarantine().await(hash, {}).ok());
        QVERIFY(!RescanRound(*m_files, 30).next());
    }

    /// A disk that is full has room for no mark.
    void whatCannotBeNotedIsHandedOutAndHasAnotherTurn()
    {
        const QString hash = *test::putContent(*m_files, "content");
        QVERIFY(m_files->quarantine().await(hash, {}).ok());
        QFile obstacle(m_folder->filePath(QStringLiteral("incoming/checked")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        QVERIFY(m_files->quarantine().pass(hash).ok());
        QVERIFY(!m_files->quarantine().isWaiting(hash));
        QVERIFY(RescanRound(*m_files, 30).isDue(hash));
    }

    void theMarkGoesWithTheContent()
    {
        const QString hash = *test::putContent(*m_files, "content");
        QVERIFY(m_files->quarantine().pass(hash).ok());
        QVERIFY(m_files->remove(hash).ok());
        QCOMPARE(*test::putContent(*m_files, "content"), hash);
        QVERIFY(RescanRound(*m_files, 30).isDue(hash));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileStore> m_files;
};

QTEST_APPLESS_MAIN(TestRescanRound)
#include "tst_rescanround.moc"
