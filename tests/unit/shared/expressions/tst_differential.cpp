// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "expressiongenerator.h"

#include "shared/database/connection.h"
#include "shared/database/schemabuilder.h"
#include "shared/database/valuecolumns.h"
#include "shared/expressions/evaluate.h"
#include "shared/expressions/sqlprinter.h"
#include "tests/support/testdatabase.h"

#include <QTest>

#include <set>

using namespace tandem;
using namespace tandem::test;

/// Every expression means the same in memory and in SQL: random ones over random rows, in a real database.
class TestDifferential : public QObject
{
    Q_OBJECT

private:
    struct Row
    {
        RecordId id;
        FieldValues values;
    };

    void insert(const EntityDef &entity, const Row &row)
    {
        QStringList columns{QStringLiteral("\"id\"")};
        QStringList places{QStringLiteral("?1")};
        int next = 2;
        for (const auto &[number, value] : row.values) {
            for (const ColumnDef &column : fieldTypeInfo(entity.field(number)->type).columns(*entity.field(number))) {
                columns.append(u'"' + column.name + u'"');
                places.append(u'?' + QString::number(next++));
            }
        }
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO \"%1\" (%2) VALUES (%3)")
                                                   .arg(entity.table, columns.join(u','), places.join(u',')));
        QVERIFY2(statement.ok(), qPrintable(statement.ok() ? QString() : statement.error().toLog()));
        statement->bind(1, row.id);
        int position = 2;
        for (const auto &[number, value] : row.values)
            position = bindValue(*statement, position, *entity.field(number), value);
        const auto done = statement->run();
        QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().toLog()));
    }

    EvaluationContext contextOf(const Row &row) const
    {
        EvaluationContext context;
        context.values = &row.values;
        context.record = row.id;
        context.surroundings = m_here;
        context.resolveLink = [this](const EntityDef &, const RecordId &id) -> std::optional<FieldValues> {
            const auto found = m_linked.find(id);
            return found == m_linked.end() ? std::nullopt : std::optional(found->second);
        };
        return context;
    }

    /// Values of roll-ups, which the evaluator is given and SQL computes.
    void addRollUps(FieldValues &account, const RecordId &id) const
    {
        qint64 count = 0;
        std::optional<Money> sum;
        bool mixed = false;
        for (const Row &deal : m_deals) {
            const auto value = [&](FieldNumber field) {
                const auto found = deal.values.find(field);
                return found == deal.values.end() ? Value() : found->second;
            };
            if (value(sample::account).toId() != id)
                continue;
            count += value(sample::stage) != Value(QStringLiteral("lost")) ? 1 : 0;
            if (value(sample::amount).isNull())
                continue;
            const Money amount = value(sample::amount).toMoney();
            mixed = mixed || (sum && sum->currency != amount.currency);
            sum = Money{(sum ? sum->minor : 0) + amount.minor, amount.currency};
        }
        account[sample::deals] = count;
        if (sum && !mixed)
            account[sample::dealSum] = *sum;
    }

    /// What a SELECT of the fragment gives for each record.
    std::map<RecordId, Value> select(const SqlFragment &fragment, ExpressionType type)
    {
        std::map<RecordId, Value> result;
        const QString sql = QStringLiteral("SELECT \"deal\".\"id\", %1 FROM \"deal\"").arg(fragment.sql);
        auto statement = m_connection->prepare(sql);
        if (!statement) {
            qWarning().noquote() << sql << statement.error().toLog();
            return result;
        }
        for (size_t i = 0; i < fragment.values.size(); ++i)
            statement->bind(int(i) + 1, fragment.values[i]);
        for (auto more = statement->step(); more.ok() && *more; more = statement->step())
            result[statement->id(0)] = read(*statement, type);
        return result;
    }

    static Value read(Statement &statement, ExpressionType type)
    {
        if (statement.isNull(1))
            return {};
        switch (type) {
        case ExpressionType::Boolean:
            return statement.integer(1) != 0;
        case ExpressionType::Number:
        case ExpressionType::DateTime:
        case ExpressionType::Money:
            return statement.backend().isInteger(1) ? Value(statement.integer(1)) : Value(statement.real(1));
        case ExpressionType::Id:
            return statement.id(1);
        case ExpressionType::Set:
            return setFromJson(statement.backend().bytes(1));
        default:
            return statement.text(1);
        }
    }

    static SqlFlavour flavour()
    {
        return test::testdatabase::isPostgresql() ? SqlFlavour::Postgresql : SqlFlavour::Sqlite;
    }

    static bool agree(const Value &memory, const Value &database, ExpressionType type)
    {
        if (type == ExpressionType::Money && memory.kind() == Value::Kind::Money)
            return Value(memory.toMoney().minor) == database;
        // Each expression has one type in PostgreSQL: whole numbers beside a fraction in an if() become real ones.
        if (memory.kind() == Value::Kind::Integer && database.kind() == Value::Kind::Real)
            return test::testdatabase::isPostgresql() && memory.toReal() == database.toReal();
        return memory == database;
    }

    void compareOnAllDeals(const QString &text, const CheckedExpression &checked)
    {
        const auto value = SqlPrinter(m_here, {QStringLiteral("deal"), 1, flavour()}).printValue(checked);
        QVERIFY2(value.ok(), qPrintable(text));
        const auto found = select(*value, checked.type());
        QVERIFY2(found.size() == m_deals.size(), qPrintable(text));
        for (const Row &row : m_deals) {
            const Value expected = evaluate(checked, contextOf(row));
            const Value actual = found.at(row.id);
            QVERIFY2(agree(expected, actual, checked.type()),
                qPrintable(QStringLiteral("%1\nmemory %2, database %3\n%4")
                               .arg(text, expected.toDebug(), actual.toDebug(), value->sql)));
        }
    }

    std::unique_ptr<Connection> m_connection;
    RegistryPointer m_registry = sample::registry();
    Surroundings m_here;
    std::map<RecordId, FieldValues> m_linked;
    std::vector<Row> m_deals;

