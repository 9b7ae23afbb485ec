// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/pinyin.h"
#include "shared/base/value.h"
#include "shared/metadata/entitydef.h"

#include <QString>

#include <vector>

namespace tandem {

/// The words under which an index finds a record, cut as searchtext does. The same on laptops and at the server.
struct RecordWords
{
    QString title;
    QString body;
    QString pinyin; ///< how the title sounds

    bool isEmpty() const { return title.isEmpty() && body.isEmpty(); }
    bool operator==(const RecordWords &) const = default;

    /// None of a record that lies in the recycle bin.
    static RecordWords of(const EntityDef &entity, const FieldValues &values, Pinyin &pinyin);

    static bool areOf(const FieldDef &field); ///< whether its text is among them
    static bool areOf(const EntityDef &entity); ///< whether it is searched at all
    /// The fields that of() has to know; empty where the entity is not searched.
    static std::vector<FieldNumber> fieldsOf(const EntityDef &entity);

    static constexpr qsizetype longestText = 2000; ///< characters of one field that count
};

}
