// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/statement.h"

#include <QHash>

namespace tandem {

/// The statements of one connection by their SQL, the longest unused one making room. One thread at a time.
template <typename Backend>
class StatementCache
{
public:
    /// The statement of equal SQL, or one that `compile` makes.
    template <typename Compile>
    Result<Statement> take(const QString &sql, Compile compile)
    {
        const auto found = m_statements.find(sql);
        if (found != m_statements.end()) {
            // Still being read further up: it cannot be used twice at once.
            if (found->statement.use_count() > 1) {
                TANDEM_ASSIGN(auto second, compile(sql));
                return Statement(std::move(second));
            }
            found->lastUse = ++m_useCount;
            return Statement(found->statement);
        }
        TANDEM_ASSIGN(auto statement, compile(sql));
        if (m_statements.size() >= maximum)
            evictOldest();
        m_statements.insert(sql, {statement, ++m_useCount});
        return Statement(std::move(statement));
    }

    void clear() { m_statements.clear(); }

private:
    struct Cached
    {
        std::shared_ptr<Backend> statement;
        quint64 lastUse = 0;
    };
    static constexpr int maximum = 400;

    void evictOldest()
    {
        auto oldest = m_statements.end();
        for (auto it = m_statements.begin(); it != m_statements.end(); ++it) {
            if (it->statement.use_count() == 1 && (oldest == m_statements.end() || it->lastUse < oldest->lastUse))
                oldest = it;
        }
        if (oldest != m_statements.end())
            m_statements.erase(oldest);
    }

    QHash<QString, Cached> m_statements;
    quint64 m_useCount = 0;
};

}
