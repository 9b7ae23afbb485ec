// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformfile.h"

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
};

QTEST_APPLESS_MAIN(TestPlatformFile)
#include "tst_platformfile.moc"
