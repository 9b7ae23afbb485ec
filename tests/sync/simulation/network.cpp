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

void Network::forEach(int laptop, const std::function<void(Line &)> &visit)
{
    std::erase_if(m_lines, [](const auto &line) { return line.expired(); });
    const auto lines = m_lines;
    for (const auto &weak : lines) {
        const auto line = weak.lock();
        if (line && (laptop < 0 || line->laptop() == laptop))
            visit(*line);
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
    forEach(laptop, [](Line &line) { line.cut(); });
}

void Network::serverDied()
{
    m_factory = {};
    m_httpDoor = nullptr;
    forEach(-1, [](Line &line) { line.serverDied(); });
}

void Network::silence(int laptop)
{
    forEach(laptop, [](Line &line) { line.silence(); });
}

void Network::breakLate(int laptop, qint64 late)
{
    forEach(laptop, [late](Line &line) { line.breakLate(late); });
}

void Network::tearFrame(int laptop, quint32 where)
{
    forEach(laptop, [where](Line &line) { line.tear(where); });
}

}
