// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

namespace tandem {

/// The definitions compiled into this build, checked; loaded once. Error: a defect of the build.
Result<RegistryPointer> loadShipped();

}
