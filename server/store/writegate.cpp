// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/writegate.h"

#include "server/store/companymove.h"

namespace tandem::server {

Result<WriteGate::Pass> WriteGate::pass()
{
    Pass pass(m_mutex);
    if (!m_closed)
        return pass;
    const std::lock_guard looking(m_looking);
    if (m_closed) {
        TANDEM_TRY(companymove::check(m_folder));
        m_closed = false;
    }
    return pass;
}

void WriteGate::close()
{
    const std::unique_lock<std::shared_mutex> alone(m_mutex);
    m_closed = true;
}

}
