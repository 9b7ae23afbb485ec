// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/fielddef.h"

#include <QJsonValue>

namespace tandem {

/// FieldDef.minimum and maximum. Error: Invalid, "outOfRange", with both where they are set.
Result<void> checkRange(const FieldDef &field, qint64 stored);

/// Null or a whole number without loss. Error: Invalid, "notAnInteger".
Result<Value> integerFromJson(const QJsonValue &json);

}
