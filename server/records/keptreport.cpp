// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/keptreport.h"

#include "shared/base/compactjson.h"

#include <QJsonObject>

namespace tandem::server {

namespace {

QString nameOf(KeptBecause reason)
{
    switch (reason) {
    case KeptBecause::Changed:
        return QStringLiteral("changed");
    case KeptBecause::NotWritable:
        return QStringLiteral("notWritable");
    case KeptBecause::Gone:
        break;
    }
    return QStringLiteral("gone");
}

}

/// The entity is said because a merge moves links in records of many.
QJsonObject KeptReport::lineOf(
    EntityNumber entity, const RecordId &record, const QString &field, const QString &reason) const
{
    const EntityDef *definition = m_registry->entity(entity);
    return {{QStringLiteral("entity"), definition ? definition->name : QString()},
        {QStringLiteral("record"), toText(record)}, {QStringLiteral("field"), field},
        {QStringLiteral("reason"), reason}};
}

void KeptReport::keep(EntityNumber entity, const RecordId &record, const std::vector<KeptField> &fields)
{
    const EntityDef *definition = m_registry->entity(entity);
    for (const KeptField &kept : fields) {
        const FieldDef *field = definition && kept.field != 0 ? definition->field(kept.field) : nullptr;
        add(lineOf(entity, record, field ? field->name : QString(), nameOf(kept.reason)));
    }
}

void KeptReport::keepRefused(EntityNumber entity, const RecordId &record, const Error &error)
{
    QJsonObject line = lineOf(entity, record, error.field, QStringLiteral("refused"));
    line.insert(QStringLiteral("code"), int(error.code));
    line.insert(QStringLiteral("error"), error.reason);
    line.insert(QStringLiteral("arguments"), QJsonObject::fromVariantMap(error.arguments));
    add(std::move(line));
}

void KeptReport::add(QJsonObject line)
{
    ++m_count;
    if (m_lines.size() < mostReported)
        m_lines.append(std::move(line));
}

QString KeptReport::json() const
{
    return compactJson(m_lines);
}

}
