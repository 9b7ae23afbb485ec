// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/schemabuilder.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testregistry.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QRandomGenerator>
#include <QTest>

using namespace tandem;

class TestEntityColumns : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_connection = test::testdatabase::empty();
        const SchemaBuilder schema(m_connection->dialect(), SchemaBuilder::Uniqueness::Enforced);
        for (const QString &statement : schema.create(*test::registry()))
            QVERIFY2(m_connection->execute(statement).ok(), qPrintable(statement));
    }

    void valuesComeBackFromTheirColumns()
    {
        insert(full());
        QVERIFY(stored() == full());
    }

    void missingOnesAreNull()
    {
        insert({});
        QVERIFY(stored() == FieldValues{});
    }

    void extremesComeBack()
    {
        FieldValues values = full();
        values[test::deal::amount] = Money{std::numeric_limits<qint64>::min(), QStringLiteral("JPY")};
        values[test::deal::visits] = std::numeric_limits<qint64>::max();
        values[test::deal::tags] = QStringList{};
        values[test::deal::note] = QString(100'000, QChar(0x6c49));
        insert(values);
        QVERIFY(stored() == values);
    }

    void cborIsThatOfWriteValue()
    {
        insert(full());
        const EntityColumns columns(m_entity);
        const QByteArray bytes = storedCbor(columns);
        QCborStreamReader reader(bytes);
        QVERIFY(reader.enterContainer());
        for (const FieldNumber field : columns.fields()) {
            const auto value = readValue(reader);
            QVERIFY(value.ok());
            const FieldValues all = full();
            const auto expected = all.find(field);
            QCOMPARE(value->toDebug(), (expected == all.end() ? Value() : expected->second).toDebug());
        }
        QVERIFY(!reader.hasNext());
    }

    void cborOfValuesIsThatOfTheirRow_data()
    {
        QTest::addColumn<int>("variant");
        QTest::newRow("all set") << 0;
        QTest::newRow("nothing set") << 1;
        QTest::newRow("of other kinds than their columns") << 2;
        QTest::newRow("empty ones and null ids") << 3;
    }
    void cborOfValuesIsThatOfTheirRow()
    {
        QFETCH(int, variant);
        FieldValues values = variant == 1 ? FieldValues() : full();
        for (auto &[field, value] : values) {
            if (variant == 2)
                value = value.kind() == Value::Kind::Text ? Value(7) : Value(QStringLiteral("x"));
            else if (variant == 3 && value.kind() == Value::Kind::Text)
                value = Value(QString());
            else if (variant == 3 && value.kind() == Value::Kind::Id)
                value = Value(RecordId());
        }
        insert(values);
        const EntityColumns columns(m_entity);
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writer.startArray(columns.fields().size());
        columns.writeCbor(values, writer);
        writer.endArray();
        QCOMPARE(bytes.toHex(), storedCbor(columns).toHex());
        QVERIFY(columns.asStored(values) == stored());
    }

    void cborGoesStraightIntoColumns()
    {
        insert(full());
        const EntityColumns columns(m_entity);
        const QByteArray bytes = storedCbor(columns);
        QVERIFY(m_connection->execute(QStringLiteral("DELETE FROM deal")).ok());
        insertCbor(columns, itemsOf(bytes));
        QVERIFY(stored() == full());
    }

    void valuesOfUnknownFieldsArePassedOver()
    {
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writer.startArray(6);
        writeValue(writer, QStringLiteral("name"));
        writeValue(writer, QStringList{QStringLiteral("x"), QStringLiteral("y")});
        writeValue(writer, Money{5, QStringLiteral("CNY")});
        writeValue(writer, 0.25);
        writeValue(writer, namedRecordId(QStringLiteral("z")));
        writeValue(writer, QStringLiteral("note"));
        writer.endArray();
        const EntityColumns columns(m_entity, {test::deal::name, 5'000, 5'001, 5'002, 5'003, test::deal::note});
        insertCbor(columns, itemsOf(bytes));
        const FieldValues expected{
            {test::deal::name, QStringLiteral("name")}, {test::deal::note, QStringLiteral("note")}};
        QVERIFY(stored() == expected);
    }

    void aRestIsGivenBack()
    {
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writeValue(writer, QStringLiteral("first"));
        writeValue(writer, QStringLiteral("second"));
        const EntityColumns columns(m_entity, {test::deal::name});
        auto statement = m_connection->prepare(QStringLiteral("SELECT ?1"));
        const auto rest = columns.bindCbor(*statement, 1, bytes);
        QVERIFY(rest.ok());
        QCOMPARE(rest->toByteArray(), QByteArrayLiteral("\x66second"));
    }

    void garbageIsCorruptNotACrash()
    {
        insert(full());
        const EntityColumns columns(m_entity);
        const QByteArray good = storedCbor(columns);
        QRandomGenerator random(3);
        auto statement = m_connection->prepare(insertSql(columns));
        for (int i = 0; i < 5'000; ++i) {
            QByteArray bytes = good.mid(1, random.bounded(int(good.size())));
            for (int flips = random.bounded(4); flips > 0 && !bytes.isEmpty(); --flips)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const auto rest = columns.bindCbor(*statement, 3, bytes);
            if (!rest.ok())
                QCOMPARE(rest.error().code, ErrorCode::Corrupt);
            statement->backend().reset();
        }
        QVERIFY(!columns.bindCbor(*statement, 3, QByteArrayLiteral("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff")).ok());
    }

private:
    static FieldValues full()
    {
        return {{systemfield::owner, namedRecordId(QStringLiteral("owner"))},
            {systemfield::modifiedAt, qint64(1'795'000'000'000)}, {test::deal::name, QStringLiteral("同行 \"deal\"")},
            {test::deal::amount, Money{-125'050, QStringLiteral("CNY")}}, {test::deal::won, true},
            {test::deal::closeDate, QStringLiteral("2026-11-23")},
            {test::deal::tags, QStringList{QStringLiteral("a\"b"), QStringLiteral("重要")}},
            {test::deal::visits, qint64(-3)}, {test::deal::account, namedRecordId(QStringLiteral("account"))},
            {test::deal::note, QString()}};
    }

    QString insertSql(const EntityColumns &columns) const
    {
        return QStringLiteral("INSERT INTO deal (id, seq, %1) VALUES (%2)")
            .arg(columns.sql(), Dialect::placeholders(1, 2 + columns.count()));
    }

    void insert(const FieldValues &values)
    {
        const EntityColumns columns(m_entity);
        auto statement = m_connection->prepare(insertSql(columns));
        statement->bind(1, newRecordId()).bind(2, 1);
        QCOMPARE(columns.bind(*statement, 3, values), 3 + columns.count());
        QVERIFY(statement->run().ok());
    }

    void insertCbor(const EntityColumns &columns, QByteArrayView cbor)
    {
        auto statement = m_connection->prepare(insertSql(columns));
        statement->bind(1, newRecordId()).bind(2, 1);
        const auto rest = columns.bindCbor(*statement, 3, cbor);
        QVERIFY(rest.ok());
        QCOMPARE(rest->size(), 0);
        QVERIFY(statement->run().ok());
    }

    FieldValues stored()
    {
        const EntityColumns columns(m_entity);
        auto statement = m_connection->prepare(QStringLiteral("SELECT %1 FROM deal").arg(columns.sql()));
        return statement->step().valueOr(false) ? columns.read(*statement, 0) : FieldValues{};
    }

    QByteArray storedCbor(const EntityColumns &columns)
    {
        auto statement = m_connection->prepare(QStringLiteral("SELECT %1 FROM deal").arg(columns.sql()));
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writer.startArray(columns.fields().size());
        if (statement->step().valueOr(false))
            columns.writeCbor(*statement, 0, writer);
        writer.endArray();
        return bytes;
    }

    /// Without the array's head: one byte up to 23 items.
    static QByteArrayView itemsOf(const QByteArray &array) { return QByteArrayView(array).sliced(1); }

    const EntityDef m_entity = test::dealEntity();
    std::unique_ptr<Connection> m_connection;
};

QTEST_APPLESS_MAIN(TestEntityColumns)
#include "tst_entitycolumns.moc"
