// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "client/replica/openedcopies.h"
#include "tests/support/replicaondisk.h"
#include "tests/support/watchedfiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// The contents of files beside the replica, and the copies that were opened.
class TestReplicaFiles : public ReplicaOnDisk
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void anImportOfAFileThatIsStoppedLeavesNothing()
    {
        const QString source = m_folder->filePath(QStringLiteral("big.bin"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1'000'000, 'x')) == 1'000'000);
        file.close();
        const QString folder = m_folder->filePath(QStringLiteral("files"));
        const auto stopped =
            FileCache::import(folder, source, [](qint64 done) { return done < 1'500'000; }); // while it is copied
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QDirIterator left(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        QVERIFY2(!left.hasNext(), qPrintable(left.next()));
    }

    void whatIsImportedIsOnTheDiskWithItsName()
    {
        const QString source = m_folder->filePath(QStringLiteral("source.txt"));
        write(source, "content");
        WatchedFiles watch;
        const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
        QVERIFY(content.ok());
        const QString name = QString::fromLatin1(content->sha256.toHex());
        QCOMPARE(watch.heard,
            QStringList({QStringLiteral(" is ") + name, name.left(2) + QStringLiteral(" flushed"),
                QStringLiteral("files flushed")}));
    }

    void aPartIsOnTheDiskBeforeItHasTheNameOfTheContent()
    {
        const QByteArray sha256 = QCryptographicHash::hash("content", QCryptographicHash::Sha256);
        write(m_replica->files().partPathOf(sha256), "content");
        WatchedFiles watch;
        QVERIFY(m_replica->files().adoptPart(idOf(1), sha256).ok());
        const QString name = QString::fromLatin1(sha256.toHex());
        const QString part = name + QStringLiteral(".part");
        QCOMPARE(watch.heard, QStringList({part + QStringLiteral(" flushed"), part + QStringLiteral(" is ") + name}));
    }

    void contentsThatARestoredServerLostAreUploadedAgain()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        const QString source = m_folder->filePath(QStringLiteral("source.txt"));
        for (const int number : {1, 2}) {
            write(source, QByteArray::number(number));
            const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
            QVERIFY(content.ok());
            QVERIFY(m_replica->files().addLocal(idOf(number), *content).ok());
            QVERIFY(m_replica->submit({{dealKey(number), MutationKind::Create, named(QStringLiteral("F")), {}, {}, {}}})
                        .ok());
            QVERIFY(m_replica->files().uploaded(idOf(number)).ok());
            QVERIFY(acknowledge(number, Outcome::Applied, number).ok());
        }
        arrive(1, named(QStringLiteral("F")), 1);
        arrive(2, named(QStringLiteral("F")), 2);
        for (const int number : {1, 2})
            QVERIFY(!m_replica->read(dealKey(number))->pending);
        QVERIFY(QFile::remove((*m_replica->files().find(idOf(2)))->path));

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0).ok());
        QCOMPARE(m_replica->outboxAfter(0, 10)->size(), size_t(2));
        const auto uploads = m_replica->files().uploads();
        QVERIFY(uploads.ok());
        QCOMPARE(uploads->size(), size_t(1)); // the other content is nowhere any more
        QCOMPARE(uploads->front().file, idOf(1));
    }

    void aFileOfSomebodyElseThatARestoredServerLostLeavesNothing()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        const QString source = m_folder->filePath(QStringLiteral("source.txt"));
        write(source, "confidential");
        const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
        QVERIFY(content.ok());
        arrive(1, named(QStringLiteral("F")), 1);
        QVERIFY(m_replica->files().insert(idOf(1), *content).ok());
        QVERIFY(m_replica->submit({{dealKey(1), MutationKind::Update, named(QStringLiteral("G")), {}, {}, {}}}).ok());
        QVERIFY(acknowledge(1, Outcome::Applied, 2).ok());
        arrive(1, named(QStringLiteral("G")), 2);

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0).ok());
        QCOMPARE(m_replica->outboxAfter(0, 10)->size(), size_t(1));
        QVERIFY(m_replica->files().uploads()->empty());
        IncomingPage nothing;
        nothing.rows.entity = dealKey(1).entity;
        nothing.end = true;
        QVERIFY(m_replica->applySnapshotPage(nothing).ok());
        QVERIFY(!m_replica->read(dealKey(1)).ok());
        QVERIFY(!QFile::exists(m_replica->files().pathOf(content->sha256)));
    }

    void keepsFilesUntilTheyAreUploadedAndForgotten()
    {
        const QString source = m_folder->filePath(QStringLiteral("source.txt"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("content");
        file.close();
        const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
        QVERIFY(content.ok());
        QVERIFY(m_replica->files().addLocal(idOf(1), *content).ok());
        m_replica->reportDamage(Error::corrupt({}));
        const auto uploads = m_replica->files().uploads();
        QCOMPARE(uploads->size(), size_t(1));
        QVERIFY(QFile::exists(uploads->front().path));
        QVERIFY(m_replica->files().remove(idOf(1)).ok());
        QVERIFY(QFile::exists(uploads->front().path));
        QVERIFY(m_replica->files().addLocal(idOf(1), *content).ok());
        QVERIFY(m_replica->files().uploaded(idOf(1)).ok());
        QVERIFY(m_replica->files().uploads()->empty());
        QVERIFY(m_replica->files().remove(idOf(1)).ok());
        QVERIFY(!QFile::exists(uploads->front().path));
    }

    void anEditedCopyOfAFileIsNeitherOverwrittenNorForgotten()
    {
        const QString source = m_folder->filePath(QStringLiteral("offer.txt"));
        write(source, "an offer");
        const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
        const OpenedCopies copies(m_folder->path());
        const auto opened = [&](int number) {
            (void)m_replica->files().addLocal(idOf(number), *content).ok();
            (void)m_replica->files().uploaded(idOf(number)).ok();
            return *copies.open(**m_replica->files().find(idOf(number)), QStringLiteral("offer.txt"));
        };
        const OpenedFile edited = opened(1);
        const OpenedFile looked = opened(2);
        QVERIFY(!edited.isEdited);
        write(edited.path, "my offer"); // of the same size
        QCOMPARE(opened(1).path, edited.path);
        QVERIFY(opened(1).isEdited);
        QVERIFY(!opened(2).isEdited);
        // The records go: of what was only looked at nothing stays here.
        QVERIFY(m_replica->files().remove(idOf(1)).ok());
        QVERIFY(m_replica->files().remove(idOf(2)).ok());
        QVERIFY(QFile::exists(edited.path));
        QVERIFY(!QFile::exists(looked.path));
    }

    /// As at each start, with less room.
    void whatIsTrimmedTakesItsUneditedCopiesAlong()
    {
        const QString source = m_folder->filePath(QStringLiteral("offer.txt"));
        const OpenedCopies copies(m_folder->path());
        QHash<int, OpenedFile> opened;
        for (const int number : {1, 2, 3}) {
            write(source, "offer " + QByteArray::number(number));
            const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
            QVERIFY(content.ok() && m_replica->files().addLocal(idOf(number), *content).ok());
            if (number != 3) // nobody else has this one
                QVERIFY(m_replica->files().uploaded(idOf(number)).ok());
            opened[number] = *copies.open(**m_replica->files().find(idOf(number)), QStringLiteral("offer.txt"));
        }
        write(opened[1].path, "my offer");
        QVERIFY(m_replica->files().trim(1'000).ok());
        QVERIFY(*m_replica->files().find(idOf(2)));
        QVERIFY(m_replica->files().trim(0).ok());
        QVERIFY(!*m_replica->files().find(idOf(1)));
        QVERIFY(!*m_replica->files().find(idOf(2)));
        QVERIFY(QFile::exists(opened[1].path)); // edited
        QVERIFY(!QFile::exists(opened[2].path));
        QVERIFY(QFile::exists((*m_replica->files().find(idOf(3)))->path));
        QVERIFY(QFile::exists(opened[3].path));
    }

private:
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
};

QTEST_GUILESS_MAIN(TestReplicaFiles)
#include "tst_replicafiles.moc"
