// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/firstline.h"

#include <QBuffer>
#include <QTemporaryFile>
#include <QTest>

using namespace tandem;

class TestFirstLine : public QObject
{
    Q_OBJECT

    static Result<QString> readBack(const QByteArray &content)
    {
        QTemporaryFile file;
        if (!file.open() || file.write(content) != content.size() || !file.flush())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return firstLineOf(file.fileName());
    }

private slots:
    void itComesWithoutItsEndAndWhatFollows()
    {
        const QString word = QString::fromUtf8("p\xc3\xa4ss w\xc3\xb6rd");
        QCOMPARE(*readBack(word.toUtf8()), word);
        QCOMPARE(*readBack(word.toUtf8() + "\nsecond line\n"), word);
        QCOMPARE(*readBack(" \t" + word.toUtf8() + " \r\n"), word);
        QVERIFY(readBack("\nsecond line\n")->isEmpty());
        QVERIFY(readBack({})->isEmpty());
    }

    void aFileThatIsNotThereIsAnError()
    {
        const auto line = firstLineOf(QStringLiteral("/no/such/file"));
        QVERIFY(!line.ok());
        QCOMPARE(line.error().code, ErrorCode::NotFound);
        QCOMPARE(line.error().reason, QStringLiteral("cannotRead"));
        QCOMPARE(line.error().field, QStringLiteral("/no/such/file"));
    }

    void ofWhatIsOpenTheRestStaysToBeRead()
    {
        QBuffer buffer;
        buffer.setData("first\nsecond\n");
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        QCOMPARE(firstLineOf(buffer), QStringLiteral("first"));
        QCOMPARE(firstLineOf(buffer), QStringLiteral("second"));
    }
};

QTEST_GUILESS_MAIN(TestFirstLine)
#include "tst_firstline.moc"
