// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/settingspage.h"
#include "client/shell/viewregistry.h"

namespace tandem::client {

/// Registers every view of the product: the generic ones, and those of CRM, OA and both together.
void registerViews(ViewRegistry &registry, Records &records, const SettingsPage::Parts &parts);

}
