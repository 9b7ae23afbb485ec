// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/app/configuration.h"
#include "server/store/contentstore.h"

#include <memory>

namespace tandem::server {

/// The bucket that the configuration names for attached files, and who asks for them there; null if it names none. Asks
/// nobody yet. Error: Invalid, with the key; NotFound ("cannotRead") with the file of the secret as field.
Result<std::shared_ptr<ContentStore>> filesBucketOf(const Configuration &configuration);

}
