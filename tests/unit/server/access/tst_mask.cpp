// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/mask.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

class TestMask : public QObject
{
    Q_OBJECT

private slots:
    void textsAreMaskedByKind_data()
    {
        QTest::addColumn<QString>("mask");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("masked");
        QTest::newRow("mobile") << "phone"
                                << "13812341234"
                                << "138****1234";
        QTest::newRow("with country") << "phone"
                                      << "+8613812341234"
                                      << "+86138****1234";
        QTest::newRow("short phone") << "phone"
                                     << "12345"
                                     << "****5";
        QTest::newRow("mail") << "email"
                              << "li.wei@example.com"
                              << "l***@example.com";
        QTest::newRow("no mail") << "email"
                                 << "nonsense"
                                 << "****";
        QTest::newRow("name") << "name" << QStringLiteral("李伟") << QStringLiteral("李**");
        QTest::newRow("all") << "all"
                             << "anything"
                             << "****";
    }
    void textsAreMaskedByKind()
    {
        QFETCH(QString, mask);
        QFETCH(QString, plain);
        FieldDef field;
        field.mask = mask;
        QTEST(maskValue(field, plain).toText(), "masked");
    }

    void whatIsNoTextIsGone()
    {
        FieldDef field;
        field.type = FieldType::Money;
        QVERIFY(maskValue(field, Money{5, QStringLiteral("CNY")}).isNull());
        field.type = FieldType::Choice;
        QVERIFY(maskValue(field, QStringLiteral("key")).isNull());
        QVERIFY(maskValue(field, {}).isNull());
    }
};

QTEST_GUILESS_MAIN(TestMask)
#include "tst_mask.moc"
