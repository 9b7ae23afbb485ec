// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLatin1String>
#include <QString>

#include <array>
#include <optional>

namespace tandem {

/// The words that definitions use for the values of an enumeration, in one place for both directions.
template <typename Enum, std::size_t Size>
struct NameTable
{
    struct Entry
    {
        Enum value;
        QLatin1String name;
    };
    std::array<Entry, Size> entries;

    QString name(Enum value) const
    {
        for (const Entry &entry : entries) {
            if (entry.value == value)
                return entry.name;
        }
        return {};
    }

    std::optional<Enum> value(const QString &name) const
    {
        for (const Entry &entry : entries) {
            if (entry.name == name)
                return entry.value;
        }
        return std::nullopt;
    }
};

}
