// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tandem {

struct SortKey
{
    QString field;
    bool descending = false;

    bool operator==(const SortKey &) const = default;
};

/// Columns of the generic list; further ones can be switched on by the user.
struct ListDef
{
    QStringList columns;
    SortKey sort; ///< by an indexed field; ties by id

    bool operator==(const ListDef &) const = default;
};

struct DetailSection
{
    QString name; ///< key of its label
    QStringList fields; ///< in reading order; the form lays them out in one or two columns by width
    QString visibleWhen; ///< expression; empty: always
    bool collapsed = false;

    bool operator==(const DetailSection &) const = default;
};

struct DetailDef
{
    QStringList header; ///< key facts at the top of the record page
    std::vector<DetailSection> sections;
    QStringList related; ///< names of RelatedDefs, in order
    QStringList actions; ///< names of record actions offered as buttons, in order

    bool operator==(const DetailDef &) const = default;
};

/// A board: one column per value of a choice or stage field.
struct BoardDef
{
    QString groupBy;
    QStringList cardFields;
    QString sumField; ///< money or number summed in each column's head; may be empty

    bool operator==(const BoardDef &) const = default;
};

/// A ready-made filter offered above the list.
struct FilterDef
{
    QString name; ///< key of its label
    QString expression;
    bool isDefault = false;

    bool operator==(const FilterDef &) const = default;
};

}
