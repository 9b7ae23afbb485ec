// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/companylayer.h"

#include "shared/database/dialects/dialect.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server {

namespace {

/// Columns of the fields that matter here, by the names in the shipped definitions.
Result<std::vector<CompanyDefinition>> readDefinitions(
    Connection &connection, const EntityDef &entity, CompanyDefinition::Kind kind)
{
    const FieldDef *entityName = entity.field(QStringLiteral("entity"));
    const FieldDef *definition = entity.field(QStringLiteral("definition"));
    const FieldDef *deletedAt = entity.field(systemfield::deletedAt);
    if (!definition || !deletedAt || (kind == CompanyDefinition::Kind::Field && !entityName))
        return Error::internal(QStringLiteral("no company layer in ") + entity.name);
    TANDEM_ASSIGN(auto statement,
        connection.prepare(QStringLiteral("SELECT %1, %2 FROM %3 WHERE %4 IS NULL ORDER BY \"id\"")
                               .arg(Dialect::quoted(definition->column),
                                   entityName ? Dialect::quoted(entityName->column) : QStringLiteral("''"),
                                   Dialect::quoted(entity.table), Dialect::quoted(deletedAt->column))));
    std::vector<CompanyDefinition> definitions;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return definitions;
        const QJsonObject json = QJsonDocument::fromJson(statement.text(0).toUtf8()).object();
        const QString name =
            kind == CompanyDefinition::Kind::Entity ? json.value(QLatin1String("name")).toString() : statement.text(1);
        definitions.push_back({kind, name, json});
    }
}

}

Result<std::vector<CompanyDefinition>> readCompanyLayer(Connection &connection, const RegistryPointer &shipped)
{
    std::vector<CompanyDefinition> all;
    if (const EntityDef *entities = shipped->entity(QStringLiteral("customEntity"))) {
        TANDEM_ASSIGN(all, readDefinitions(connection, *entities, CompanyDefinition::Kind::Entity));
    }
    if (const EntityDef *fields = shipped->entity(QStringLiteral("customField"))) {
        TANDEM_ASSIGN(auto more, readDefinitions(connection, *fields, CompanyDefinition::Kind::Field));
        std::move(more.begin(), more.end(), std::back_inserter(all));
    }
    return all;
}

}
