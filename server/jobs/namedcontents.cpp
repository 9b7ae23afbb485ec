// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/namedcontents.h"

#include "server/store/recordstore.h"
#include "shared/database/dialects/dialect.h"
#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"

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

Result<bool> isNamedContent(DatabaseWriter &writer, const Store &store, const QString &hash)
{
    namespace file = entities::file;
    const RegistryPointer registry = store.registry();
    RecordQuery query;
    query.entity = file::entityName();
    query.filter = buildFilter({{registry->entity(file::number)->field(file::field::sha256)->name,
        FilterCondition::Operator::Equal, {Value(hash)}, ExpressionType::Text}});
    query.fields = {file::field::sha256};
    query.deleted = RecordQuery::Deleted::With;
    query.limit = 1;
    bool isNamed = false;
    TANDEM_TRY(writeAndWait(writer, [&](Connection &connection) -> Result<void> {
        TANDEM_ASSIGN(const auto records, RecordStore(connection, registry).query(query));
        isNamed = !records.empty();
        return {};
    }));
    return isNamed;
}

}
