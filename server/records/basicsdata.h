// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

#include <vector>

namespace tandem::server {

struct BasicRecord
{
    EntityNumber entity = 0;
    RecordId id;
    FieldValues values;
};

/// What a new company starts with, in an order in which links find their targets.
std::vector<BasicRecord> basicRecords(const Registry &registry, const QString &language);

}
