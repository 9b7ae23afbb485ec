// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/credentialstore.h"
#include "server/store/store.h"

#include <QMutex>

#include <functional>
#include <memory>

namespace tandem::server {

/// The way to the credentials for whoever only looks: over a connection of its own, so that nobody waits for a commit.
/// Any thread; one looks at a time.
class CredentialReader
{
public:
    explicit CredentialReader(const Store &store)
        : m_store(store)
    {
    }

    using Found = Result<std::optional<CredentialStore::Account>>;
    Found findByLoginName(const QString &loginName);
    Found find(const RecordId &user);

private:
    Found look(const std::function<Found(CredentialStore &)> &work);

    const Store &m_store;
    QMutex m_mutex;
    std::unique_ptr<Connection> m_connection; ///< opened when it is first needed
};

}
