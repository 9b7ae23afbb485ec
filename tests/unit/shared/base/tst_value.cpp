// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/value.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QTest>

using namespace tandem;

class TestValue : public QObject
{
    Q_OBJECT

private slots:
    void cborRoundTrip_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(samples().size()); ++i)
            QTest::addRow("%s", qPrintable(samples().at(size_t(i)).toDebug())) << i;
    }

    void cborRoundTrip()
    {
        QFETCH(int, index);
        const Value value = samples().at(size_t(index));
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writeValue(writer, value);
        QCborStreamReader reader(bytes);
        const auto read = readValue(reader);
        QVERIFY(read.ok());
        QCOMPARE(read->toDebug(), value.toDebug());
        QVERIFY(*read == value);
    }

    void setsAreEqualInAnyOrder()
    {
        QVERIFY(Value(QStringList{QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("b")})
            == Value(QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    void numbersOfMoreThan64BitsAreNotTakenForOthers()
    {
        for (const char *hex :
            {"1b8000000000000000", "1bffffffffffffffff", "3b8000000000000000", "3bffffffffffffffff"}) {
            QCborStreamReader reader(QByteArray::fromHex(hex));
            QVERIFY2(!readInteger(reader).ok(), hex);
        }
    }

    void garbageIsCorruptNotACrash()
    {
        for (int seed = 0; seed < 2'000; ++seed) {
            QByteArray bytes;
            quint32 state = quint32(seed) * 2654435761u + 1;
            for (int i = 0; i < seed % 40; ++i) {
                state = state * 1664525u + 1013904223u;
                bytes.append(char(state >> 24));
            }
            QCborStreamReader reader(bytes);
            const auto read = readValue(reader);
            if (!read.ok())
                QCOMPARE(read.error().code, ErrorCode::Corrupt);
        }
    }

private:
    static std::vector<Value> samples()
    {
        return {Value(), Value(true), Value(false), Value(0), Value(std::numeric_limits<qint64>::min()),
            Value(std::numeric_limits<qint64>::max()), Value(0.5), Value(QString()),
            Value(QStringLiteral("同行 Tandem")), Value(namedRecordId(QStringLiteral("x"))),
            Value(Money{-1250, QStringLiteral("CNY")}), Value(QStringList{}),
            Value(QStringList{QStringLiteral("a"), QStringLiteral("乙")})};
    }
};

QTEST_APPLESS_MAIN(TestValue)
#include "tst_value.moc"
