// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <vector>

namespace tandem {

/// Where one field of the record comes from.
struct FieldMapping
{
    /// What becomes of an empty or unusable cell is not asked here: empty is null, unusable an error of the row.
    enum class Part { Whole, FirstWord, Rest }; ///< of "Anna Lee": "Anna", "Lee"

    QString field; ///< name
    QStringList columns; ///< of the file; several are joined by `separator`, empty ones left out
    QString separator = QStringLiteral(" ");
    QString constant; ///< instead of columns
    Part part = Part::Whole;
    QMap<QString, QString> replacements; ///< cell → what it means: {"GTXPro": "GTX Pro"}
    QStringList lookUpBy; ///< of links: fields of the target by which its record is found; empty: its title field
    QString fallback; ///< when the cell is empty

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

    bool operator==(const ImportMapping &) const = default;
};

/// Error: Invalid, `field` is "fields[2].part" or the like; reason "required", "unknownValue" or "unknownKey".
Result<ImportMapping> parseMapping(const QJsonObject &json);
QJsonObject mappingToJson(const ImportMapping &mapping);

}
