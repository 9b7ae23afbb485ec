// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"
#include "shared/base/bytesize.h"
#include "tests/support/smalldisk.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// Contents that come to a disk without room for them.
class TestFilesFullDisk : public QObject
{
    Q_OBJECT

private slots:
    void whatHadRoomStaysAndTheRestFollows()
    {
        test::SmallDisk disk(QStringLiteral("1m"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        FileStore files(disk.path(QStringLiteral("files")), 10 * MiB);
        QCOMPARE(write(files, 0).valueOr(-1), piece);
        QVERIFY(disk.fill());
        const Result<qint64> refused = write(files, piece);
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        QCOMPARE(refused.error().reason, QStringLiteral("diskFull"));
        QCOMPARE(files.received(m_hash, m_uploader).valueOr(-1), piece);
        QVERIFY(!files.contains(m_hash));

        QVERIFY(disk.clear());
        for (qint64 offset = piece; offset < m_content.size(); offset += piece)
            QCOMPARE(write(files, offset).valueOr(-1), offset + piece);
        QCOMPARE(files.size(m_hash).valueOr(-1), m_content.size());
    }

    void aPieceOfWhichAPartHasRoomIsRefusedAsAWhole()
    {
        test::SmallDisk disk(QStringLiteral("1m"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        FileStore files(disk.path(QStringLiteral("files")), 10 * MiB);
        QCOMPARE(write(files, 0).valueOr(-1), piece);
        QFile room(disk.path(QStringLiteral("room")));
        QVERIFY(room.open(QIODevice::WriteOnly) && room.write(QByteArray(piece / 2, 'r')) == piece / 2 && room.flush());
        room.close();
        QVERIFY(disk.fill());
        QVERIFY(room.remove());
        QCOMPARE(write(files, piece).error().reason, QStringLiteral("diskFull"));
        QCOMPARE(files.received(m_hash, m_uploader).valueOr(-1), piece);
    }

    void aFolderThatCannotBeMadeSaysWhy()
    {
        test::SmallDisk disk(QStringLiteral("1m,nr_inodes=1"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        FileStore files(disk.path(QStringLiteral("files")), 10 * MiB);
        QCOMPARE(write(files, 0).error().reason, QStringLiteral("diskFull"));
    }

private:
    static constexpr qint64 piece = 64 * KiB;

    Result<qint64> write(FileStore &files, qint64 offset) const
    {
        return files.write(
            m_hash, offset, m_content.size(), QByteArrayView(m_content).sliced(offset, piece), m_uploader);
    }

    const QByteArray m_content = QByteArray(4 * piece, 'c');
    const QString m_hash = QString::fromLatin1(QCryptographicHash::hash(m_content, QCryptographicHash::Sha256).toHex());
    const RecordId m_uploader = newRecordId();
};

QTEST_GUILESS_MAIN(TestFilesFullDisk)
#include "tst_filesfulldisk.moc"
