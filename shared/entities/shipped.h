// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"
#include "shared/metadata/ruledef.h"

namespace tandem {

/// The definitions compiled into this build, checked; loaded once. Error: a defect of the build.
Result<RegistryPointer> loadShipped();

/// The rules compiled into this build; loaded once. Error: a defect of the build.
Result<std::vector<RuleDef>> loadShippedRules();

/// Where definitions, rules and labels stand, ready to be read: ":/entities".
QString shippedFolder();

}
