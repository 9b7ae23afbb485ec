// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/recordstore.h"
#include "shared/database/computedplans.h"

#include <optional>

namespace tandem::server {

/// What reading records takes beside the rows and depends on the definitions alone: columns, statements, compiled
/// formulas. Kept from one use to the next with the read connection it is for, on the connection's thread, and made
/// anew for another Registry, so it is never older than the permissions that it is used with.
class RecordPlans
{
public:
    explicit RecordPlans(Connection &connection)
        : m_connection(connection)
    {
    }

    Connection &connection() { return m_connection; }
    RecordStore &records(const RegistryPointer &registry) { return plans(registry).records; }
    ComputedPlans &computed(const RegistryPointer &registry) { return plans(registry).computed; }

private:
    struct Plans
    {
        Plans(Connection &connection, const RegistryPointer &registry)
            : records(connection, registry)
            , computed(registry)
        {
        }
        RecordStore records;
        ComputedPlans computed;
    };
    Plans &plans(const RegistryPointer &registry);

    Connection &m_connection;
    std::optional<Plans> m_plans;
};

}
