// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/openapi.h"

#include "server/api/rest/openapiroutes.h"
#include "server/api/rest/openapischema.h"

#include <QJsonArray>

namespace tandem::server {

namespace {

const QString entityPart = QStringLiteral("{entity}");
const QString actionPart = QStringLiteral("{action}");

/// Not an action of the registry: the pipeline knows it as a kind of mutation.
const ActionDef &restoring()
{
    static const ActionDef action{
        QStringLiteral("restore"), ActionRegistry::anyEntity, {}, ActionDef::Right::Scope, {}};
    return action;
}

QJsonArray partsOf(const QString &path)
{
    QJsonArray parameters;
    for (const QString &part : path.split(QLatin1Char('/'))) {
        if (!part.startsWith(QLatin1Char('{')))
            continue;
        QJsonObject schema = openapi::typed("string");
        if (part == QLatin1String("{id}"))
            schema = openapi::typed("string", "uuid");
        parameters.append(QJsonObject{{QStringLiteral("name"), part.sliced(1, part.size() - 2)},
            {QStringLiteral("in"), QStringLiteral("path")}, {QStringLiteral("required"), true},
            {QStringLiteral("schema"), schema}});
    }
    return parameters;
}

/// The paths of a document as they are put together.
class Paths
{
public:
    void add(const Router::Route &route, const QString &path, const EntityDef *entity, const ActionDef *action)
    {
        QJsonObject operation = openapi::describe(route, entity, action);
        QJsonArray parameters = partsOf(path);
        for (const QJsonValue &parameter : operation.value(QStringLiteral("parameters")).toArray())
            parameters.append(parameter);
        operation.insert(QStringLiteral("parameters"), parameters);
        if (entity)
            operation.insert(QStringLiteral("tags"), QJsonArray{entity->name});
        QJsonObject item = m_paths.value(path).toObject();
        item.insert(QString::fromLatin1(httpMethodName(route.method)).toLower(), operation);
        m_paths.insert(path, item);
    }

    void addOfEntity(const Router::Route &route, const EntityDef &entity, const ActionRegistry &actions)
    {
        const QString path = QString(route.pattern).replace(entityPart, entity.name);
        if (!path.contains(actionPart))
            return add(route, path, &entity, nullptr);
        std::vector<const ActionDef *> offered = actions.of(entity.number);
        offered.push_back(&restoring());
        for (const ActionDef *action : offered)
            add(route, QString(path).replace(actionPart, action->name), &entity, action);
    }

    const QJsonObject &json() const { return m_paths; }

private:
    QJsonObject m_paths;
};

}

QJsonObject openApi(const Registry &registry, const Router &router, const ActionRegistry &actions)
{
    Paths paths;
    for (const Router::Route &route : router.routes()) {
        if (route.webSocket || route.pattern.startsWith(QLatin1String("/control/")))
            continue;
        if (!route.parts.contains(entityPart)) {
            paths.add(route, route.pattern, nullptr, nullptr);
            continue;
        }
        for (const EntityDef &entity : registry.entities()) {
            if (!entity.deleted)
                paths.addOfEntity(route, entity, actions);
        }
    }
    const QJsonObject info{
        {QStringLiteral("title"), QStringLiteral("Tandem")}, {QStringLiteral("version"), QStringLiteral("1")}};
    return {{QStringLiteral("openapi"), QStringLiteral("3.0.3")}, {QStringLiteral("info"), info},
        {QStringLiteral("paths"), paths.json()}, {QStringLiteral("components"), openapi::components(registry)},
        {QStringLiteral("security"), QJsonArray{QJsonObject{{QStringLiteral("token"), QJsonArray()}}}}};
}

}
