// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/savefileerror.h"
#include "tests/support/smalldisk.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

class TestSaveFile : public QObject
{
    Q_OBJECT

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void aFullDiskLeavesWhatWasThere()
    {
        SmallDisk disk(QStringLiteral("1m"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        const QString path = disk.path(QStringLiteral("file"));
        QVERIFY(saveFile(path, "before").ok());
        QVERIFY(disk.fill());
        const auto saved = saveFile(path, "after");
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().reason, QStringLiteral("diskFull"));
        QCOMPARE(contentOf(path), QByteArray("before"));
        QVERIFY(disk.clear());
        QVERIFY(saveFile(path, "after").ok());
        QCOMPARE(contentOf(path), QByteArray("after"));
    }
};

QTEST_GUILESS_MAIN(TestSaveFile)
#include "tst_savefile.moc"
