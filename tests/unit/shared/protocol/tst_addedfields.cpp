// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samplemessages.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

/// Fields that came after a struct had been on the wire: what says nothing new has the bytes that it had before, as the
/// golden ones say.
class TestAddedFields : public QObject
{
    Q_OBJECT

private slots:
    void areThereOnlyIfTheySaySomething()
    {
        HistoryReply reply{1, {{98, 5, sampleId("wang"), 2, {}, {}, {}}}, false, {}};
        const qsizetype plain = encode(reply).size();
        reply.entries.front().channel = 1;
        QCOMPARE(encode(reply).size(), plain + 1);
        QVERIFY(*decode(encode(reply)) == Message(reply));
        reply.entries.front().channel = 0;
        reply.entries.front().device = QStringLiteral("X1"); // the one before it keeps its place
        QCOMPARE(encode(reply).size(), plain + 4);
        QVERIFY(*decode(encode(reply)) == Message(reply));
    }
};

QTEST_APPLESS_MAIN(TestAddedFields)
#include "tst_addedfields.moc"
