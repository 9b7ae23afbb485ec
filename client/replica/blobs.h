// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

namespace tandem::client {

/// The forms in which the replica keeps values that have no columns: CBOR, each beginning with its version.
/// What cannot be read gives Error Corrupt.

QByteArray toBlob(const FieldValues &values);
QByteArray toBlob(const Mutation &mutation);
QByteArray toBlob(const Error &error);
QByteArray toBlob(const std::vector<HistoryEntry> &entries);
QByteArray toBlob(const std::vector<EntityAccess> &access);

Result<FieldValues> fieldValuesFromBlob(const QByteArray &blob);
Result<Mutation> mutationFromBlob(const QByteArray &blob);
Error errorFromBlob(const QByteArray &blob); ///< of unreadable bytes: what made them unreadable
Result<std::vector<HistoryEntry>> historyFromBlob(const QByteArray &blob);
Result<std::vector<EntityAccess>> accessFromBlob(const QByteArray &blob);

}
