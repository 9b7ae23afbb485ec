// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"
#include "shared/base/hashpath.h"
#include "tests/support/bucket.h"
#include "tests/support/filecontent.h"

#include <QDateTime>
#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

using namespace tandem;
using namespace tandem::server;
using tandem::test::FakeS3;

namespace {

/// Does something while the bucket is asked.
class InterruptedStore final : public ContentStore
{
public:
    explicit InterruptedStore(std::shared_ptr<ContentStore> store)
        : m_store(std::move(store))
    {
    }

    using Interruption = std::function<void(const QString &name)>; ///< once

    Interruption afterPut;
    Interruption afterRead;
    Interruption beforeList;
    Interruption afterList;

    Result<void> put(const QString &name, QFile &file) override
    {
        const Result<void> put = m_store->put(name, file);
        interrupt(afterPut, name);
        return put;
    }
    Result<QByteArray> read(const QString &name, qint64 offset, qint64 length) override
    {
        const Result<QByteArray> read = m_store->read(name, offset, length);
        interrupt(afterRead, name);
        return read;
    }
    Result<void> remove(const QString &name) override { return m_store->remove(name); }
    Result<void> each(const std::function<void(const Content &content)> &visit) override
    {
        interrupt(beforeList);
        const Result<void> listed = m_store->each(visit);
        interrupt(afterList);
        return listed;
    }
    Result<void> claim(const QByteArray &company) override { return m_store->claim(company); }
    void stop() override { m_store->stop(); }

private:
    static void interrupt(Interruption &interruption, const QString &name = {})
    {
        if (interruption)
            std::exchange(interruption, {})(name);
    }

    std::shared_ptr<ContentStore> m_store;
};

}

