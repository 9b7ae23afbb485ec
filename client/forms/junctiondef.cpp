// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/junctiondef.h"

#include "shared/metadata/labels.h"

#include <algorithm>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestName = 48;

QString capitalised(const QString &name)
{
    return name.left(1).toUpper() + name.mid(1);
}

QString freeName(const Registry &registry, const QString &wanted)
{
    QString name = wanted.left(longestName);
    for (int i = 2; registry.entity(name); ++i) {
        const QString suffix = QString::number(i);
        name = wanted.left(longestName - suffix.size()) + suffix;
    }
    return name;
}

/// Shipped entities are labelled by files, a definition of the company's own by itself.
QMap<QString, QString> labelsOf(const EntityDef &entity)
{
    QMap<QString, QString> labels;
    for (const QString &language : {u"en"_s, u"zh_CN"_s})
        labels.insert(language, Labels(language).entity(entity));
    return labels;
}

FieldDef end(FieldNumber number, const QString &name, const EntityDef &target)
{
    FieldDef field;
    field.number = number;
    field.name = name.left(longestName);
    field.column = u"c%1"_s.arg(number);
    field.type = FieldType::Link;
    field.layer = Layer::Company;
    field.target = target.name;
    field.required = true;
    field.indexed = true;
    field.labels = labelsOf(target);
    return field;
}

AccessDef accessOfPairs(const AccessDef &ofRecords)
{
    AccessDef access;
    for (auto it = ofRecords.byRole.begin(); it != ofRecords.byRole.end(); ++it) {
        EntityPermissions pairs;
        pairs.read = it->read;
        pairs.edit = it->edit;
        pairs.remove = it->edit;
        pairs.create = it->edit != Scope::None;
        pairs.exportRows = it->exportRows;
        pairs.import = it->import;
        pairs.deny = it->deny;
        access.byRole.insert(it.key(), pairs);
    }
    return access;
}

}

QStringList junctionsBetween(const Registry &registry, const QString &entity, const QString &target)
{
    QStringList names;
    const qsizetype wanted = entity == target ? 2 : 1;
    for (const EntityDef &candidate : registry.entities()) {
        if (candidate.deleted || !candidate.traits.testFlag(Trait::Junction))
            continue;
        const auto ends = [&](const QString &name) {
            return std::count_if(candidate.fields.begin(), candidate.fields.end(), [&](const FieldDef &field) {
                return !field.isSystem() && !field.deleted && field.type == FieldType::Link && field.target == name;
            });
        };
        if (ends(entity) == wanted && ends(target) == wanted)
            names.append(candidate.name);
    }
    return names;
}

EntityDef junctionFor(const Registry &registry, const EntityDef &entity, const FieldDef &links)
{
    const EntityDef *target = registry.entity(links.target);
    EntityDef junction;
    junction.layer = Layer::Company;
    junction.area = u"company"_s;
    junction.icon = entity.icon;
    junction.name = freeName(registry, entity.name + capitalised(links.name));
    junction.traits = Trait::Junction | Trait::Internal;
    junction.labels = links.labels;
    junction.pluralLabels = links.labels;
    const FieldNumber first = FieldDef::firstCompanyFieldNumber;
    const EntityDef &other = target ? *target : entity;
    junction.fields.push_back(end(first, entity.name, entity));
    junction.fields.push_back(end(
        FieldNumber(first + 1), other.name == entity.name ? u"other"_s + capitalised(other.name) : other.name, other));
    const QString here = junction.fields.front().name;
    const QString there = junction.fields.back().name;
    junction.titleField = there;
    junction.parentLink = here;
    junction.uniqueTogether = {{here, there}};
    junction.list.columns = {here, there};
    junction.list.sort = {u"modifiedAt"_s, true};
    junction.detail.sections.push_back({u"basics"_s, {here, there}, {}, false});
    junction.access = accessOfPairs(entity.access);
    return junction;
}

}
