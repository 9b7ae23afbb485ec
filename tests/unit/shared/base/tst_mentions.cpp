// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/mentions.h"

#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

class TestMentions : public QObject
{
    Q_OBJECT

private:
    using Users = std::vector<RecordId>;

    const RecordId m_li = namedRecordId(u"li"_s);
    const RecordId m_wang = namedRecordId(u"wang"_s);

private slots:
    void aTextIsSplitAtItsMentions()
    {
        const QString text = u"请 %1 和%2看"_s.arg(mentionOf(u"李伟"_s, m_li), mentionOf(u"Wang Fang"_s, m_wang));
        const std::vector<TextPart> expected{
            {u"请 "_s, {}}, {u"李伟"_s, m_li}, {u" 和"_s, {}}, {u"Wang Fang"_s, m_wang}, {u"看"_s, {}}};
        QCOMPARE(textParts(text), expected);
        QCOMPARE(readableText(text), u"请 @李伟 和@Wang Fang看"_s);
        QCOMPARE(mentionedUsers(text), Users({m_li, m_wang}));
    }

    void whoIsNamedTwiceIsMeantOnce()
    {
        QCOMPARE(mentionedUsers(mentionOf(u"a"_s, m_li) + mentionOf(u"b"_s, m_li)), Users({m_li}));
    }

    void aNameCannotEndItsMentionEarly()
    {
        const QString text = mentionOf(u"A](user:x)[\nB"_s, m_li);
        QCOMPARE(mentionedUsers(text), Users({m_li}));
        QCOMPARE(textParts(text).size(), size_t(1));
        QCOMPARE(mentionedUsers(mentionOf(QString(), m_li)), Users({m_li}));
        QCOMPARE(mentionedUsers(mentionOf(QString(99, u'x') + QString::fromUcs4(U"😀"), m_li)), Users({m_li}));
    }

    void whatIsNoMentionStaysAsItWasTyped_data()
    {
        QTest::addColumn<QString>("text");
        const QString id = toText(m_li);
        QTest::newRow("empty") << QString();
        QTest::newRow("at") << u"@"_s;
        QTest::newRow("opening") << u"@["_s;
        QTest::newRow("many openings") << u"@[@[@[@["_s.repeated(500);
        QTest::newRow("no name") << u"@[](user:%1)"_s.arg(id);
        QTest::newRow("no end") << u"@[Li](user:%1"_s.arg(id);
        QTest::newRow("other link") << u"@[Li](team:%1)"_s.arg(id);
        QTest::newRow("no id") << u"@[Li](user:nobody)"_s;
        QTest::newRow("null id") << u"@[Li](user:%1)"_s.arg(toText(RecordId()));
        QTest::newRow("cut id") << u"@[Li](user:%1)"_s.arg(id.left(35));
        QTest::newRow("line break") << u"@[L\ni](user:%1)"_s.arg(id);
        QTest::newRow("address") << u"li@example.com [x](user:%1)"_s.arg(id);
    }

    void whatIsNoMentionStaysAsItWasTyped()
    {
        QFETCH(QString, text);
        QVERIFY(mentionedUsers(text).empty());
        QCOMPARE(readableText(text), text);
        QString again;
        for (const TextPart &part : textParts(text))
            again += part.text;
        QCOMPARE(again, text);
    }

    void aMentionBehindABrokenOneCounts()
    {
        const QString text = u"@[broken @["_s + mentionOf(u"Li"_s, m_li) + u'@';
        QCOMPARE(mentionedUsers(text), Users({m_li}));
        QCOMPARE(readableText(text), u"@[broken @[@Li@"_s);
    }
};

QTEST_APPLESS_MAIN(TestMentions)
#include "tst_mentions.moc"