/// Whoever sends a content in the very moment in which it is let go or moved has it on the server all the same.
class TestSentAgain : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_bucket = std::make_unique<FakeS3>();
        QVERIFY(m_bucket->begin());
        m_store = std::make_shared<InterruptedStore>(test::bucketIn(*m_bucket));
        m_sender = {};
        m_files = filesOf("one");
        m_others = filesOf("two");
        QCOMPARE(test::putContent(*m_files, "hello world").valueOr({}), hash);
    }

    void aRemovalThatComesLateTakesNothingOfWhatCameSince()
    {
        QVERIFY(m_files->moveAway(hash).ok());
        QVERIFY(m_files->remove(hash).ok());
        m_bucket->holdRemovals(true);
        std::optional<Result<void>> removed;
        const std::unique_ptr<QThread> remover(QThread::create([&] { removed = m_files->finishRemovals(); }));
        const auto end = qScopeGuard([&] {
            m_bucket->holdRemovals(false);
            remover->wait();
        });
        remover->start();
        QTRY_COMPARE(m_bucket->heldRemovals(), 1);
        sendAgain();
        QVERIFY(m_others->moveAway(hash).ok());
        QVERIFY(!QFile::exists(pathInFolder()));
        m_bucket->holdRemovals(false);
        QVERIFY(remover->wait());
        QVERIFY(removed && removed->ok());
        QCOMPARE(test::copiesIn(*m_bucket, hash).size(), 1);
        checkThatItIsThere();
    }

    void whatIsSentAgainWhileTheDatabaseIsAskedStays_data()
    {
        QTest::addColumn<bool>("isMoved");
        QTest::newRow("in the folder") << false;
        QTest::newRow("in the bucket") << true;
    }

    void whatIsSentAgainWhileTheDatabaseIsAskedStays()
    {
        QFETCH(bool, isMoved);
        if (isMoved)
            QVERIFY(m_files->moveAway(hash).ok());
        int asked = 0;
        const auto noRecord = [&](const QString &) {
            ++asked;
            sendAgain();
            return Result<bool>(false);
        };
        QVERIFY(m_files->removeUnused(inAnHour(), isUsed, noRecord).ok());
        QCOMPARE(asked, 1);
        QVERIFY(m_files->finishRemovals().ok());
        checkThatItIsThere();
    }

    /// Also by somebody whose word that he has sent it is forgotten just then: he hears that it has to be sent.
    void whoseWordIsForgottenSendsItOnceMore()
    {
        const RecordId before = newRecordId();
        QVERIFY(m_files->write(hash, 0, 11, QByteArrayView("hello world"), before).ok());
        const auto noRecord = [&](const QString &) {
            return Result<bool>(m_others->received(hash, before).valueOr(-1) != 0);
        };
        QVERIFY(m_files->removeUnused(inAnHour(), isUsed, noRecord).ok());
        QVERIFY(!m_files->contains(hash));
    }

    void whatARecordNamesByNowStays()
    {
        QVERIFY(m_files->moveAway(hash).ok());
        const auto aRecord = [](const QString &) {
            return Result<bool>(true);
        };
        QVERIFY(m_files->removeUnused(inAnHour(), isUsed, aRecord).ok());
        QVERIFY(m_files->contains(hash));
    }

    /// Between the put and its note the bytes in the folder became others.
    void whatIsLetGoAndSentAgainWhileItIsMovedIsThere()
    {
        m_store->afterPut = [this](const QString &) {
            QVERIFY(m_others->remove(hash).ok());
            QVERIFY(!m_others->contains(hash));
            sendAgain();
        };
        QVERIFY(m_files->moveAway(hash).ok());
        QVERIFY(m_files->finishRemovals().ok());
        checkThatItIsThere();
    }

    void ofTwoDaemonsThatMoveItOneIsEnough()
    {
        m_store->afterPut = [this](const QString &) {
            QVERIFY(m_others->moveAway(hash).ok());
        };
        QVERIFY(m_files->moveAway(hash).ok());
        QVERIFY(m_files->finishRemovals().ok());
        QCOMPARE(test::copiesIn(*m_bucket, hash).size(), 1);
        checkThatItIsThere();
    }

    void whatACrashLeftHalfwayIsPutBack()
    {
        const QString aside = filesFolder() + QStringLiteral("/incoming/aside/") + hash + QStringLiteral(".x");
        QVERIFY(QDir().mkpath(QFileInfo(aside).path()));
        QVERIFY(QFile::rename(pathInFolder(), aside));
        QVERIFY(!m_files->contains(hash));
        QVERIFY(m_files->putBackLeftovers().ok());
        QVERIFY(QFile::exists(pathInFolder()));

        QVERIFY(m_files->moveAway(hash).ok());
        const QString taken = filesFolder() + QStringLiteral("/moved/taken/")
            + QString::fromLatin1(test::copiesIn(*m_bucket, hash).value(0))
                  .section(QLatin1Char('/'), 1)
                  .remove(QLatin1Char('/'))
            + QStringLiteral(".x");
        QVERIFY(QDir().mkpath(QFileInfo(taken).path()));
        QVERIFY(QFile::rename(notePath(), taken));
        QVERIFY(!m_files->contains(hash));
        QVERIFY(m_files->putBackLeftovers().ok());
        checkThatItIsThere();
    }

    void aPutThatNeverEndedIsTakenBack()
    {
        const ContentCopy copy{hash, toText(newRecordId())};
        const QString coming = filesFolder() + QStringLiteral("/moved/coming/") + copy.name();
        QVERIFY(QDir().mkpath(QFileInfo(coming).path()));
        QFile note(coming);
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("11") == 2);
        note.close();
        m_bucket->setObject(test::objectKey(copy.name()), "hello world");
        QVERIFY(m_files->finishRemovals().ok());
        QCOMPARE(test::copiesIn(*m_bucket, hash).size(), 1); // somebody may be at it
        QVERIFY(note.open(QIODevice::ReadWrite));
        QVERIFY(note.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFileDevice::FileModificationTime));
        note.close();
        QVERIFY(m_files->finishRemovals().ok());
        QVERIFY(test::copiesIn(*m_bucket, hash).isEmpty());
        QVERIFY(!QFile::exists(coming));
    }

    /// Whoever was about to note a copy that was there before him ended: it may be all that there is.
    void aCopyThatWasFoundIsNotRemovedWithItsStaleNote()
    {
        const ContentCopy copy{hash, toText(newRecordId())};
        m_bucket->setObject(test::objectKey(copy.name()), "hello world");
        QFile note(filesFolder() + QStringLiteral("/moved/coming/") + copy.name() + QStringLiteral(".found"));
        QVERIFY(QDir().mkpath(QFileInfo(note.fileName()).path()));
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("11") == 2 && note.flush());
        QVERIFY(note.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFileDevice::FileModificationTime));
        note.close();
        QVERIFY(m_files->remove(hash).ok());
        QVERIFY(m_files->finishRemovals().ok());
        QVERIFY(!QFile::exists(note.fileName()));
        QCOMPARE(test::copiesIn(*m_bucket, hash).size(), 1);
        const auto compared = m_files->compareMoved();
        QVERIFY(compared.ok());
        QCOMPARE(compared->found, qint64(1));
        checkThatItIsThere();
    }

    void whatIsMovedAnewWhileTheBucketIsListedIsNeitherLostNorFound()
    {
        QVERIFY(m_files->moveAway(hash).ok());
        m_store->beforeList = [this](const QString &) {
            QVERIFY(m_others->remove(hash).ok());
            QVERIFY(m_others->finishRemovals().ok());
            sendAgain();
            QVERIFY(m_others->moveAway(hash).ok());
        };
        checkCompared(0);
        checkThatItIsThere();
    }

    /// It was not noted before the list, and is not any more behind it.
    void whatIsMovedAndLetGoWhileTheBucketIsListedIsNotFound()
    {
        m_store->beforeList = [this](const QString &) {
            QVERIFY(m_others->moveAway(hash).ok());
        };
        m_store->afterList = [this](const QString &) {
            QVERIFY(m_others->remove(hash).ok());
        };
        checkCompared(0);
        checkThatItGoes(hash);
    }

    void whatIsJustBeingPutIsNotFound()
    {
        m_store->afterPut = [this](const QString &) {
            QVERIFY(m_others->remove(hash).ok()); // so that the note on its way is all that tells of it
            checkCompared(0);
        };
        QVERIFY(m_files->moveAway(hash).ok());
        QVERIFY(m_files->contains(hash));
        QCOMPARE(test::copiesIn(*m_bucket, hash).size(), 1);
    }

    /// Two daemons compare at once. While the first has found one copy, the second finds the other, which then goes: so
    /// when its turn comes, the first must not go by what it knew of it when it began.
    void whatAnotherDaemonHasFoundAndLetGoIsNotFoundAgain()
    {
        const QString one = QString(64, QLatin1Char('a'));
        const QString two = QString(64, QLatin1Char('b'));
        for (const QString &each : {one, two})
            m_bucket->setObject(test::objectKey(ContentCopy{each, toText(newRecordId())}.name()), "1234");
        QString stays;
        QString goes;
        m_store->afterRead = [&](const QString &name) {
            stays = name.startsWith(one) ? one : two;
            goes = name.startsWith(one) ? two : one;
            const auto compared = m_others->compareMoved();
            QVERIFY(compared.ok());
            QCOMPARE(compared->found, qint64(1));
            QVERIFY(m_others->contains(goes));
            QVERIFY(m_others->remove(goes).ok());
        };
        checkCompared(1);
        QVERIFY(m_files->contains(stays));
        QCOMPARE(test::copiesIn(*m_bucket, goes).size(), 1); // there when it was its turn
        checkThatItGoes(goes);
    }

