// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArrayView>

namespace tandem {

struct CborBounds
{
    int depth = 0; ///< arrays and maps inside each other
    quint64 items = 0; ///< of one array or map
    quint64 stringBytes = 0; ///< of one text or byte string
};

/// Walks over a stranger's CBOR without allocating anything: exactly `count` items, whole, nothing after them, no
/// lengths left open, UTF-8 in every text, within bounds. What passed may be read by any reader.
/// Error: Corrupt, or TooLarge with the bound's name as `field` ("depth", "items", "stringBytes").
Result<void> checkCbor(QByteArrayView bytes, const CborBounds &bounds, quint64 count = 1);

/// The same of the first item alone, whatever follows it: how many bytes it takes.
Result<qsizetype> firstCborItem(QByteArrayView bytes, const CborBounds &bounds);

}
