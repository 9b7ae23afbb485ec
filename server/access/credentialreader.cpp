// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/credentialreader.h"

#include "shared/entities/entitynames.h"

namespace tandem::server {

CredentialReader::Found CredentialReader::findByLoginName(const QString &loginName)
{
    return look([&loginName](CredentialStore &store) { return store.findByLoginName(loginName); });
}

CredentialReader::Found CredentialReader::find(const RecordId &user)
{
    return look([&user](CredentialStore &store) { return store.find(user); });
}

CredentialReader::Found CredentialReader::look(const std::function<Found(CredentialStore &)> &work)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_connection) {
        TANDEM_ASSIGN(m_connection, m_store.openReader());
    }
    CredentialStore store(*m_connection, *m_store.shipped()->entity(entities::user::number));
    Found found = work(store);
    if (!found.ok())
        m_connection.reset(); // whatever is wrong with it, the next look has another one
    return found;
}

}
