// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/namedcontents.h"

#include "shared/database/dialects/dialect.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

Result<QSet<QString>> namedContents(Connection &connection, const Registry &registry)
{
    const EntityDef *file = registry.entity(entities::file::number);
    const QString column = Dialect::quoted(file->field(entities::file::field::sha256)->column);
    TANDEM_ASSIGN(Statement statement,
        connection.prepare(QStringLiteral("SELECT DISTINCT %1 FROM %2 WHERE %1 IS NOT NULL")
                               .arg(column, Dialect::quoted(file->table))));
    QSet<QString> hashes;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return hashes;
        hashes.insert(statement.text(0));
    }
}

}
