// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/databaselistener.h"

#ifdef TANDEM_HAS_POSTGRESQL
#include "shared/database/postgresql/postgreslistener.h"
#endif

namespace tandem {

std::unique_ptr<DatabaseListener> DatabaseListener::make(const DatabaseAddress &address)
{
#ifdef TANDEM_HAS_POSTGRESQL
    if (address.isPostgresql())
        return std::make_unique<PostgresListener>(address);
#endif
    Q_UNUSED(address);
    return nullptr;
}

}
