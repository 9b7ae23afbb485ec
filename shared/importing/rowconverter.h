// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/importing/csvparser.h"
#include "shared/importing/importmapping.h"
#include "shared/metadata/labels.h"

#include <functional>
#include <memory>

namespace tandem {

/// What is wrong with a row, at which column and field.
struct RowError
{
    qint64 line = 0;
    QString column; ///< of the file; empty if it concerns the whole row
    Error error; ///< `error.field` is the field's name

    bool operator==(const RowError &) const = default;
};

struct ConvertedRow
{
    qint64 line = 0;
    FieldValues values; ///< mapped fields only, null where the cell was empty
    FieldValues keys; ///< those of the mapping's keys; empty if one of them is null: then the row is new
    std::vector<RowError> errors;
};

/// A record to be found by the text of one of its fields.
struct LinkQuestion
{
    const EntityDef &entity;
    const FieldDef &field;
    QString text;
    FieldValues within; ///< what else it must have: {stage's pipeline: the deal's pipeline}
};

/// Error: NotFound, or Conflict ("ambiguous") if several records fit.
using LinkLookUp = std::function<Result<RecordId>(const LinkQuestion &question)>;

/// Turns rows into field values by a mapping that was checked once. Keeps what it looked up, so use one per import.
class RowConverter
{
public:
    /// Error: Invalid; `field` names the field or column, reason "unknownField", "notImportable", "unknownColumn",
    /// "unknownEntity", "duplicateField", "notMappedBefore".
    static Result<RowConverter> create(const Registry &registry, const ImportMapping &mapping,
        const QStringList &header, const std::vector<const Labels *> &languages, LinkLookUp lookUp);

    RowConverter(RowConverter &&) noexcept;
    RowConverter &operator=(RowConverter &&) noexcept;
    ~RowConverter();

    ConvertedRow convert(const CsvRow &row);
    const EntityDef &entity() const;

private:
    struct Data;
    explicit RowConverter(std::unique_ptr<Data> data);

    std::unique_ptr<Data> m_data;
};

}
