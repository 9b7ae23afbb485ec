// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/valuetext.h"

#include "client/models/entityrulewords.h"
#include "client/records/anylink.h"
#include "client/records/records.h"
#include "shared/base/daytext.h"
#include "shared/metadata/fieldtypes/linktype.h"

#include <QLocale>

#include <cmath>

namespace tandem::client {

namespace {

QString optionTexts(const Labels &labels, const EntityDef &entity, const FieldDef &field, const Value &value)
{
    if (value.kind() == Value::Kind::Text)
        return labels.option(entity, field, value.toText());
    QStringList texts;
    const QStringList keys = value.toSet();
    for (const QString &key : keys)
        texts.append(labels.option(entity, field, key));
    return texts.join(QStringLiteral(", "));
}

QString numberText(const FieldDef &field, const Value &value)
{
    if (value.kind() == Value::Kind::Real)
        return QLocale().toString(value.toReal(), 'f', 2);
    const double scaled = double(value.toInteger()) / std::pow(10.0, field.scale);
    return QLocale().toString(scaled, 'f', field.scale);
}

}

RecordKey linkedRecord(const Registry &registry, const FieldDef &field, const Value &value)
{
    if (field.type == FieldType::AnyLink)
        return recordOfAnyLink(registry, value);
    const EntityDef *target = registry.entity(entityOfLink(field));
    return target && value.kind() == Value::Kind::Id ? RecordKey{target->number, value.toId()} : RecordKey();
}

QString valueText(Records &records, const EntityDef &entity, const FieldDef &field, const Value &value)
{
    if (value.isNull())
        return {};
    switch (field.type) {
    case FieldType::Choice:
    case FieldType::MultiChoice:
        return optionTexts(records.labels(), entity, field, value);
    case FieldType::Link:
    case FieldType::User:
    case FieldType::File:
    case FieldType::Image:
    case FieldType::AnyLink:
        return records.titleOf(linkedRecord(*records.registry(), field, value));
    case FieldType::Decimal:
        return numberText(field, value);
    case FieldType::Percent:
        return numberText(field, value) + u'%';
    case FieldType::Json:
        return EntityRuleWords(*records.registry(), &records.labels()).text(field, value);
    case FieldType::DateTime:
        return momentText(value.toInteger(), QLocale(records.language()));
    case FieldType::Date:
        return dayText(QDate::fromString(value.toText(), Qt::ISODate), QLocale(records.language()));
    default:
        break;
    }
    switch (value.kind()) {
    case Value::Kind::Money:
        return value.toMoney().currency + u' ' + amountToText(value.toMoney());
    case Value::Kind::Boolean:
        return value.toBool() ? Records::tr("yes") : Records::tr("no");
    case Value::Kind::Set:
        return value.toSet().join(QStringLiteral(", "));
    case Value::Kind::Text:
        return field.readable(value.toText());
    case Value::Kind::Id:
        return toText(value.toId());
    default:
        return numberText(field, value);
    }
}

}
