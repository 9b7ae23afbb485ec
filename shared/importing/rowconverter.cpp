// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/rowconverter.h"

#include "shared/base/compactjson.h"
#include "shared/importing/importable.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/validator.h"

#include <QDate>
#include <QHash>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <limits>

namespace tandem {

namespace {

/// What was found once is not asked for again; a bound keeps an import of many names small.
constexpr qsizetype rememberedLinks = 100'000;

/// A mapping with everything that it names found.
struct Target
{
    const FieldMapping *mapping = nullptr;
    const FieldDef *field = nullptr;
    std::vector<qsizetype> columns;
    std::vector<std::pair<QString, qsizetype>> parts;
    const EntityDef *linked = nullptr; ///< of links
    std::vector<const FieldDef *> lookUpBy;
    const FieldDef *within = nullptr; ///< of `linked`
    FieldNumber withinOwn = 0;
    FieldTypeInfo::ImportContext context;
    QHash<QPair<QString, RecordId>, RecordId> found; ///< by text and the record within which it was sought
    std::unique_ptr<Target> otherwise;
};

/// What a row has for a field, and which of the alternatives gave it.
struct CellText
{
    Target *target;
    QString text;
};

QString cellOf(const CsvRow &row, qsizetype column, const FieldMapping &mapping)
{
    const QString cell = row.cells.value(column).trimmed();
    return mapping.replacements.value(cell, cell);
}

/// An address as its type reads it from a cell; nothing if every part is empty.
QString addressText(const Target &target, const CsvRow &row)
{
    QJsonObject address;
    for (const auto &[part, column] : target.parts) {
        const QString cell = cellOf(row, column, *target.mapping);
        if (!cell.isEmpty())
            address.insert(part, cell);
    }
    return address.isEmpty() ? QString() : compactJson(address);
}

Result<Value> multiplied(const Value &value, int factor)
{
    const bool isMoney = value.kind() == Value::Kind::Money;
    if (factor == 1 || (!isMoney && value.kind() != Value::Kind::Integer))
        return value;
    const qint64 number = isMoney ? value.toMoney().minor : value.toInteger();
    const qint64 limit = std::numeric_limits<qint64>::max() / std::max<qint64>(1, std::abs(qint64(factor)));
    if (number > limit || number < -limit)
        return Error::invalid({}, QStringLiteral("outOfRange"));
    return isMoney ? Value(Money{number * factor, value.toMoney().currency}) : Value(number * factor);
}

Value shifted(const FieldDef &field, const Value &value, qint64 days)
{
    if (value.isNull() || days == 0)
        return value;
    if (field.type == FieldType::Date)
        return QDate::fromString(value.toText(), Qt::ISODate).addDays(days).toString(Qt::ISODate);
    if (field.type == FieldType::DateTime)
        return value.toInteger() + days * 24 * 60 * 60 * 1000;
    return value;
}

QMap<QString, QString> optionLabels(
    const EntityDef &entity, const FieldDef &field, const std::vector<const Labels *> &languages)
{
    QMap<QString, QString> byLabel;
    for (const ChoiceOption &option : field.options) {
        for (const Labels *labels : languages)
            byLabel.insert(labels->option(entity, field, option.key).toLower(), option.key);
    }
    return byLabel;
}

QString partOf(const QString &text, FieldMapping::Part part)
{
    if (part == FieldMapping::Part::Whole)
        return text;
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    const auto gap = blanks.match(text);
    if (part == FieldMapping::Part::FirstWord)
        return gap.hasMatch() ? text.left(gap.capturedStart()) : text;
    return gap.hasMatch() ? text.mid(gap.capturedEnd()) : QString();
}

}

struct RowConverter::Data
{
    ImportMapping mapping;
    const EntityDef &entity;
    QStringList header;
    LinkLookUp lookUp;
    std::vector<Target> targets;

