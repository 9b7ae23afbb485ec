// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/logfile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tandem::server;

class TestLogFile : public QObject
{
    Q_OBJECT

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void aLineHasItsTimeAndLevel()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("tandemd.log"));
        LogFile log(path);
        QVERIFY(log.open().ok());
        log.write(QtWarningMsg, "tandem.backup: 磁盘已满");
        const QByteArray content = contentOf(path);
        QVERIFY2(content.endsWith(" warning tandem.backup: 磁盘已满\n"), content.constData());
        QVERIFY(QDateTime::fromString(QString::fromLatin1(content.left(23)), Qt::ISODateWithMs).isValid());
    }

    void itGoesOnWhereItEndedAndIsPutAsideWhenItIsLarge()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("tandemd.log"));
        for (int start = 0; start < 2; ++start) {
            LogFile log(path, 1000);
            QVERIFY(log.open().ok());
            for (int i = 0; i < 5; ++i)
                log.write(QtInfoMsg, "line " + QByteArray::number(start * 5 + i));
        }
        QCOMPARE(contentOf(path).count('\n'), 10);
        LogFile log(path, 1000);
        QVERIFY(log.open().ok());
        for (int i = 10; i < 60; ++i)
            log.write(QtInfoMsg, "line " + QByteArray::number(i));
        const QByteArray aside = contentOf(path + QStringLiteral(".1"));
        QVERIFY(aside.size() <= 1000 && aside.size() > 900);
        QVERIFY(contentOf(path).size() <= 1000);
        QVERIFY((aside + contentOf(path)).endsWith("line 59\n"));
    }

    void aPlaceThatCannotBeWrittenIsNamed()
    {
        const QTemporaryDir folder;
        const auto opened = LogFile(folder.filePath(QStringLiteral("no/such/folder/x.log"))).open();
        QCOMPARE(opened.error().reason, QStringLiteral("cannotWrite"));
        QVERIFY(opened.error().field.endsWith(QStringLiteral("x.log")));
    }
};

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_logfile.moc"
