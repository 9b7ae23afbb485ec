// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"
#include "tests/support/filecontent.h"
#include "tests/support/watchedfiles.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace tandem;
using namespace tandem::server;

class TestFileStore : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_files = std::make_unique<FileStore>(m_folder->filePath(QStringLiteral("files")), 1'000);
    }

    void chunksGrowIntoAFile()
    {
        QCOMPARE(m_files->received(hash).valueOr(-1), 0);
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello")).valueOr(-1), 5);
        QCOMPARE(m_files->received(hash).valueOr(-1), 5);
        QVERIFY(!m_files->contains(hash));
        QCOMPARE(m_files->write(hash, 5, 11, QByteArrayView(" world")).valueOr(-1), 11);
        QVERIFY(m_files->contains(hash));
        QCOMPARE(m_files->size(hash).valueOr(-1), 11);
        auto file = m_files->open(hash);
        QVERIFY(file.ok());
        QCOMPARE((*file)->readAll(), QByteArrayLiteral("hello world"));
        QCOMPARE(m_files->received(hash).valueOr(-1), 11);
        QCOMPARE(m_files->all(), QStringList{hash});
    }

    void aChunkSentAgainIsPassedOver()
    {
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello")).ok());
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hel")).valueOr(-1), 5);
        QCOMPARE(m_files->write(hash, 3, 11, QByteArrayView("lo wor")).valueOr(-1), 9);
        QCOMPARE(m_files->write(hash, 9, 11, QByteArrayView("ld")).valueOr(-1), 11);
        QVERIFY(m_files->contains(hash));
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello")).valueOr(-1), 11);
    }

    void anUploadSurvivesARestart()
    {
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello")).ok());
        FileStore again(m_folder->filePath(QStringLiteral("files")), 1'000);
        QCOMPARE(again.received(hash).valueOr(-1), 5);
        QVERIFY(again.write(hash, 5, 11, QByteArrayView(" world")).ok());
        QVERIFY(again.contains(hash));
    }

    /// The server ended between the last byte and the proof of the hash.
    void whatArrivedWholeIsTakenOverWhenItIsAskedFor()
    {
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello")).ok());
        QDirIterator uploads(m_folder->filePath(QStringLiteral("files/incoming")), QDir::Files);
        QFile upload(uploads.next());
        QVERIFY(upload.open(QIODevice::Append));
        upload.write(" world");
        upload.close();
        FileStore again(m_folder->filePath(QStringLiteral("files")), 1'000);
        QCOMPARE(again.received(hash).valueOr(-1), 11);
        QVERIFY(again.contains(hash));
    }

    void namesThatDidNotReachTheDiskDoSoBeforeHeIsToldThatItIsHere()
    {
        test::WatchedFiles watch;
        const RecordId uploader = newRecordId();
        watch.forbids = [](FileWatch::Deed deed, const QString &path) {
            return deed == FileWatch::Deed::Flush && QFileInfo(path).isDir();
        };
        QVERIFY(!m_files->write(hash, 0, 11, QByteArrayView("hello world"), uploader).ok());
        QVERIFY(!m_files->received(hash, uploader).ok());
        watch.forbids = {};
        watch.heard.clear();
        QCOMPARE(m_files->received(hash, uploader).valueOr(-1), 11);
        QCOMPARE(watch.heard,
            QStringList({QStringLiteral("sent flushed"), hash.left(2) + QStringLiteral(" flushed"),
                QStringLiteral("files flushed")}));
    }

    /// A power loss has left zeros.
    void whatArrivedWholeAndIsDamagedBeginsAnew()
    {
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello")).ok());
        QDirIterator uploads(m_folder->filePath(QStringLiteral("files/incoming")), QDir::Files);
        QVERIFY(QFile::resize(uploads.next(), 11));
        QCOMPARE(m_files->received(hash).valueOr(-1), 0);
        QVERIFY(!m_files->contains(hash));
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello world")).valueOr(-1), 11);
    }

    void anEmptyContentIsCompleteWithoutAByte()
    {
        const QString empty =
            QString::fromLatin1(QCryptographicHash::hash(QByteArray(), QCryptographicHash::Sha256).toHex());
        QCOMPARE(m_files->write(empty, 0, 0, {}).valueOr(-1), 0);
        QVERIFY(m_files->contains(empty));
    }

    void nobodySpoilsAnothersUpload()
    {
        const RecordId other = namedRecordId(QStringLiteral("other"));
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello")).ok());
        QCOMPARE(m_files->received(hash, other).valueOr(-1), 0);
        QCOMPARE(
            m_files->write(hash, 0, 5, QByteArrayView("wrong"), other).error().reason, QStringLiteral("hashMismatch"));
        QCOMPARE(m_files->received(hash).valueOr(-1), 5);
        QCOMPARE(m_files->write(hash, 5, 11, QByteArrayView(" world")).valueOr(-1), 11);
    }

    void whoKnowsAHashHasNotSentTheContent()
    {
        const QString hash = *test::putContent(*m_files, "hello world");
        const RecordId other = newRecordId();
        QVERIFY(!m_files->hasSent(hash, other));
        QCOMPARE(m_files->received(hash, other).valueOr(-1), 0);
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello "), other).valueOr(-1), 6);
        QCOMPARE(
            m_files->write(hash, 6, 11, QByteArrayView("wrong"), other).error().reason, QStringLiteral("hashMismatch"));
        QVERIFY(!m_files->hasSent(hash, other));
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello world"), other).valueOr(-1), 11);
        QVERIFY(m_files->hasSent(hash, other));
        QCOMPARE(m_files->received(hash, other).valueOr(-1), 11);
    }

    void anotherTotalIsAnotherUpload()
    {
        QVERIFY(m_files->write(hash, 0, 20, QByteArrayView("hello")).ok());
        QCOMPARE(m_files->write(hash, 5, 11, QByteArrayView(" world")).error().reason, QStringLiteral("badOffset"));
        QCOMPARE(m_files->write(hash, 0, 11, QByteArrayView("hello world")).valueOr(-1), 11);
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("files/incoming"))).isEmpty());
    }

    void manyWritersOfOneUploadMakeOneFile()
    {
        const QByteArray content(1'000, 'x');
        const QString name = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
        std::vector<std::thread> writers;
        for (int writer = 0; writer < 4; ++writer) {
            writers.emplace_back([&] {
                for (qint64 at = 0; at < content.size(); at += 10)
                    (void)m_files->write(name, at, content.size(), QByteArrayView(content).sliced(at, 10)).ok();
            });
        }
        for (std::thread &writer : writers)
            writer.join();
        QVERIFY(m_files->contains(name));
        QCOMPARE(m_files->size(name).valueOr(-1), content.size());
    }

    void holesAndOverflowsAreRefused()
    {
        QCOMPARE(m_files->write(hash, 3, 11, QByteArrayView("lo")).error().reason, QStringLiteral("badOffset"));
        QCOMPARE(m_files->write(hash, -1, 11, QByteArrayView("lo")).error().reason, QStringLiteral("badOffset"));
        QCOMPARE(m_files->write(hash, 0, 3, QByteArrayView("hello")).error().reason, QStringLiteral("badOffset"));
        QCOMPARE(m_files->write(hash, 0, 1'001, QByteArrayView("x")).error().code, ErrorCode::TooLarge);
        QCOMPARE(m_files->received(hash).valueOr(-1), 0);
    }

    void anotherContentIsNotLetIn()
    {
        const auto written = m_files->write(hash, 0, 5, QByteArrayView("wrong"));
        QVERIFY(!written.ok());
        QCOMPARE(written.error().reason, QStringLiteral("hashMismatch"));
        QVERIFY(!m_files->contains(hash));
        QCOMPARE(m_files->received(hash).valueOr(-1), 0);
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello world")).ok());
    }

    void aHashIsNoPath()
    {
        for (const QString &bad : {QString(), QStringLiteral("../../etc/passwd"), QString(64, QLatin1Char('A')),
                 QString(63, QLatin1Char('a')), hash + QLatin1Char('0'), QString(64, QLatin1Char('/'))}) {
            QCOMPARE(m_files->write(bad, 0, 1, QByteArrayView("x")).error().reason, QStringLiteral("badHash"));
            QVERIFY(!m_files->contains(bad));
            QVERIFY(!m_files->open(bad).ok());
            QVERIFY(!m_files->remove(bad).ok());
        }
    }

    void wholeContentsAndEmptyOnes()
    {
        const auto put = test::putContent(*m_files, "hello world");
        QVERIFY(put.ok());
        QCOMPARE(*put, hash);
        QCOMPARE(*test::putContent(*m_files, "hello world"), hash);
        const auto empty = test::putContent(*m_files, {});
        QVERIFY(empty.ok());
        QCOMPARE(m_files->size(*empty).valueOr(-1), 0);
        QVERIFY(m_files->remove(hash).ok());
        QVERIFY(!m_files->contains(hash));
    }

    void noMoreIsTakenThanTheQuota()
    {
        const FileRoom::Limits limits{20, 0};
        FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, limits);
        QCOMPARE(*test::putContent(files, "hello world"), hash);
        const Error full = files.checkRoom(other, 10).error();
        QCOMPARE(full.code, ErrorCode::TooLarge);
        QCOMPARE(full.reason, QStringLiteral("filesQuotaFull"));
        QCOMPARE(full.arguments.value(QStringLiteral("used")).toLongLong(), 11);
        QCOMPARE(files.write(other, 0, 10, QByteArrayView("0123456789")).error().reason, full.reason);
        QCOMPARE(files.received(other).valueOr(-1), 0);
        QCOMPARE(files.room().used, 11);
        // As a restart counts it.
        FileStore again(m_folder->filePath(QStringLiteral("files")), 1'000, limits);
        QCOMPARE(again.checkRoom(other, 10).error().reason, full.reason);
        QVERIFY(again.checkRoom(other, 9).ok());
        QVERIFY(again.remove(hash).ok());
        QCOMPARE(again.write(other, 0, 10, QByteArrayView("0123456789")).valueOr(-1), 10);
        QCOMPARE(again.room().used, 10);
    }

    void whatAnotherServerTookCountsAtOnce()
    {
        const FileRoom::Limits limits{20, 0};
        FileStore one(m_folder->filePath(QStringLiteral("files")), 1'000, limits);
        FileStore another(m_folder->filePath(QStringLiteral("files")), 1'000, limits);
        QVERIFY(one.checkRoom(other, 10).ok());
        QVERIFY(another.checkRoom(other, 10).ok());
        QCOMPARE(*test::putContent(another, "hello world"), hash);
        QCOMPARE(one.checkRoom(other, 10).error().reason, QStringLiteral("filesQuotaFull"));
        QCOMPARE(one.room().used, 11);
        QVERIFY(one.remove(hash).ok());
        QVERIFY(another.checkRoom(other, 10).ok());
        QCOMPARE(another.room().used, 0);
    }

    void whatIsUnderWayHasItsRoom()
    {
        FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, {20, 0});
        QVERIFY(files.write(hash, 0, 11, QByteArrayView("hello")).ok());
        QCOMPARE(files.checkRoom(other, 10).error().reason, QStringLiteral("filesQuotaFull"));
        QVERIFY(files.checkRoom(hash, 11).ok());
        QCOMPARE(files.write(hash, 5, 11, QByteArrayView(" world")).valueOr(-1), 11);
        QVERIFY(files.checkRoom(hash, 11).ok());
        // Who only knows the hash learns nothing from it.
        QCOMPARE(files.checkRoom(hash, 11, newRecordId()).error().reason, QStringLiteral("filesQuotaFull"));
    }

    void theDiskKeepsItsReserve()
    {
        const qint64 free = FileRoom::freeBytes(m_folder->path());
        QVERIFY(free > 0);
        FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, {0, free * 2});
        QCOMPARE(files.write(hash, 0, 11, QByteArrayView("hello")).error().reason, QStringLiteral("diskReserved"));
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("files/incoming"))));
    }

    void whatTheScannerHasNotSeenIsNotHandedOut()
    {
        const QString folder = m_folder->filePath(QStringLiteral("files"));
        FileStore files(folder, 1'000, {}, FileStore::Scanning::On);
        const RecordId uploader = newRecordId();
        QVERIFY(files.write(hash, 0, 11, QByteArrayView("hello world"), uploader).ok());
        QCOMPARE(files.checkServable(hash).error().reason, QStringLiteral("fileBeingChecked"));
        FileStore again(folder, 1'000, {}, FileStore::Scanning::On); // as after a restart
        QCOMPARE(again.quarantine().waiting().size(), size_t(1));
        QCOMPARE(again.quarantine().waiting().front().uploader, uploader);
        QVERIFY(again.quarantine().release(hash).ok());
        QVERIFY(again.checkServable(hash).ok());
        // The same content once more was looked at already.
        QVERIFY(again.write(hash, 0, 11, QByteArrayView("hello world"), newRecordId()).ok());
        QVERIFY(again.checkServable(hash).ok());
    }

    /// Whoever looks at what waits in the moment between the mark and its content must not take the mark away.
    void aMarkWhoseContentIsStillToComeStays()
    {
        const QString folder = m_folder->filePath(QStringLiteral("files"));
        const FileStore files(folder, 1'000, {}, FileStore::Scanning::On);
        const Quarantine &quarantine = files.quarantine();
        QVERIFY(quarantine.await(hash, newRecordId()).ok());
        QVERIFY(quarantine.releaseAbandoned(hash).ok());
        QVERIFY(files.isUnchecked(hash));
        QFile mark(folder + QStringLiteral("/incoming/unchecked/") + hash);
        QVERIFY(mark.open(QIODevice::ReadWrite));
        QVERIFY(mark.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
        mark.close();
        QVERIFY(quarantine.releaseAbandoned(hash).ok());
        QVERIFY(!files.isUnchecked(hash));
    }

    void aMarkThatIsBeingWrittenIsNoContentThatWaits()
    {
        const FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, {}, FileStore::Scanning::On);
        QVERIFY(files.quarantine().await(hash, newRecordId()).ok());
        QVERIFY(files.quarantine().await(hash + QStringLiteral(".AbCdEf"), newRecordId()).ok());
        QCOMPARE(files.quarantine().waiting().size(), size_t(1));
    }

    /// As of several daemons that share the folder.
    void whatWasFoundTwiceIsStillLockedAway()
    {
        FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, {}, FileStore::Scanning::On);
        QVERIFY(files.write(hash, 0, 11, QByteArrayView("hello world")).ok());
        for (int daemon = 0; daemon < 2; ++daemon)
            QVERIFY(files.lockAway(hash, QStringLiteral("Test.Virus")).ok());
        QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("files/incoming/infected/")) + hash));
    }

    /// However it ends: a crash between the one and the other leaves no finding of which nobody hears.
    void aFindingCountsAsUntoldUntilItIsTold()
    {
        const RecordId uploader = newRecordId();
        FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, {}, FileStore::Scanning::On);
        QVERIFY(files.write(hash, 0, 11, QByteArrayView("hello world"), uploader).ok());
        QVERIFY(files.lockAway(hash, QStringLiteral("Test.Virus"), uploader).ok());
        const Quarantine &quarantine = files.quarantine();
        QVERIFY(quarantine.untold().empty()); // somebody is just about it
        waitForTheTeller();
        auto untold = quarantine.untold();
        QCOMPARE(untold.size(), size_t(1));
        QCOMPARE(untold.front().hash, hash);
        QCOMPARE(untold.front().uploader, uploader);
        QCOMPARE(untold.front().finding, QStringLiteral("Test.Virus"));
        QVERIFY(!untold.front().isRecorded);
        QVERIFY(quarantine.noteRecorded(untold.front()).ok());
        waitForTheTeller(+1); // his clock was ahead
        untold = quarantine.untold();
        QCOMPARE(untold.front().uploader, uploader);
        QVERIFY(untold.front().isRecorded);
        QVERIFY(quarantine.noteTold(hash).ok());
        QVERIFY(quarantine.untold().empty());
        QVERIFY(quarantine.finding(hash));
    }

    void whatTheScannerFoundIsGoneForAll()
    {
        const RecordId uploader = newRecordId();
        FileStore files(m_folder->filePath(QStringLiteral("files")), 1'000, {}, FileStore::Scanning::On);
        QVERIFY(files.write(hash, 0, 11, QByteArrayView("hello world"), uploader).ok());
        QVERIFY(files.lockAway(hash, QStringLiteral("Test.Virus")).ok());
        QVERIFY(!files.contains(hash));
        QVERIFY(!files.hasSent(hash, uploader));
        QVERIFY(files.quarantine().waiting().empty());
        QCOMPARE(files.room().used, 0);
        const Error refused = files.write(hash, 0, 11, QByteArrayView("hello"), uploader).error();
        QCOMPARE(refused.reason, QStringLiteral("fileInfected"));
        QCOMPARE(refused.arguments.value(QStringLiteral("finding")).toString(), QStringLiteral("Test.Virus"));
        // Also for a server that has no scanner any more.
        QCOMPARE(m_files->checkServable(hash).error().reason, QStringLiteral("fileInfected"));
    }

    void aSmallPictureBelongsToWhoSentTheContent()
    {
        const RecordId uploader = newRecordId();
        QCOMPARE(m_files->writePreview(hash, "small", uploader).error().code, ErrorCode::NotFound);
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello world"), uploader).ok());
        QCOMPARE(m_files->writePreview(hash, "forged", newRecordId()).error().code, ErrorCode::NotFound);
        QCOMPARE(m_files->preview(hash).error().code, ErrorCode::NotFound);
        QCOMPARE(m_files->writePreview(hash, QByteArray(FileStore::largestPreview + 1, 'x'), uploader).error().code,
            ErrorCode::TooLarge);
        QVERIFY(m_files->writePreview(hash, "small", uploader).ok());
        QVERIFY(m_files->writePreview(hash, "another", uploader).ok());
        QCOMPARE(m_files->preview(hash).valueOr({}), QByteArray("small"));
        QCOMPARE(m_files->all(), QStringList{hash});
        QVERIFY(m_files->remove(hash).ok());
        QCOMPARE(m_files->preview(hash).error().code, ErrorCode::NotFound);
    }

    void abandonedUploadsGo()
    {
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello")).ok());
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(m_files->dropStaleUploads(now - 60'000).ok());
        QCOMPARE(m_files->received(hash).valueOr(-1), 5);
        QVERIFY(m_files->dropStaleUploads(now + 60'000).ok());
        QCOMPARE(m_files->received(hash).valueOr(-1), 0);
    }

private:
    /// As if so much time had passed that who was about to tell must have ended.
    void waitForTheTeller(int days = -1) const
    {
        QFile mark(m_folder->filePath(QStringLiteral("files/incoming/infected/")) + hash + QStringLiteral(".untold"));
        QVERIFY(mark.open(QIODevice::ReadWrite));
        QVERIFY(mark.setFileTime(QDateTime::currentDateTime().addDays(days), QFileDevice::FileModificationTime));
    }

    const QString hash = QString::fromLatin1(
        QCryptographicHash::hash(QByteArrayLiteral("hello world"), QCryptographicHash::Sha256).toHex());
    const QString other = QString::fromLatin1(
        QCryptographicHash::hash(QByteArrayLiteral("0123456789"), QCryptographicHash::Sha256).toHex());
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FileStore> m_files;
};

QTEST_APPLESS_MAIN(TestFileStore)
#include "tst_filestore.moc"
