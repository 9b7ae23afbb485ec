// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/rowconverter.h"

#include "shared/importing/importable.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/validator.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace tandem {

namespace {

/// What was found once is not asked for again; a bound keeps an import of many names small.
constexpr qsizetype rememberedLinks = 100'000;

struct Target
{
    const FieldMapping *mapping = nullptr;
    const FieldDef *field = nullptr;
    std::vector<qsizetype> columns;
    const EntityDef *linked = nullptr; ///< of links
    std::vector<const FieldDef *> lookUpBy;
    FieldTypeInfo::ImportContext context;
    QHash<QString, RecordId> found;
};

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

    Result<Target> makeTarget(
        const Registry &registry, const FieldMapping &field, const std::vector<const Labels *> &languages) const;
    Result<void> addLookUp(const Registry &registry, Target &target) const;
    QString textOf(const Target &target, const CsvRow &row) const;
    Result<Value> valueOf(Target &target, const QString &text) const;
    Result<Value> linkOf(Target &target, const QString &text) const;
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
    auto data = std::unique_ptr<Data>(new Data{mapping, *entity, header, std::move(lookUp), {}});
    QSet<QString> fields;
    for (const FieldMapping &field : data->mapping.fields) {
        if (fields.contains(field.field))
            return Error::invalid(field.field, QStringLiteral("duplicateField"));
        fields.insert(field.field);
        TANDEM_ASSIGN(Target target, data->makeTarget(registry, field, languages));
        data->targets.push_back(std::move(target));
    }
    for (const QString &key : mapping.keys) {
        if (!fields.contains(key))
            return Error::invalid(key, QStringLiteral("unknownField"));
    }
    return RowConverter(std::move(data));
}

Result<Target> RowConverter::Data::makeTarget(
    const Registry &registry, const FieldMapping &field, const std::vector<const Labels *> &languages) const
{
    Target target;
    target.mapping = &field;
    target.field = entity.field(field.field);
    if (!target.field)
        return Error::invalid(field.field, QStringLiteral("unknownField"));
    if (!isImportable(*target.field))
        return Error::invalid(field.field, QStringLiteral("notImportable"));
    for (const QString &column : field.columns) {
        target.columns.push_back(header.indexOf(column));
        if (target.columns.back() < 0)
            return Error::invalid(column, QStringLiteral("unknownColumn"));
    }
    target.context.currency = mapping.currency;
    target.context.utcOffsetSeconds = mapping.utcOffsetSeconds;
    target.context.optionByLabel = optionLabels(entity, *target.field, languages);
    if (target.field->isLinkLike())
        TANDEM_TRY(addLookUp(registry, target));
    return target;
}

Result<void> RowConverter::Data::addLookUp(const Registry &registry, Target &target) const
{
    target.linked = registry.entity(target.field->target);
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
    return {};
}

QString RowConverter::Data::textOf(const Target &target, const CsvRow &row) const
{
    const FieldMapping &mapped = *target.mapping;
    if (target.columns.empty())
        return mapped.constant;
    QStringList cells;
    for (const qsizetype column : target.columns) {
        QString cell = row.cells.value(column).trimmed();
        cell = mapped.replacements.value(cell, cell);
        if (!cell.isEmpty())
            cells.append(cell);
    }
    const QString text = partOf(cells.join(mapped.separator), mapped.part).trimmed();
    return text.isEmpty() ? mapped.fallback : text;
}

Result<Value> RowConverter::Data::valueOf(Target &target, const QString &text) const
{
    if (text.isEmpty())
        return Value();
    if (target.linked)
        return linkOf(target, text);
    TANDEM_ASSIGN(Value value, fieldTypeInfo(target.field->type).fromImport(*target.field, text, target.context));
    TANDEM_TRY(validateValue(*target.field, value));
    return value;
}

Result<Value> RowConverter::Data::linkOf(Target &target, const QString &text) const
{
    if (const RecordId id = recordIdFromText(text); !id.isNull())
        return Value(id);
    if (const auto known = target.found.constFind(text); known != target.found.cend())
        return Value(*known);
    Error error = Error::notFound(target.field->name);
    for (const FieldDef *field : target.lookUpBy) {
        auto record = lookUp(*target.linked, *field, text);
        if (record.ok()) {
            if (target.found.size() < rememberedLinks)
                target.found.insert(text, *record);
            return Value(*record);
        }
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
        const QString text = m_data->textOf(target, row);
        auto value = m_data->valueOf(target, text);
        if (value.ok()) {
            converted.values[target.field->number] = *std::move(value);
            continue;
        }
        Error error = value.error();
        error.field = target.field->name;
        error.arguments.insert(QStringLiteral("value"), text);
        converted.errors.push_back({row.line, target.mapping->columns.value(0), std::move(error)});
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
