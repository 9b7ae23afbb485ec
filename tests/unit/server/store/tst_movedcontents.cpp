// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"
#include "shared/base/hashpath.h"
#include "tests/support/bucket.h"
#include "tests/support/filecontent.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;
using tandem::test::FakeS3;

/// Contents whose bytes lie in a bucket are there for everybody as if they lay in the folder.
class TestMovedContents : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<FakeS3>();
        QVERIFY(m_store->begin());
        m_files = filesOf("one");
    }

    void whatWasMovedIsThereAsBefore()
    {
        const RecordId uploader = newRecordId();
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello world"), uploader).ok());
        QCOMPARE(m_files->toMoveAway(), QStringList{hash});
        QVERIFY(m_files->moveAway(hash).ok());
        QVERIFY(!QFile::exists(pathInFolder()));
        QVERIFY(m_files->toMoveAway().isEmpty());
        QVERIFY(m_files->contains(hash));
        QVERIFY(m_files->hasSent(hash, uploader));
        QCOMPARE(m_files->size(hash).valueOr(-1), 11);
        QCOMPARE(m_files->received(hash, uploader).valueOr(-1), 11);
        QCOMPARE(m_files->all(), QStringList{hash});
        QCOMPARE(m_files->under(hash.left(2)), QStringList{hash});
        QCOMPARE(m_files->room().used, 11);
        QCOMPARE(FileRoom::count(filesFolder()), 11);
        QVERIFY(!m_files->isAtHand(hash));
        QCOMPARE(contentFrom(*m_files), QByteArray("hello world"));
        QVERIFY(m_files->isAtHand(hash));
        // Another one sends it, too.
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello world"), newRecordId()).valueOr(-1), 11);
        QVERIFY(!QFile::exists(pathInFolder()));
    }

    void severalDaemonsHaveOneBucket()
    {
        const auto other = filesOf("two");
        putAndMove();
        QVERIFY(other->contains(hash));
        QCOMPARE(contentFrom(*other), QByteArray("hello world"));
        QVERIFY(other->remove(hash).ok());
        QVERIFY(!m_files->contains(hash));
        QVERIFY(m_files->finishRemovals().ok());
        QVERIFY(m_store->objects().isEmpty());
    }

    void whileTheBucketIsAwayContentsStayAndComeAllTheSame()
    {
        putAndMove();
        m_store->finish();
        const QString later = *test::putContent(*m_files, "later");
        QCOMPARE(m_files->moveAway(later).error().reason, QStringLiteral("contentsUnreachable"));
        auto file = m_files->open(later);
        QVERIFY(file.ok());
        QCOMPARE((*file)->readAll(), QByteArray("later"));
        QCOMPARE(m_files->open(hash).error().reason, QStringLiteral("contentsUnreachable"));
        QVERIFY(m_files->remove(hash).ok());
        QVERIFY(!m_files->contains(hash));
        QVERIFY(!m_files->finishRemovals().ok());
        QVERIFY(m_store->begin());
        QVERIFY(m_files->moveAway(later).ok());
        QCOMPARE(m_store->objects().size(), 2);
        QVERIFY(m_files->finishRemovals().ok());
        QCOMPARE(m_store->objects().keys(), test::copiesIn(*m_store, later));
    }

    void whoHasNoTimeLeftGoesOnTheNextTime()
    {
        putAndMove();
        QCOMPARE(m_files->open(hash, QDeadlineTimer(0)).error().reason, QStringLiteral("fileBeingFetched"));
        QCOMPARE(contentFrom(*m_files), QByteArray("hello world"));
    }

    void whatTheBucketHasDamagedIsGivenToNobody()
    {
        putAndMove();
        const QByteArray key = test::copiesIn(*m_store, hash).value(0);
        m_store->setObject(key, "hello wOrld");
        QCOMPARE(m_files->open(hash).error().code, ErrorCode::Corrupt);
        QVERIFY(!m_files->isAtHand(hash));
        m_store->removeObject(key);
        QCOMPARE(m_files->open(hash).error().code, ErrorCode::NotFound);
    }

    void withoutTheConfiguredBucketTheReasonIsClear()
    {
        putAndMove();
        const FileStore files(filesFolder(), 1'000);
        QVERIFY(files.contains(hash));
        QCOMPARE(files.open(hash).error().reason, QStringLiteral("contentsUnreachable"));
    }

    void whatTheScannerHasNotLookedAtIsNotMoved()
    {
        FileStore files(filesFolder(), 1'000, {}, FileStore::Scanning::On, placeOf("one"));
        QVERIFY(files.write(hash, 0, 11, QByteArrayView("hello world")).ok());
        QVERIFY(files.moveAway(hash).ok());
        QVERIFY(m_store->objects().isEmpty());
        QVERIFY(files.quarantine().pass(hash).ok());
        QVERIFY(files.moveAway(hash).ok());
        QCOMPARE(m_store->objects().size(), 1);
        // It looks once more, and knows newer viruses.
        QVERIFY(files.open(hash).ok());
        QVERIFY(files.lockAway(hash, QStringLiteral("Test.Virus")).ok());
        QVERIFY(files.finishRemovals().ok());
        QVERIFY(m_store->objects().isEmpty());
        QVERIFY(!files.contains(hash));
        QVERIFY(QFile::exists(filesFolder() + QStringLiteral("/incoming/infected/") + hash));
    }

    void retentionGoesByTheAgeOfTheContent()
    {
        putAndMove();
        const auto nobody = [](const QString &) {
            return false;
        };
        const auto noRecord = [](const QString &) {
            return Result<bool>(false);
        };
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(m_files->removeUnused(now - 3'600'000, nobody, noRecord).ok());
        QVERIFY(m_files->contains(hash));
        QVERIFY(m_files->removeUnused(now + 3'600'000, nobody, noRecord).ok());
        QVERIFY(!m_files->contains(hash));
        QVERIFY(m_files->finishRemovals().ok());
        QVERIFY(m_store->objects().isEmpty());
    }

    void whatTheBucketHasIsComparedWithWhatIsKnown()
    {
        putAndMove();
        const QString other = QString(64, QLatin1Char('a'));
        m_store->setObject(test::objectKey(other), "1234");
        const auto compared = m_files->compareMoved();
        QVERIFY(compared.ok());
        QCOMPARE(compared->found, 1);
        QCOMPARE(compared->lost, 0);
        QCOMPARE(m_files->size(other).valueOr(-1), 4);
        m_store->removeObject(test::objectKey(other));
        m_store->setObject(test::copiesIn(*m_store, hash).value(0), "hello");
        QCOMPARE(m_files->compareMoved()->lost, 2);
    }

    /// As after a restore, from which everything is moved once more.
    void whatTheBucketHasTwiceStays()
    {
        putAndMove();
        m_store->setObject(test::objectKey(hash), "hello world");
        const auto compared = m_files->compareMoved();
        QVERIFY(compared.ok());
        QCOMPARE(compared->found, 0);
        QCOMPARE(compared->spare, 1);
        QCOMPARE(test::copiesIn(*m_store, hash).size(), 2);
    }

    void whatBelongsToAnotherCompanyIsNotCompared()
    {
        QVERIFY(filesOf("one", "another company")->compareMoved().ok());
        putAndMove();
        const auto compared = m_files->compareMoved();
        QCOMPARE(compared.error().reason, QStringLiteral("bucketOfAnotherCompany"));
    }

    void notesAreMovedWithTheFolder()
    {
        putAndMove();
        QVERIFY(FileStore::besideContents(filesFolder()).contains(QStringLiteral("moved/") + hashPath(hash)));
    }

private:
    QString filesFolder() const { return m_folder->filePath(QStringLiteral("files")); }
    QString pathInFolder() const { return filesFolder() + QLatin1Char('/') + hashPath(hash); }

    FarContents placeOf(const char *daemon, const char *company = "a company") const
    {
        FarContents place;
        place.store = test::bucketIn(*m_store);
        place.fetchedFolder = m_folder->filePath(QString::fromLatin1(daemon));
        place.company = company;
        return place;
    }

    std::unique_ptr<FileStore> filesOf(const char *daemon, const char *company = "a company") const
    {
        return std::make_unique<FileStore>(
            filesFolder(), 1'000, FileRoom::Limits{}, FileStore::Scanning::Off, placeOf(daemon, company));
    }

    void putAndMove()
    {
        QCOMPARE(test::putContent(*m_files, "hello world").valueOr({}), hash);
        QVERIFY(m_files->moveAway(hash).ok());
    }

    QByteArray contentFrom(const FileStore &files) const
    {
        auto file = files.open(hash);
        return file.ok() ? (*file)->readAll() : file.error().toLog().toUtf8();
    }

    const QString hash = QStringLiteral("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeS3> m_store;
    std::unique_ptr<FileStore> m_files;
};

QTEST_GUILESS_MAIN(TestMovedContents)
#include "tst_movedcontents.moc"