private slots:
    void initTestCase()
    {
        m_connection = test::testdatabase::empty();
        for (const QString &sql :
            SchemaBuilder(m_connection->dialect(), SchemaBuilder::Uniqueness::NotEnforced).create(*m_registry)) {
            QVERIFY(m_connection->execute(sql).ok());
        }
        ExpressionGenerator generator(1);
        std::vector<RecordId> accounts;
        std::vector<RecordId> users;
        for (int i = 0; i < 4; ++i) {
            accounts.push_back(namedRecordId(QStringLiteral("account %1").arg(i)));
            users.push_back(namedRecordId(QStringLiteral("user %1").arg(i)));
        }
        m_here = {1'763'900'000'000, 8 * 3600, users[0], users[1]};
        for (int i = 0; i < 40; ++i)
            m_deals.push_back({namedRecordId(QStringLiteral("deal %1").arg(i)), generator.deal(accounts, users)});
        for (const Row &deal : m_deals)
            insert(*m_registry->entity(QStringLiteral("deal")), deal);
        // The last account and user are not there: links into nothing.
        for (size_t i = 0; i + 1 < accounts.size(); ++i) {
            FieldValues account = generator.account();
            insert(*m_registry->entity(QStringLiteral("account")), {accounts[i], account});
            addRollUps(account, accounts[i]);
            m_linked[accounts[i]] = account;
            const FieldValues user{{sample::name, generator.pick({"Anna", "Bo"})}, {sample::manager, users[0]}};
            insert(*m_registry->entity(QStringLiteral("user")), {users[i], user});
            m_linked[users[i]] = user;
        }
    }

    void memoryAndDatabaseAgree()
    {
        const EntityDef &deal = *m_registry->entity(QStringLiteral("deal"));
        int compared = 0;
        for (quint32 seed = 1; seed <= 1500; ++seed) {
            ExpressionGenerator generator(seed);
            const int depth = int(seed % 4);
            const QString text = seed % 2 ? generator.condition(depth) : generator.anything(depth);
            const auto checked = compileExpression(text, *m_registry, deal);
            if (!checked) {
                // Sums of amounts and plain numbers come up too; they are refused for their types, not by accident.
                const QString reason = checked.error().reason;
                QVERIFY2(reason == QLatin1String("typeClash") || reason == QLatin1String("unknownOption"),
                    qPrintable(text + checked.error().toLog()));
                continue;
            }
            compareOnAllDeals(QStringLiteral("seed %1: %2").arg(seed).arg(text), *checked);
            if (QTest::currentTestFailed())
                return;
            compared += int(m_deals.size());
        }
        QVERIFY2(compared > 30'000, qPrintable(QString::number(compared)));
    }

    /// Where a database would stop the whole statement, or make another number of it than the next one.
    void whatIsOutOfRangeIsNothing_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"amount * 9007199254740993", "amount * -9007199254740993 * 9007199254740993",
                 "amount / 0.0000000000000001", "addDays(closeDate, quantity * 400000)",
                 "addDays(closeDate, quantity * 9007199254740993)",
                 "addDays(closeDate, quantity * 9007199254740993 * 9007199254740993)",
                 "addDays(startedAt, quantity * 9007199254740993 * 9007199254740993)",
                 "round(count + 9007199254740993, 2)"}) {
            QTest::addRow("%s", text) << QString::fromLatin1(text);
        }
    }

    void whatIsOutOfRangeIsNothing()
    {
        QFETCH(QString, text);
        const auto checked = compileExpression(text, *m_registry, *m_registry->entity(QStringLiteral("deal")));
        QVERIFY2(checked.ok(), qPrintable(text));
        compareOnAllDeals(text, *checked);
    }

    void filtersSelectWhatHolds()
    {
        const EntityDef &deal = *m_registry->entity(QStringLiteral("deal"));
        int selective = 0;
        for (quint32 seed = 5000; seed < 6000; ++seed) {
            ExpressionGenerator generator(seed);
            const QString text = generator.condition(1 + int(seed % 3));
            const auto condition = compileCondition(text, *m_registry, deal);
            if (!condition)
                continue;
            const auto filter = SqlPrinter(m_here, {QStringLiteral("d"), 1, flavour()}).printFilter(*condition);
            QVERIFY2(filter.ok(), qPrintable(text));
            auto statement =
                m_connection->prepare(QStringLiteral("SELECT d.\"id\" FROM \"deal\" AS d WHERE %1").arg(filter->sql));
            QVERIFY2(statement.ok(), qPrintable(filter->sql));
            for (size_t i = 0; i < filter->values.size(); ++i)
                statement->bind(int(i) + 1, filter->values[i]);
            std::set<RecordId> found;
            for (auto more = statement->step(); more.ok() && *more; more = statement->step())
                found.insert(statement->id(0));
            for (const Row &row : m_deals) {
                QVERIFY2(holds(*condition, contextOf(row)) == (found.count(row.id) == 1),
                    qPrintable(QStringLiteral("seed %1: %2\n%3").arg(seed).arg(text, filter->sql)));
            }
            selective += !found.empty() && found.size() < m_deals.size() ? 1 : 0;
        }
        QVERIFY2(selective > 200, qPrintable(QString::number(selective)));
    }

    void canonicalTextMeansTheSame()
    {
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            ExpressionGenerator generator(seed);
            const QString text = generator.condition(int(seed % 5));
            const auto parsed = parseExpression(text);
            QVERIFY(parsed.ok());
            const auto again = parseExpression(parsed->toText());
            QVERIFY2(again.ok(), qPrintable(parsed->toText()));
            QVERIFY2(*again == *parsed, qPrintable(text + u'\n' + parsed->toText()));
            QCOMPARE(again->toText(), parsed->toText());
        }
    }
};

QTEST_APPLESS_MAIN(TestDifferential)
#include "tst_differential.moc"
