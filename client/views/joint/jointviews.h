// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/viewregistry.h"

namespace tandem::client::joint {

void registerViews(ViewRegistry &registry, Records &records);

}
