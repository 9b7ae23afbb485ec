// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/countingrelay.h"
#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/must.h"
#include "bench/support/salescompany.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/transaction.h"
#include "tests/support/laptop.h"

#include <variant>

using namespace tandem;
using namespace tandem::bench;
namespace account = tandem::entities::account;

namespace {

constexpr int rows = 100'000;
constexpr int rowsPerTransaction = 1'000;
constexpr int runs = 3;

/// From an empty folder to everything here, signing in included.
double sync(test::Laptop &laptop, const QString &login)
{
    QElapsedTimer timer;
    timer.start();
    laptop.engine->setNetwork(client::SyncControl::Network::Online);
    laptop.engine->start();
    laptop.engine->signIn(login, SalesCompany::password, must);
    runUntil([&] { return laptop.isSynced(); }, "the first sync");
    const double took = millisecondsOf(timer);
    if (laptop.rows(account::number) != rows)
        qFatal("%lld rows came", laptop.rows(account::number));
    return took;
}

/// Of all that goes over the network for it, in both directions, TLS and signing in included.
double bytesOfEachRow(quint16 port, const QString &login)
{
    CountingRelay relay(port);
    test::Laptop laptop({QStringLiteral("127.0.0.1"), relay.port()}, login);
    sync(laptop, login);
    return double(relay.bytes()) / rows;
}

/// The table of accounts as a replica holds it: definition, indexes and every value.
class Copy
{
public:
    explicit Copy(const QString &replica)
    {
        const auto connection =
            taken(Connection::open({replica, DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal}));
        auto schema = taken(connection->prepare(QStringLiteral(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'account' AND sql IS NOT NULL ORDER BY type DESC")));
        while (taken(schema.step()))
            m_schema.append(schema.text(0));
        auto table = taken(connection->prepare(QStringLiteral("PRAGMA table_info(account)")));
        while (taken(table.step())) {
            m_columns.append(table.text(1));
            m_types.append(table.text(2));
        }
        auto select = taken(connection->prepare(
            QStringLiteral("SELECT %1 FROM account ORDER BY id").arg(Dialect::quotedList(m_columns))));
        while (taken(select.step())) {
            for (int column = 0; column < m_columns.size(); ++column)
                m_cells.push_back(cell(select.backend(), column));
        }
    }

    /// Of the values as they are, without the form of any file or message.
    qint64 bytes() const
    {
        qint64 bytes = 0;
        for (const Cell &cell : m_cells) {
            if (const auto *text = std::get_if<QByteArray>(&cell))
                bytes += text->size();
            else if (const auto *binary = std::get_if<Bytes>(&cell))
                bytes += binary->value.size();
            else if (std::holds_alternative<qint64>(cell))
                bytes += qint64(sizeof(qint64));
        }
        return bytes;
    }

    double insertInto(const QString &path) const
    {
        const auto connection =
            taken(Connection::open({path, DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Normal}));
        for (const QString &sql : m_schema)
            must(connection->execute(sql));
        const int columns = int(m_columns.size());
        const QString sql = QStringLiteral("INSERT INTO account (%1) VALUES (%2)")
                                .arg(Dialect::quotedList(m_columns), Dialect::placeholders(1, columns));
        QElapsedTimer timer;
        timer.start();
        for (size_t at = 0; at < m_cells.size();) {
            Transaction transaction = taken(Transaction::begin(*connection));
            for (int i = 0; i < rowsPerTransaction && at < m_cells.size(); ++i) {
                Statement insert = taken(connection->prepare(sql));
                for (int column = 0; column < columns; ++column, ++at)
                    bind(insert.backend(), column + 1, m_cells[at]);
                must(insert.run());
            }
            must(transaction.commit());
        }
        const double took = millisecondsOf(timer);
        Statement count = taken(connection->prepare(QStringLiteral("SELECT count(*) FROM account")));
        if (!taken(count.step()) || count.integer(0) != rows)
            qFatal("the baseline wrote %lld rows", count.integer(0));
        return took;
    }

private:
    struct Bytes
    {
        QByteArray value;
    };
    using Cell = std::variant<std::monostate, qint64, QByteArray, Bytes>;

    Cell cell(StatementBackend &row, int column) const
    {
        if (row.isNull(column))
            return {};
        if (row.isInteger(column))
            return row.integer(column);
        if (m_types[column] == QLatin1String("BLOB"))
            return Bytes{row.bytes(column).toByteArray()};
        return row.utf8(column).toByteArray();
    }

    static void bind(StatementBackend &statement, int position, const Cell &cell)
    {
        if (const auto *integer = std::get_if<qint64>(&cell))
            statement.bindInteger(position, *integer);
        else if (const auto *text = std::get_if<QByteArray>(&cell))
            statement.bindUtf8(position, *text);
        else if (const auto *bytes = std::get_if<Bytes>(&cell))
            statement.bindBytes(position, bytes->value);
        else
            statement.bindNull(position);
    }

    QStringList m_schema;
    QStringList m_columns;
    QStringList m_types;
    std::vector<Cell> m_cells;
};

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    SalesCompany company(1, rows);
    const auto &daemon = company.serve();
    std::optional<Copy> copy;
    double through = 1e9;
    double raw = 1e9;
    for (int i = 0; i < runs; ++i) {
        test::Laptop laptop({QStringLiteral("127.0.0.1"), daemon.port()}, company.reps.front().login);
        through = std::min(through, sync(laptop, company.reps.front().login));
        const QString path = laptop.replica->readerPath();
        laptop.engine.reset();
        if (!copy)
            copy.emplace(path);
        QTemporaryDir folder;
        raw = std::min(raw, copy->insertInto(folder.filePath(QStringLiteral("baseline.db"))));
    }
    const double onTheWire = bytesOfEachRow(daemon.port(), company.reps.front().login);
    const double plain = double(copy->bytes()) / rows;
    Figure{QStringLiteral("First sync of %1 rows of 12 fields, TLS").arg(rows), perSecond(rows / (through / 1000)),
        perSecond(rows / (raw / 1000)), number(raw / through, 2), QStringLiteral("≥ 0.4"), raw / through >= 0.4}
        .print();
    Figure{QStringLiteral("Each of these rows on the wire"), number(onTheWire, 1) + QStringLiteral(" bytes"),
        number(plain, 1) + QStringLiteral(" bytes"), number(onTheWire / plain, 2), QStringLiteral("≤ 40 bytes"),
        onTheWire <= 40}
        .print();
    return 0;
}