private:
    static bool isUsed(const QString & /*hash*/) { return false; }
    static qint64 inAnHour() { return QDateTime::currentMSecsSinceEpoch() + 3'600'000; }

    QString filesFolder() const { return m_folder->filePath(QStringLiteral("files")); }
    QString pathInFolder() const { return pathBelow(filesFolder()); }
    QString notePath() const { return pathBelow(MovedContents::notesFolder(filesFolder())); }
    QString pathBelow(const QString &folder) const { return folder + QLatin1Char('/') + hashPath(hash); }

    std::unique_ptr<FileStore> filesOf(const char *daemon) const
    {
        FarContents place;
        place.store = m_store;
        place.fetchedFolder = m_folder->filePath(QString::fromLatin1(daemon));
        return std::make_unique<FileStore>(
            filesFolder(), 1'000, FileRoom::Limits{}, FileStore::Scanning::Off, std::move(place));
    }

    /// By another daemon.
    void sendAgain()
    {
        m_sender = newRecordId();
        QCOMPARE(m_others->write(hash, 0, 11, QByteArrayView("hello world"), m_sender).valueOr(-1), 11);
    }

    void checkCompared(qint64 found) const
    {
        const auto compared = m_files->compareMoved();
        QVERIFY2(compared.ok(), compared.ok() ? "" : qPrintable(compared.error().toLog()));
        QCOMPARE(compared->found, found);
        QCOMPARE(compared->lost, qint64(0));
        QCOMPARE(compared->spare, qint64(0));
    }

    void checkThatItGoes(const QString &content) const
    {
        QVERIFY(!m_files->contains(content));
        QVERIFY(m_files->finishRemovals().ok());
        QVERIFY(test::copiesIn(*m_bucket, content).isEmpty());
    }

    /// For a third daemon, which has fetched nothing yet.
    void checkThatItIsThere() const
    {
        const auto files = filesOf("three");
        QVERIFY(m_sender.isNull() || files->hasSent(hash, m_sender));
        auto file = files->open(hash);
        QVERIFY2(file.ok(), file.ok() ? "" : qPrintable(file.error().toLog()));
        QCOMPARE((*file)->readAll(), QByteArray("hello world"));
    }

    const QString hash = QStringLiteral("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeS3> m_bucket;
    std::shared_ptr<InterruptedStore> m_store;
    std::unique_ptr<FileStore> m_files;
    std::unique_ptr<FileStore> m_others;
    RecordId m_sender;
};

QTEST_GUILESS_MAIN(TestSentAgain)
#include "tst_sentagain.moc"
