// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/network.h"

#include "tests/sync/simulation/wire.h"

namespace tandem::sim {

std::unique_ptr<client::LinkSocket> Network::newSocket(int laptop)
{
    return std::make_unique<ClientEnd>(*this, laptop);
}

qint64 Network::delay()
{
    return m_slow ? m_random.bounded(100, 4'000) : m_random.bounded(2, 120);
}

void Network::forEach(int laptop, const std::function<void(Wire &)> &visit)
{
    std::erase_if(m_wires, [](const auto &wire) { return wire.expired(); });
    const auto wires = m_wires;
    for (const auto &weak : wires) {
        const auto wire = weak.lock();
        if (wire && (laptop < 0 || wire->laptop() == laptop))
            visit(*wire);
    }
}

void Network::setReachable(int laptop, bool reachable)
{
    if (reachable) {
        m_unreachable.remove(laptop);
        return;
    }
    m_unreachable.insert(laptop);
    silence(laptop);
}

void Network::makeWell()
{
    m_slow = false;
    m_losesOneIn = 0;
    m_unreachable.clear();
}

void Network::cut(int laptop)
{
    forEach(laptop, [](Wire &wire) { wire.cut(); });
}

void Network::serverDied()
{
    m_factory = {};
    forEach(-1, [](Wire &wire) { wire.serverDied(); });
}

void Network::silence(int laptop)
{
    forEach(laptop, [](Wire &wire) { wire.silence(); });
}

}
