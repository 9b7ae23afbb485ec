// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/expressions/expression.h"
#include "shared/metadata/entitydef.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tandem::server {

/// What the index has so that a part of a text is found wherever it stands: the short texts of a record by which it is
/// searched, as they are stored and whole.
namespace textparts {

bool areOf(const FieldDef &field);
QString of(const EntityDef &entity, const FieldValues &values);

/// Every three characters that follow one another, by which the index knows a text; none of a shorter one.
QStringList threesOf(const QString &text);

/// So many characters are the shortest that the index can find.
inline constexpr int shortest = 2;

}

/// What a filter demands of these texts: each record that fits it has them, and others may have them too.
struct TextDemand
{
    enum class Kind {
        Text, ///< this text stands in one of them
        All, ///< each of `parts` holds
        Any, ///< one of `parts` holds
    };
    Kind kind = Kind::Text;
    QString text;
    std::vector<TextDemand> parts; ///< not empty in a group

    bool operator==(const TextDemand &) const = default;

    /// None: nothing that the index could tell.
    static std::optional<TextDemand> of(const Expression &filter, const EntityDef &entity);
};

}
