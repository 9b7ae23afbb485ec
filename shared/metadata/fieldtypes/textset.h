// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/base/value.h"

#include <QJsonValue>

namespace tandem {

/// Null or a list of texts; the empty list is Null, so that "nothing chosen" has one form. Error: Invalid, "notAList".
Result<Value> textSetFromJson(const QJsonValue &json);

}