    Result<Target> makeTarget(const Registry &registry, const FieldMapping &field, const FieldDef &definition,
        const std::vector<const Labels *> &languages) const;
    Result<qsizetype> column(const QString &name) const;
    Result<void> addLookUp(const Registry &registry, Target &target) const;
    Result<void> addWithin(Target &target) const;
    QString textOf(const Target &target, const CsvRow &row) const;
    CellText find(Target &target, const CsvRow &row) const;
    Result<Value> valueOf(Target &target, const QString &text, const FieldValues &before) const;
    Result<Value> linkOf(Target &target, const QString &text, const FieldValues &before) const;
    Result<RecordId> lookUpLink(Target &target, const QString &text, const RecordId &within) const;
};

RowConverter::RowConverter(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}

RowConverter::RowConverter(RowConverter &&) noexcept = default;
RowConverter &RowConverter::operator=(RowConverter &&) noexcept = default;
RowConverter::~RowConverter() = default;

Result<RowConverter> RowConverter::create(const Registry &registry, const ImportMapping &mapping,
    const QStringList &header, const std::vector<const Labels *> &languages, LinkLookUp lookUp)
{
    const EntityDef *entity = registry.entity(mapping.entity);
    if (!entity)
        return Error::invalid(mapping.entity, QStringLiteral("unknownEntity"));
    auto data = std::make_unique<Data>(Data{mapping, *entity, header, std::move(lookUp), {}});
    QSet<QString> fields;
    for (const FieldMapping &field : data->mapping.fields) {
        if (fields.contains(field.field))
            return Error::invalid(field.field, QStringLiteral("duplicateField"));
        fields.insert(field.field);
        const FieldDef *definition = entity->field(field.field);
        if (!definition)
            return Error::invalid(field.field, QStringLiteral("unknownField"));
        if (!isImportable(*definition))
            return Error::invalid(field.field, QStringLiteral("notImportable"));
        TANDEM_ASSIGN(Target target, data->makeTarget(registry, field, *definition, languages));
        data->targets.push_back(std::move(target));
    }
    for (const QString &key : mapping.keys) {
        if (!fields.contains(key))
            return Error::invalid(key, QStringLiteral("unknownField"));
    }
    return RowConverter(std::move(data));
}

Result<qsizetype> RowConverter::Data::column(const QString &name) const
{
    const qsizetype index = header.indexOf(name);
    if (index < 0)
        return Error::invalid(name, QStringLiteral("unknownColumn"));
    return index;
}

Result<Target> RowConverter::Data::makeTarget(const Registry &registry, const FieldMapping &field,
    const FieldDef &definition, const std::vector<const Labels *> &languages) const
{
    Target target;
    target.mapping = &field;
    target.field = &definition;
    for (const QString &name : field.columns) {
        TANDEM_ASSIGN(const qsizetype index, column(name));
        target.columns.push_back(index);
    }
    for (auto it = field.parts.begin(); it != field.parts.end(); ++it) {
        TANDEM_ASSIGN(const qsizetype index, column(it.value()));
        target.parts.emplace_back(it.key(), index);
    }
    target.context.currency = mapping.currency;
    target.context.utcOffsetSeconds = mapping.utcOffsetSeconds;
    target.context.optionByLabel = optionLabels(entity, definition, languages);
    if (definition.isLinkLike() || !field.entity.isEmpty())
        TANDEM_TRY(addLookUp(registry, target));
    if (!field.otherwise.empty()) {
        TANDEM_ASSIGN(Target otherwise, makeTarget(registry, field.otherwise.front(), definition, languages));
        target.otherwise = std::make_unique<Target>(std::move(otherwise));
    }
    return target;
}

Result<void> RowConverter::Data::addLookUp(const Registry &registry, Target &target) const
{
    const bool toAny = target.field->type == FieldType::AnyLink;
    if (toAny == target.field->isLinkLike())
        return Error::invalid(target.field->name, QStringLiteral("notImportable"));
    target.linked = registry.entity(toAny ? target.mapping->entity : target.field->target);
    if (!target.linked)
        return Error::invalid(target.field->name, QStringLiteral("notImportable"));
    QStringList names = target.mapping->lookUpBy;
    if (names.isEmpty())
        names.append(target.linked->titleField);
    for (const QString &name : names) {
        const FieldDef *field = target.linked->field(name);
        if (!field || !field->isStored())
            return Error::invalid(name, QStringLiteral("unknownField"));
        target.lookUpBy.push_back(field);
    }
    return target.mapping->within.isEmpty() ? Result<void>() : addWithin(target);
}

Result<void> RowConverter::Data::addWithin(Target &target) const
{
    const QString &name = target.mapping->within;
    const FieldDef *own = entity.field(name);
    target.within = target.linked->field(name);
    if (!own || !own->isLinkLike() || !target.within || target.within->target != own->target)
        return Error::invalid(name, QStringLiteral("unknownField"));
    const bool isBefore =
        std::any_of(targets.begin(), targets.end(), [own](const Target &earlier) { return earlier.field == own; });
    if (!isBefore)
        return Error::invalid(name, QStringLiteral("notMappedBefore"));
    target.withinOwn = own->number;
    return {};
}

QString RowConverter::Data::textOf(const Target &target, const CsvRow &row) const
{
    const FieldMapping &mapped = *target.mapping;
    if (!target.parts.empty())
        return addressText(target, row);
    if (target.columns.empty())
        return mapped.constant;
    QStringList cells;
    for (const qsizetype column : target.columns) {
        const QString cell = cellOf(row, column, mapped);
        if (!cell.isEmpty())
            cells.append(cell);
    }
    const QString text = partOf(cells.join(mapped.separator), mapped.part).trimmed();
    if (text.isEmpty())
        return mapped.fallback;
    return mapped.constant.isEmpty() ? text : mapped.constant;
}

CellText RowConverter::Data::find(Target &target, const CsvRow &row) const
{
    const QString text = textOf(target, row);
    return text.isEmpty() && target.otherwise ? find(*target.otherwise, row) : CellText{&target, text};
}

Result<Value> RowConverter::Data::valueOf(Target &target, const QString &text, const FieldValues &before) const
{
    if (text.isEmpty())
        return Value();
    if (target.linked)
        return linkOf(target, text, before);
    TANDEM_ASSIGN(Value value, fieldTypeInfo(target.field->type).fromImport(*target.field, text, target.context));
    TANDEM_ASSIGN(value, multiplied(value, target.mapping->factor));
    value = shifted(*target.field, value, qint64(target.mapping->addDays) + mapping.shiftDays);
    TANDEM_TRY(validateValue(*target.field, value));
    return value;
}

Result<Value> RowConverter::Data::linkOf(Target &target, const QString &text, const FieldValues &before) const
{
    const auto valueOf = [&target](const RecordId &record) {
        const bool toAny = target.field->type == FieldType::AnyLink;
        return toAny ? Value(anyLinkText(target.linked->name, record)) : Value(record);
    };
    if (const RecordId id = recordIdFromText(text); !id.isNull())
        return valueOf(id);
    const auto scope = target.within ? before.find(target.withinOwn) : before.end();
    const RecordId within = scope != before.end() ? scope->second.toId() : RecordId();
    const auto known = target.found.constFind({text, within});
    if (known != target.found.cend())
        return valueOf(*known);
    TANDEM_ASSIGN(const RecordId record, lookUpLink(target, text, within));
    if (target.found.size() < rememberedLinks)
        target.found.insert({text, within}, record);
    return valueOf(record);
}

Result<RecordId> RowConverter::Data::lookUpLink(Target &target, const QString &text, const RecordId &within) const
{
    FieldValues conditions;
    if (target.within)
        conditions.emplace(target.within->number, within.isNull() ? Value() : Value(within));
    Error error = Error::notFound(target.field->name);
    for (const FieldDef *field : target.lookUpBy) {
        auto record = lookUp({*target.linked, *field, text, conditions});
        if (record.ok())
            return record;
        error = record.error();
        if (error.code != ErrorCode::NotFound)
            break;
    }
    if (error.code != ErrorCode::NotFound && error.code != ErrorCode::Conflict)
        return error;
    const bool isMissing = error.code == ErrorCode::NotFound;
    return Error::invalid(target.field->name,
        isMissing ? QStringLiteral("linkNotFound") : QStringLiteral("linkAmbiguous"),
        {{QStringLiteral("value"), text}, {QStringLiteral("entity"), target.linked->name}});
}

ConvertedRow RowConverter::convert(const CsvRow &row)
{
    ConvertedRow converted;
    converted.line = row.line;
    if (row.error) {
        converted.errors.push_back({row.line, {}, *row.error});
        return converted;
    }
    if (row.cells.size() > m_data->header.size()) {
        converted.errors.push_back({row.line, {},
            Error::invalid({}, QStringLiteral("tooManyCells"),
                {{QStringLiteral("expected"), m_data->header.size()}, {QStringLiteral("found"), row.cells.size()}})});
        return converted;
    }
    for (Target &target : m_data->targets) {
        const CellText cell = m_data->find(target, row);
        auto value = m_data->valueOf(*cell.target, cell.text, converted.values);
        if (value.ok()) {
            converted.values[target.field->number] = *std::move(value);
            continue;
        }
        Error error = value.error();
        error.field = target.field->name;
        error.arguments.insert(QStringLiteral("value"), cell.text);
        converted.errors.push_back({row.line, cell.target->mapping->columns.value(0), std::move(error)});
    }
    for (const QString &key : m_data->mapping.keys) {
        const FieldNumber number = m_data->entity.field(key)->number;
        const Value &value = converted.values[number];
        if (value.isEmpty()) {
            converted.keys.clear();
            break;
        }
        converted.keys[number] = value;
    }
    return converted;
}

const EntityDef &RowConverter::entity() const
{
    return m_data->entity;
}

}
