// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/mappingsuggestion.h"

#include "shared/importing/importable.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <utility>

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

using Languages = std::vector<const Labels *>;

QSet<QString> namesOf(const EntityDef &entity, const FieldDef &field, const Languages &languages)
{
    QSet<QString> names{plainName(field.name)};
    for (const Labels *labels : languages)
        names.insert(plainName(labels->field(entity, field)));
    return names;
}

/// In a file of accounts "name" is the account name.
QSet<QString> shortNamesOf(const EntityDef &entity, const FieldDef &field, const Languages &languages)
{
    QSet<QString> names;
    for (const Labels *labels : languages) {
        const QString whole = plainName(labels->field(entity, field));
        const QString owner = plainName(labels->entity(entity));
        if (!owner.isEmpty() && whole.startsWith(owner) && whole.size() > owner.size())
            names.insert(whole.mid(owner.size()));
    }
    return names;
}

class Suggestion
{
public:
    Suggestion(const QStringList &header, const EntityDef &entity)
        : m_header(header)
        , m_entity(entity)
    {
        for (const QString &cell : header)
            m_plain.append(plainName(cell));
    }

    /// To fields and columns that have nothing yet.
    void add(const std::function<QSet<QString>(const FieldDef &field)> &namesOfField)
    {
        for (const FieldDef &field : m_entity.fields) {
            if (!isImportable(field) || m_columns.contains(field.name))
                continue;
            const QSet<QString> names = namesOfField(field);
            for (qsizetype column = 0; column < m_header.size(); ++column) {
                const QString &cell = m_header.at(column);
                if (m_plain.at(column).isEmpty() || m_taken.contains(cell) || !names.contains(m_plain.at(column)))
                    continue;
                m_taken.insert(cell);
                m_columns.insert(field.name, cell);
                break;
            }
        }
    }

    ImportMapping mapping() const
    {
        ImportMapping mapping;
        mapping.entity = m_entity.name;
        for (const FieldDef &field : m_entity.fields) {
            if (!m_columns.contains(field.name))
                continue;
            FieldMapping fieldMapping;
            fieldMapping.field = field.name;
            fieldMapping.columns = QStringList{m_columns.value(field.name)};
            mapping.fields.push_back(std::move(fieldMapping));
        }
        return mapping;
    }

private:
    const QStringList &m_header;
    const EntityDef &m_entity;
    QStringList m_plain; ///< names of the columns
    QSet<QString> m_taken;
    QHash<QString, QString> m_columns; ///< by the name of the field
};

}

ImportMapping suggestMapping(
    const QStringList &header, const EntityDef &entity, const std::vector<const Labels *> &languages)
{
    Suggestion suggestion(header, entity);
    suggestion.add([&](const FieldDef &field) { return namesOf(entity, field, languages); });
    suggestion.add([&](const FieldDef &field) { return shortNamesOf(entity, field, languages); });
    ImportMapping mapping = suggestion.mapping();
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
