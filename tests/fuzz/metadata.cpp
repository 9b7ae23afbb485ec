// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/approvals/flowdefinition.h"
#include "shared/entities/shipped.h"
#include "shared/metadata/jsonlines.h"
#include "shared/metadata/loader.h"
#include "shared/metadata/ruledef.h"

#include <QJsonDocument>

using namespace tandem;

namespace {

void checkLayer(CompanyDefinition::Kind kind, const QString &entity, const QJsonObject &json)
{
    static const RegistryPointer shipped = *loadShipped();
    const auto layered = withCompanyLayer(shipped, {{kind, entity, json}}, 1);
    fuzz::require(!layered || (*layered)->entity(entity), "the entity of a definition is there");
}

void checkField(const QJsonObject &json)
{
    const auto field = parseField(json, Layer::Company);
    if (!field)
        return;
    const auto again = parseField(fieldToJson(*field), Layer::Company);
    fuzz::require(again.ok() && *again == *field, "a field that was read can be written and read");
    checkLayer(CompanyDefinition::Kind::Field, QStringLiteral("account"), json);
}

void checkEntity(const QJsonObject &json)
{
    const auto entity = parseEntity(json, Layer::Company);
    if (!entity)
        return;
    const auto again = parseEntity(entityToJson(*entity), Layer::Company);
    fuzz::require(again.ok() && *again == *entity, "an entity that was read can be written and read");
    checkLayer(CompanyDefinition::Kind::Entity, entity->name, json);
}

}

/// A company's definition of an entity, a field, a rule or a flow.
void fuzz::fuzzOne(QByteArrayView input)
{
    const JsonLines lines(input);
    require(lines.lineOf(QStringLiteral("fields[0].type")) >= 1, "every place has a line");
    const QJsonDocument document = QJsonDocument::fromJson(input.toByteArray());
    if (!document.isObject())
        return;
    checkField(document.object());
    checkEntity(document.object());
    static_cast<void>(parseRule(document.object()));
    static_cast<void>(parseFlow(document.object()));
}
