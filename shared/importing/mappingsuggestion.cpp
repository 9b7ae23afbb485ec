// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/mappingsuggestion.h"

#include "shared/importing/importable.h"

#include <QSet>

#include <algorithm>

namespace tandem {

namespace {

/// "Close_Date ", "close date" and "closeDate" are one name.
QString plainName(const QString &name)
{
    QString plain;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            plain += c.toCaseFolded();
    }
    return plain;
}

QSet<QString> namesOf(const EntityDef &entity, const FieldDef &field, const std::vector<const Labels *> &languages)
{
    QSet<QString> names{plainName(field.name)};
    for (const Labels *labels : languages)
        names.insert(plainName(labels->field(entity, field)));
    return names;
}

}

ImportMapping suggestMapping(
    const QStringList &header, const EntityDef &entity, const std::vector<const Labels *> &languages)
{
    ImportMapping mapping;
    mapping.entity = entity.name;
    QSet<QString> mapped;
    for (const FieldDef &field : entity.fields) {
        if (!isImportable(field))
            continue;
        const QSet<QString> names = namesOf(entity, field, languages);
        const auto column = std::find_if(header.begin(), header.end(), [&](const QString &cell) {
            return !mapped.contains(cell) && !plainName(cell).isEmpty() && names.contains(plainName(cell));
        });
        if (column == header.end())
            continue;
        mapped.insert(*column);
        FieldMapping fieldMapping;
        fieldMapping.field = field.name;
        fieldMapping.columns = QStringList{*column};
        mapping.fields.push_back(std::move(fieldMapping));
    }
    const auto isMapped = [&](const QString &name) {
        return std::any_of(mapping.fields.begin(), mapping.fields.end(),
            [&](const FieldMapping &field) { return field.field == name; });
    };
    const auto key = std::find_if(entity.duplicateKeys.begin(), entity.duplicateKeys.end(),
        [&](const QStringList &fields) { return std::all_of(fields.begin(), fields.end(), isMapped); });
    if (key != entity.duplicateKeys.end())
        mapping.keys = *key;
    return mapping;
}

}
