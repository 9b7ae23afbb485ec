// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformfile.h"
#include "shared/base/savefileerror.h"
#include "tests/support/watchedfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;

class TestPlatformFile : public QObject
{
    Q_OBJECT

private slots:
    void filesAndFoldersAreSyncedWhatIsNotThereIsNot()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("file"));
        QVERIFY(!syncPathToDisk(path).ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        QVERIFY(syncToDisk(file).ok());
        file.close();
        QVERIFY(syncPathToDisk(path).ok());
        QVERIFY(syncPathToDisk(folder.path()).ok());
    }

    void whoWatchesHearsWhatIsNotOnTheDiskYet()
    {
        const QTemporaryDir folder;
        test::WatchedFiles watch;
        QFile file(folder.filePath(QStringLiteral("a")));
        QVERIFY(file.open(QIODevice::WriteOnly) && writeAll(file, "12") && file.flush() && writeAll(file, "3"));
        QVERIFY(syncToDisk(file).ok());
        file.close();
        QVERIFY(renameFile(file.fileName(), folder.filePath(QStringLiteral("b"))));
        QVERIFY(saveFile(folder.filePath(QStringLiteral("c")), "4").ok());
        QCOMPARE(watch.heard,
            QStringList({QStringLiteral("a written behind 0"), QStringLiteral("a written behind 2"),
                QStringLiteral("a flushed"), QStringLiteral("a is b"), QStringLiteral(" is c")}));
    }

    void whatAWatchForbidsFails()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a"));
        QVERIFY(saveFile(path, "1").ok());
        test::WatchedFiles watch;
        FileWatch::Deed forbidden = FileWatch::Deed::Write;
        watch.forbids = [&forbidden](FileWatch::Deed deed, const QString &) {
            return deed == forbidden;
        };
        QVERIFY(!saveFile(path, "2").ok());
        forbidden = FileWatch::Deed::Flush;
        QVERIFY(!syncPathToDisk(path).ok());
        forbidden = FileWatch::Deed::Rename;
        QVERIFY(!saveFile(path, "3").ok());
        QVERIFY(!renameFile(path, folder.filePath(QStringLiteral("b"))));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("1"));
    }
};

QTEST_APPLESS_MAIN(TestPlatformFile)
#include "tst_platformfile.moc"
