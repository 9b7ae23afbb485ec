// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/app/configuration.h"
#include "shared/base/result.h"
#include "shared/metadata/registry.h"

#include <optional>

namespace tandem::server {

/// What a daemon knows of entities before the company's own.
struct Definitions
{
    RegistryPointer registry;
    /// Why the configured folder is not what is used, but what it held when a daemon started on it last.
    std::optional<Error> trouble;
};

/// The built-in ones, or those of the configured folder as they stand there.
/// Error: Invalid; `field` is "file:line: key".
Result<RegistryPointer> configuredDefinitions(const Configuration &configuration);

/// The same for a start: a folder that is broken does not keep the server from starting if it started on it before.
Result<Definitions> definitionsToStartOn(const Configuration &configuration);

/// Keeps what stands in the configured folder, which a daemon has just started on, in its data folder.
Result<void> keepDefinitions(const Configuration &configuration);

}
