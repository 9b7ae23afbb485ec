// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem {

/// The few types of PostgreSQL that the schema and its aggregates use, by the numbers of its catalogue pg_type, which
/// never change.
namespace postgrestype {

using Oid = unsigned int;

inline constexpr Oid unknown = 0; ///< the server finds out from the place where the value is used
inline constexpr Oid boolean = 16;
inline constexpr Oid bytea = 17;
inline constexpr Oid int8 = 20;
inline constexpr Oid int2 = 21;
inline constexpr Oid int4 = 23;
inline constexpr Oid text = 25;
inline constexpr Oid float4 = 700;
inline constexpr Oid float8 = 701;
inline constexpr Oid numeric = 1700;

/// How a value's bytes are to be understood.
enum class Class { Integer, Real, Numeric, Other };

inline Class classOf(Oid type)
{
    switch (type) {
    case boolean:
    case int2:
    case int4:
    case int8:
        return Class::Integer;
    case float4:
    case float8:
        return Class::Real;
    case numeric:
        return Class::Numeric;
    default:
        return Class::Other;
    }
}

}

}
