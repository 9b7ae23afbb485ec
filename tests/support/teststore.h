// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/store.h"
#include "tests/support/testdatabaseurl.h"

namespace tandem::test {

/// The store of a data folder, on the database that the test runs on.
inline Result<std::unique_ptr<server::Store>> openStore(
    const QString &folder, RegistryPointer shipped, std::shared_ptr<server::ContentStore> contents = {})
{
    return server::Store::open(
        folder, std::move(shipped), {{testdatabase::urlOfFolder(folder)}, {}, std::move(contents)});
}

}
