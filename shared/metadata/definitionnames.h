// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"

namespace tandem {

QString mergeRuleName(MergeRule rule);
std::optional<MergeRule> mergeRuleFromName(const QString &name);
QString traitName(Trait trait);
std::optional<Trait> traitFromName(const QString &name);
const std::vector<Trait> &allTraits();
QString offlinePolicyName(OfflinePolicy policy);
std::optional<OfflinePolicy> offlinePolicyFromName(const QString &name);

/// "closeDate" → "close_date": what a table or column is called unless its definition says otherwise.
QString snakeCase(const QString &camelCase);

/// How the values of a type come together if the definition does not say.
MergeRule defaultMergeRule(FieldType type);
/// Digits after the point if the definition does not say.
int defaultScale(FieldType type);
/// What fields of this type always point to; empty if the definition says it.
QString fixedTarget(FieldType type);

/// Owner, department, created and modified by and at, deleted at.
const std::vector<FieldDef> &systemFields();

}
