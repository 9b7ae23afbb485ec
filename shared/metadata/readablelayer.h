// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/loader.h"

namespace tandem {

/// The company's definitions as far as this build understands them.
struct ReadableLayer
{
    RegistryPointer registry;
    /// Fields that are not in the registry although their entity is, as "account/10003": their values have no place
    /// here, until a build that knows them asks for their rows anew.
    QStringList leftOut;
};

/// As withCompanyLayer(), for a client that cannot refuse what a server of another build has accepted. Keys and words
/// that this build does not know are passed over (and kept in FieldDef::further); a field of an unknown type or one
/// that points to what is not here, and at worst a whole entity, is left out.
ReadableLayer readableLayer(
    const RegistryPointer &shipped, const std::vector<CompanyDefinition> &company, qint64 revision);

}
