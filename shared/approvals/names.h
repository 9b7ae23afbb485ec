// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace tandem {

/// The stored names of an enumeration, both ways.
template <typename Enum>
class NameTable
{
public:
    NameTable(std::initializer_list<std::pair<Enum, const char *>> names)
        : m_names(names)
    {
    }

    QString name(Enum value) const
    {
        for (const auto &[known, text] : m_names) {
            if (known == value)
                return QString::fromLatin1(text);
        }
        return {};
    }

    std::optional<Enum> value(const QString &name) const
    {
        for (const auto &[known, text] : m_names) {
            if (name == QLatin1String(text))
                return known;
        }
        return std::nullopt;
    }

private:
    std::vector<std::pair<Enum, const char *>> m_names;
};

}
