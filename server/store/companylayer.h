// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "shared/metadata/loader.h"

namespace tandem::server {

/// The company's own definitions from the records of `customEntity` and `customField`, entities first, each in the
/// order of their ids; those in the recycle bin are marked as deleted: their numbers and columns stay taken. Nothing if
/// `shipped` has no such entities.
Result<std::vector<CompanyDefinition>> readCompanyLayer(Connection &connection, const RegistryPointer &shipped);

/// The definitions of the entities whose records it reads.
Registry companyLayerTables(const Registry &shipped);

}
