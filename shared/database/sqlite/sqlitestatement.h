// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/statement.h"

struct sqlite3_stmt;

namespace tandem {

class SqliteStatement final : public StatementBackend
{
public:
    explicit SqliteStatement(sqlite3_stmt *statement);
    ~SqliteStatement() override;
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;

    void bindNull(int position) override;
    void bindInteger(int position, qint64 value) override;
    void bindReal(int position, double value) override;
    void bindText(int position, QStringView text) override;
    void bindUtf8(int position, QByteArrayView utf8) override;
    void bindBytes(int position, QByteArrayView bytes) override;
    Result<bool> step() override;
    void reset() override;
    int columnCount() const override;
    bool isNull(int column) const override;
    bool isInteger(int column) const override;
    qint64 integer(int column) const override;
    double real(int column) const override;
    QString text(int column) const override;
    QByteArrayView utf8(int column) const override;
    QByteArrayView bytes(int column) const override;

private:
    sqlite3_stmt *m_statement;
    bool m_isReset = true; ///< and has no parameters bound
    std::vector<QByteArray> m_texts; ///< by position: bound without another copy
};

}
