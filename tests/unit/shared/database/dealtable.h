// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/querybuilder.h"
#include "shared/database/schemabuilder.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testregistry.h"

#include <QRandomGenerator>
#include <QTest>

namespace tandem {

/// Some hundred deals of a fixed seed in a real database, and the queries on them.
class DealTable : public QObject
{
protected:
    static constexpr int rows = 300;

    /// In initTestCase() of the test.
    void setUp()
    {
        m_connection = test::testdatabase::empty();
        QVERIFY(SchemaBuilder(m_connection->dialect(), SchemaBuilder::Uniqueness::Enforced)
                    .apply(*m_connection, *m_registry)
                    .ok());
        test::testdatabase::createAudience(*m_connection);
        QRandomGenerator random(5);
        for (int i = 1; i <= rows; ++i)
            insertRow(i, random);
    }

    static RecordId idOf(int number)
    {
        return recordIdFromBytes(
            QByteArray(12, '\0') + QByteArray::fromHex(QByteArray::number(number, 16).rightJustified(8, '0')));
    }

    static RecordQuery all()
    {
        RecordQuery query;
        query.entity = QStringLiteral("deal");
        return query;
    }

    static std::vector<SortKey> keys(const QString &text)
    {
        std::vector<SortKey> result;
        for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            const bool descending = part.startsWith(QLatin1Char('-'));
            result.push_back({part.mid(descending ? 1 : 0), descending});
        }
        return result;
    }

    /// Few different values and many nulls, so that ties and the place of null are tested everywhere. One name differs
    /// from another only by a joiner of words, which has no place of its own.
    void insertRow(int number, QRandomGenerator &random)
    {
        static const char *const stages[] = {"open", "won", "lost"};
        static const char *const names[] = {
            "alpha", "beta 10", "Beta 2", "gamma", "gam\u2060ma", "华东", "张三", "zeta"};
        FieldValues values{{systemfield::createdAt, qint64(random.bounded(50))},
            {systemfield::modifiedAt, qint64(random.bounded(50))}};
        const auto maybe = [&](FieldNumber field, Value value) {
            if (random.bounded(4) != 0)
                values[field] = std::move(value);
        };
        maybe(test::deal::name, QString::fromUtf8(names[random.bounded(8)]));
        maybe(test::deal::stage, QString::fromLatin1(stages[random.bounded(3)]));
        maybe(test::deal::amount, Money{random.bounded(5) * 100, QStringLiteral("CNY")});
        maybe(test::deal::won, random.bounded(2) == 1);
        maybe(test::deal::visits, random.bounded(6));
        maybe(test::deal::closeDate, QStringLiteral("2026-11-%1").arg(random.bounded(5) + 10));
        // Some deals have no name, and behind the last there is none.
        maybe(test::deal::account, idOf(random.bounded(rows + 30) + 1));
        if (random.bounded(10) == 0)
            values[systemfield::deletedAt] = qint64(1);
        const EntityColumns columns(*m_registry->entity(test::deal::number));
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO deal (id, seq, %1) VALUES (%2)")
                                                   .arg(columns.sql(), Dialect::placeholders(1, 2 + columns.count())));
        statement->bind(1, idOf(number)).bind(2, number);
        columns.bind(*statement, 3, values);
        QVERIFY(statement->run().ok());
    }

    std::vector<RecordId> run(const RecordQuery &query)
    {
        std::vector<RecordId> ids;
        const auto sql = QueryBuilder(m_connection->dialect(), m_registry).ids(query);
        if (!sql.ok()) {
            qWarning() << sql.error().toLog();
            return ids;
        }
        auto statement = sql->prepare(*m_connection);
        if (!statement.ok())
            qWarning() << statement.error().toLog();
        while (statement.ok() && statement->step().valueOr(false))
            ids.push_back(statement->id(0));
        return ids;
    }

    PagePosition positionOf(const RecordId &id, const std::vector<SortKey> &sort)
    {
        const EntityColumns columns(*m_registry->entity(test::deal::number));
        auto statement = m_connection->prepare(QStringLiteral("SELECT %1 FROM deal WHERE id = ?1").arg(columns.sql()));
        PagePosition position{{}, id};
        if (!statement->bind(1, id).step().valueOr(false))
            return position;
        FieldValues values = columns.read(*statement, 0);
        for (const SortKey &key : sort)
            position.values.push_back(values[m_registry->entity(test::deal::number)->field(key.field)->number]);
        return position;
    }

    const RegistryPointer m_registry = test::registry();
    std::unique_ptr<Connection> m_connection;
};

}
