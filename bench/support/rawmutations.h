// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/eventloop.h"
#include "bench/support/must.h"
#include "bench/support/salescompany.h"
#include "shared/database/transaction.h"
#include "tests/support/testdatabase.h"

namespace tandem::bench {

/// The rows that the daemon would write, into a copy of its database: the account, its entry in the change log and the
/// answer that makes a repetition harmless, each three in a savepoint, `batch` of them and the counter per durable
/// commit. The same statements on SQLite and on PostgreSQL.
class RawMutations
{
public:
    explicit RawMutations(const SalesCompany &company)
        : m_accounts(company.accounts)
        , m_user(company.reps.front().user)
        , m_connection(
              test::testdatabase::isPostgresql() ? copyOfSchema(company.folder()) : copyOfFile(company.databasePath()))
    {
        auto newest = taken(m_connection->prepare(QStringLiteral("SELECT max(seq) FROM change_log")));
        taken(newest.step());
        m_seq = newest.integer(0);
    }

    /// Mutations per second.
    double run(int total, int batch)
    {
        QElapsedTimer timer;
        timer.start();
        for (int done = 0; done < total;) {
            Transaction transaction = taken(Transaction::begin(*m_connection));
            for (int i = 0; i < batch && done < total; ++i, ++done)
                writeOne();
            auto counter = taken(m_connection->prepare(QStringLiteral("UPDATE change_counter SET last = ?1")));
            must(counter.bind(1, m_seq).run());
            must(transaction.commit());
        }
        return total / (millisecondsOf(timer) / 1000);
    }

private:
    /// By SQL, since what was committed last stands beside the file still.
    static std::unique_ptr<Connection> copyOfFile(const QString &database)
    {
        const QString copy = database + QStringLiteral(".baseline");
        const auto original = taken(Connection::open({database}));
        must(original->execute(QStringLiteral("VACUUM INTO '%1'").arg(copy)));
        return taken(Connection::open({copy}));
    }

    static std::unique_ptr<Connection> copyOfSchema(const QString &folder)
    {
        const auto original = test::testdatabase::connect({test::testdatabase::urlOfFolder(folder)});
        auto name = taken(original->prepare(QStringLiteral("SELECT current_schema()::text")));
        taken(name.step());
        const QString schema = Dialect::quoted(name.text(0));
        auto copy =
            test::testdatabase::connect({test::testdatabase::urlOfFolder(folder + QStringLiteral("/baseline"))});
        for (const char *table : {"account", "change_log", "change_counter", "device_answer"}) {
            const QString quoted = Dialect::quoted(QString::fromLatin1(table));
            must(copy->execute(QStringLiteral("CREATE TABLE %1 (LIKE %2.%1 INCLUDING ALL)").arg(quoted, schema)));
            must(copy->execute(QStringLiteral("INSERT INTO %1 SELECT * FROM %2.%1").arg(quoted, schema)));
        }
        return copy;
    }

    void writeOne()
    {
        Transaction savepoint = taken(Transaction::begin(*m_connection));
        const RecordId &id = m_accounts[size_t(++m_seq) % m_accounts.size()];
        auto update = taken(m_connection->prepare(QStringLiteral(
            "UPDATE account SET seq = ?2, preferences = ?3, modified_at = ?4, modified_by = ?5 WHERE id = ?1")));
        must(update.bind(1, id).bind(2, m_seq).bind(3, QString::number(m_seq)).bind(4, m_seq).bind(5, m_user).run());
        auto insert = taken(m_connection->prepare(
            QStringLiteral("INSERT INTO change_log (seq, entity, record, kind, device, number, \"user\", at, changes) "
                           "VALUES (?1, ?2, ?3, 2, ?4, ?1, ?4, ?1, ?5)")));
        must(insert.bind(1, m_seq)
                 .bind(2, entities::account::number)
                 .bind(3, id)
                 .bind(4, m_user)
                 .bind(5, QByteArray(60, 'x'))
                 .run());
        auto answer = taken(m_connection->prepare(QStringLiteral(
            "INSERT INTO device_answer (device, number, hash, outcome, seq, at) VALUES (?1, ?2, ?3, 0, ?2, ?2)")));
        must(answer.bind(1, m_user).bind(2, m_seq).bind(3, QByteArray(32, 'h')).run());
        must(savepoint.commit());
    }

    std::vector<RecordId> m_accounts;
    RecordId m_user;
    std::unique_ptr<Connection> m_connection;
    qint64 m_seq = 0;
};

}
