// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::client {

/// A name for definitions from what people call the thing: "Credit limit (EUR)" → "creditLimitEur". Empty if nothing
/// of it can be used.
QString definitionName(const QString &label);

bool isDefinitionName(const QString &name);

}
