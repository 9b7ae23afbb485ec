// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <memory>

struct pg_result;

namespace tandem {

/// The whole answer to a statement, its values in PostgreSQL's binary form.
class PostgresResult
{
public:
    explicit PostgresResult(pg_result *result); ///< owns it

    int rowCount() const;
    int columnCount() const;
    qint64 changedRows() const;
    QByteArrayView commandTag() const; ///< "UPDATE 3", "COMMIT"

    bool isNull(int row, int column) const;
    bool isInteger(int row, int column) const; ///< a whole number, of whatever type
    qint64 integer(int row, int column) const;
    double real(int row, int column) const;
    /// Text and bytes as they came, numbers written out into `room`. Empty if null.
    QByteArrayView utf8(int row, int column, QByteArray &room) const;
    QByteArrayView bytes(int row, int column) const; ///< as they came

private:
    struct Clear
    {
        void operator()(pg_result *result) const;
    };
    std::unique_ptr<pg_result, Clear> m_result;
};

}
