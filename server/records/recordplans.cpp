// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordplans.h"

namespace tandem::server {

RecordPlans::Plans &RecordPlans::plans(const RegistryPointer &registry)
{
    // By identity: the plans hold their registry, so no other one can come to lie where it is.
    if (!m_plans || m_plans->computed.registry() != registry)
        m_plans.emplace(m_connection, registry);
    return *m_plans;
}

}
