// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/textorder.h"

#include <QRandomGenerator>
#include <QTest>

#include <unicode/coll.h>

using namespace tandem;

class TestTextOrder : public QObject
{
    Q_OBJECT

private:
    static QStringList sorted(QStringList texts)
    {
        std::sort(texts.begin(), texts.end(),
            [](const QString &a, const QString &b) { return textOrder().compare(a, b) < 0; });
        return texts;
    }

    static int sign(int value) { return (value > 0) - (value < 0); }

private slots:
    void chineseByPinyinBeforeLatin()
    {
        const QStringList expected{QStringLiteral("阿里"), QStringLiteral("百度"), QStringLiteral("李四"),
            QStringLiteral("腾讯"), QStringLiteral("王五"), QStringLiteral("张三"), QStringLiteral("Acme")};
        QCOMPARE(sorted({expected.rbegin(), expected.rend()}), expected);
    }

    void caseOnlyBreaksTies()
    {
        const QStringList expected{QStringLiteral("apple"), QStringLiteral("Apple"), QStringLiteral("Banana"),
            QStringLiteral("cherry"), QStringLiteral("Zebra")};
        QCOMPARE(sorted({expected.rbegin(), expected.rend()}), expected);
    }

    void numbersByTheirValue()
    {
        const QStringList expected{QStringLiteral("2号"), QStringLiteral("10号"), QStringLiteral("第2批"),
            QStringLiteral("第10批"), QStringLiteral("Item 9"), QStringLiteral("item 10"), QStringLiteral("item 010a"),
            QStringLiteral("SO-2026-00099"), QStringLiteral("SO-2026-00100")};
        QCOMPARE(sorted({expected.rbegin(), expected.rend()}), expected);
    }

    void equalTextsAreOfOnePlace()
    {
        QCOMPARE(textOrder().compare(u"", u""), 0);
        QCOMPARE(textOrder().compare(u"华为 2", u"华为 2"), 0);
        QVERIFY(textOrder().compare(u"", u"a") < 0);
        QVERIFY(textOrder().version() != 0);
    }

    /// What is decided without ICU must be what ICU says: random texts that begin alike, out of what makes it hard.
    void theShortWayAgreesWithIcu()
    {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::Collator> collator(
            icu::Collator::createInstance(icu::Locale::forLanguageTag("zh-u-co-pinyin-kn", status), status));
        QVERIFY(U_SUCCESS(status));
        const QStringList pieces{QStringLiteral("a"), QStringLiteral("A"), QStringLiteral("b"), QStringLiteral("Z"),
            QStringLiteral("l"), QStringLiteral("0"), QStringLiteral("00"), QStringLiteral("1"), QStringLiteral("9"),
            QStringLiteral("12"), QStringLiteral(" "), QStringLiteral("-"), QStringLiteral("."), QStringLiteral("_"),
            QStringLiteral("\t"), QStringLiteral("阿"), QStringLiteral("中"), QStringLiteral("重"),
            QStringLiteral("一"), QStringLiteral("１"), QStringLiteral("２"), QStringLiteral("ａ"),
            QStringLiteral("\u0301"), QStringLiteral("\u00b7"), QStringLiteral("é"), QStringLiteral("ß"),
            QStringLiteral("\u0661"), QStringLiteral("か"), QStringLiteral("😀"), QStringLiteral("（")};
        QRandomGenerator random(7);
        const auto text = [&](int most) {
            QString made;
            for (int i = random.bounded(most + 1); i > 0; --i)
                made += pieces.at(random.bounded(int(pieces.size())));
            return made;
        };
        for (int i = 0; i < 400'000; ++i) {
            const QString start = text(3);
            const QByteArray left = (start + text(3)).toUtf8();
            const QByteArray right = (start + text(3)).toUtf8();
            const int expected = collator->compareUTF8(icu::StringPiece(left.constData(), int32_t(left.size())),
                icu::StringPiece(right.constData(), int32_t(right.size())), status);
            const int actual = sign(textOrder().compare(QByteArrayView(left), QByteArrayView(right)));
            QVERIFY2(actual == expected, (left + " | " + right).constData());
        }
    }

    void longNumbersAndBrokenTextHaveAPlace()
    {
        const QByteArray digits(300, '7');
        QVERIFY(textOrder().compare(QByteArrayView(digits + '1'), QByteArrayView(digits + '2')) < 0);
        QCOMPARE(textOrder().compare(QByteArrayView("\xff\xfe"), QByteArrayView("\xff\xfe")), 0);
        const int once = textOrder().compare(QByteArrayView("\xff"), QByteArrayView("a"));
        QCOMPARE(sign(textOrder().compare(QByteArrayView("a"), QByteArrayView("\xff"))), -sign(once));
    }
};

QTEST_APPLESS_MAIN(TestTextOrder)
#include "tst_textorder.moc"
