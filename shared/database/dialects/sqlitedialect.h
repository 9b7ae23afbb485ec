// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/dialects/dialect.h"

namespace tandem {

class SqliteDialect final : public Dialect
{
public:
    static const SqliteDialect &instance();

    QLatin1String name() const override;
    QLatin1String columnType(ColumnDef::Storage storage) const override;
    QLatin1String blobType() const override;
    QStringList collations() const override;
    QLatin1String countingKey() const override;
    QLatin1String tableSuffix(bool clustered) const override;
    QLatin1String nullsOrder(bool descending) const override;
    QString translated(const QString &sql) const override;
    QString isOneOf(const QString &expression, const QString &placeholder) const override;
    QString isOneOfIds(const QString &column, const QString &placeholder) const override;
    QStringList beginWrite() const override;
    QStringList beginRead() const override;
    QString prepareSchema() const override;
    QString tables() const override;
    QString columnsOfTable() const override;
    QString indexesOfTable() const override;
    Cursor cursor(const QString &name, const QString &select) const override;
    QString announce() const override;
    QString timeline() const override;
    QString tryLock() const override;
    QString unlock() const override;
    QStringList createFullText(const QString &table, const QStringList &columns) const override;
    QString fullTextCondition(const QString &table, const QString &placeholder) const override;
};

}
