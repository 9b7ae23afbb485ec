// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"

#include <QByteArray>
#include <QUuid>

namespace tandem {

/// The id of a record, a device or anything else that is born somewhere without asking the server: a UUIDv7.
/// On the wire and in the database it is its 16 bytes (RFC 9562 order), in URLs and JSON its text without braces.
using RecordId = QUuid;

/// A new UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits that count within a millisecond,
/// 62 random bits. Ids of one process ascend even when the clock steps back. Any thread.
RecordId newRecordId(const Clock &clock = SystemClock::instance());

/// An id that is always the same for the same name (UUIDv5), for shipped records and tests.
RecordId namedRecordId(const QString &name);

QByteArray toBytes(const RecordId &id);
RecordId recordIdFromBytes(QByteArrayView bytes); ///< null if not 16 bytes
QString toText(const RecordId &id);
RecordId recordIdFromText(QStringView text); ///< null if not a UUID

}
