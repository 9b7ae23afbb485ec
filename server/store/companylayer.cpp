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

/// number, name, definition, of a field its entity, and whether it lies in the recycle bin.
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
    columns.append(
        deletedAt ? Dialect::quoted(deletedAt->column) + QLatin1String(" IS NOT NULL") : QStringLiteral("0"));
    return QStringLiteral("SELECT %1 FROM %2 ORDER BY %3, \"id\"")
        .arg(columns.join(QLatin1String(", ")), Dialect::quoted(entity.table), columns.constFirst());
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
        if (statement.integer(isField ? 4 : 3) != 0)
            json.insert(QLatin1String("deleted"), true);
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

Registry companyLayerTables(const Registry &shipped)
{
    std::vector<EntityDef> entities;
    for (const char *name : {"customEntity", "customField"}) {
        if (const EntityDef *entity = shipped.entity(QString(QLatin1String(name))))
            entities.push_back(*entity);
    }
    return Registry(std::move(entities), 0);
}

}
