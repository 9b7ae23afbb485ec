// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

namespace tandem::client {

/// Entities that hold pairs of just these two, so that a field of links can be made of them.
QStringList junctionsBetween(const Registry &registry, const QString &entity, const QString &target);

/// A new one of the company's own, for a field of links of `entity`: only those who may see a record see its pairs, and
/// who may change it may change them.
EntityDef junctionFor(const Registry &registry, const EntityDef &entity, const FieldDef &links);

}
