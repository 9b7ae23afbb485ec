// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <vector>

namespace tandem {

/// Where one field of the record comes from. An empty cell is null, an unusable one an error of the row.
struct FieldMapping
{
    enum class Part { Whole, FirstWord, Rest }; ///< of "Anna Lee": "Anna", "Lee"

    QString field; ///< name
    QStringList columns; ///< of the file; several are joined by `separator`, empty ones left out
    QString separator = QStringLiteral(" ");
    QMap<QString, QString> parts; ///< of addresses, instead of columns: part → column {"city": "Town"}
    QString constant; ///< instead of columns; beside columns: what is meant when they are not empty
    Part part = Part::Whole;
    QMap<QString, QString> replacements; ///< cell → what it means: {"GTXPro": "GTX Pro"}
    QString entity; ///< of links to any record: the entity that the cell names a record of
    QStringList lookUpBy; ///< of links: fields of the target by which its record is found; empty: its title field
    /// Of links: a link that this entity and the target have under the same name, and that must agree, such as
    /// "pipeline" of a deal and its stage. Mapped earlier than this one.
    QString within;
    int factor = 1; ///< of numbers and amounts: 1000000 for a column in millions, 100 for fractions that are percents
    int addDays = 0; ///< to dates and times
    QString fallback; ///< when the cell is empty
    std::vector<FieldMapping> otherwise; ///< at most one, without `field`: asked when this one gives nothing

    bool operator==(const FieldMapping &) const = default;
};

/// How the rows of a file become records of an entity.
struct ImportMapping
{
    enum class Duplicates { Skip, Update, Create };

    QString entity;
    std::vector<FieldMapping> fields;
    QStringList keys; ///< fields by which a record is the same one; empty: every row is new
    Duplicates duplicates = Duplicates::Skip;
    QString currency; ///< of amounts without one
    int utcOffsetSeconds = 0; ///< of times without a zone
    int shiftDays = 0; ///< added to every date and time of the file

    bool operator==(const ImportMapping &) const = default;
};

/// Error: Invalid, `field` is "fields[2].part" or the like; reason "required", "unknownValue" or "unknownKey".
Result<ImportMapping> parseMapping(const QJsonObject &json);
QJsonObject mappingToJson(const ImportMapping &mapping);

}
