// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/postgresql/postgreslink.h"
#include "shared/database/statement.h"

#include <optional>

namespace tandem {

/// Numbers and bytes go to the server in binary form, each with its type. The first time a statement is sent together
/// with its values in one message; only what comes again is prepared.
class PostgresStatement final : public StatementBackend
{
public:
    PostgresStatement(std::shared_ptr<PostgresLink> link, QByteArray sql, int parameterCount);
    ~PostgresStatement() override;
    PostgresStatement(const PostgresStatement &) = delete;
    PostgresStatement &operator=(const PostgresStatement &) = delete;

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
    bool takes(int position) const;
    void bindCopy(int position, postgrestype::Oid type, QByteArray value);
    void bindView(int position, postgrestype::Oid type, QByteArrayView value);
    Result<PostgresResult> send();
    bool isPrepared() const;
    void forget();
    bool hasRow() const { return m_result && m_row >= 0; }

    std::shared_ptr<PostgresLink> m_link;
    const QByteArray m_sql;
    PostgresParameters m_parameters;
    std::vector<QByteArray> m_kept; ///< by position: values that were copied
    QByteArray m_name; ///< on the server; empty: not prepared
    std::vector<postgrestype::Oid> m_preparedTypes;
    int m_life = 0; ///< of the link, in which it was prepared
    bool m_cameBefore = false;
    std::optional<PostgresResult> m_result;
    int m_row = -1;
    mutable QByteArray m_room;
};

}
