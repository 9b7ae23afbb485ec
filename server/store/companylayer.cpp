// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/companylayer.h"

#include "shared/database/dialects/dialect.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server {

namespace {

Result<QString> columnOf(const EntityDef &entity, const QString &name)
{
    const FieldDef *field = entity.field(name);
    if (!field || !field->isStored())
        return Error::internal(QStringLiteral("no company layer in %1: it has no %2").arg(entity.name, name));
    return Dialect::quoted(field->column);
}

/// number, name, definition, and of a field its entity.
Result<QString> selectSql(const EntityDef &entity, CompanyDefinition::Kind kind)
{
    QStringList columns;
    for (const QString &name : {QStringLiteral("number"), QStringLiteral("name"), QStringLiteral("definition")}) {
        TANDEM_ASSIGN(const QString column, columnOf(entity, name));
        columns.append(column);
    }
    if (kind == CompanyDefinition::Kind::Field) {
        TANDEM_ASSIGN(const QString column, columnOf(entity, QStringLiteral("entity")));
        columns.append(column);
    }
    const FieldDef *deletedAt = entity.field(systemfield::deletedAt);
    const QString where =
        deletedAt ? QStringLiteral(" WHERE %1 IS NULL").arg(Dialect::quoted(deletedAt->column)) : QString();
    return QStringLiteral("SELECT %1 FROM %2%3 ORDER BY %4, \"id\"")
        .arg(columns.join(QLatin1String(", ")), Dialect::quoted(entity.table), where, columns.constFirst());
}

Result<std::vector<CompanyDefinition>> readDefinitions(
    Connection &connection, const EntityDef &entity, CompanyDefinition::Kind kind)
{
    TANDEM_ASSIGN(const QString sql, selectSql(entity, kind));
    TANDEM_ASSIGN(auto statement, connection.prepare(sql));
    std::vector<CompanyDefinition> definitions;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return definitions;
        // The record's own fields decide: the server gives the number there, and a name is unique there.
        QJsonObject json = QJsonDocument::fromJson(statement.text(2).toUtf8()).object();
        if (!statement.isNull(0))
            json.insert(QLatin1String("number"), statement.integer(0));
        if (!statement.isNull(1))
            json.insert(QLatin1String("name"), statement.text(1));
        const bool isField = kind == CompanyDefinition::Kind::Field;
        definitions.push_back({kind, isField ? statement.text(3) : statement.text(1), json});
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
