// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArray>

namespace tandem {

/// Rows of a RowBatch written column by column, which a third less of bytes compress to: neighbours are alike, and a
/// name's digits do not look like a phone number's. The values themselves are the same CBOR, one after the other
/// without a head around them: first all ids, then all sequence numbers, then all of each column.

/// `rows` is the payload of a RowBatch, whole CBOR; `width` the items of each of its rows. Empty if its rows have not
/// so many, or are not so many.
QByteArray byColumns(const QByteArray &rows, int count, qsizetype width);

/// The payload again. `columns` is a stranger's: everything about it is checked.
/// Error: Corrupt, or TooLarge as of checkCbor().
Result<QByteArray> byRows(const QByteArray &columns, int count, qsizetype width);

}
