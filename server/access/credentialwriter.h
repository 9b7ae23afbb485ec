// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/credentialstore.h"
#include "server/store/databasewriter.h"
#include "shared/entities/entitynames.h"

#include <memory>

namespace tandem::server {

/// The way to the credentials for whoever changes them: work in transactions of the writer. A copy goes into each
/// callback and keeps the definitions alive.
class CredentialWriter
{
public:
    CredentialWriter(DatabaseWriter &writer, RegistryPointer shipped)
        : m_writer(&writer)
        , m_shipped(std::move(shipped))
    {
    }

    const EntityDef &user() const { return *m_shipped->entity(entities::user::number); }

    /// Gives what `work` returns to `done`, after the commit.
    template <typename T>
    void write(std::function<Result<T>(CredentialStore &)> work, std::function<void(Result<T>)> done) const
    {
        auto result = std::make_shared<Result<T>>(Error::internal(QStringLiteral("not run")));
        m_writer->write(
            [self = *this, work = std::move(work), result](Connection &connection) -> Result<void> {
                CredentialStore store(connection, self.user());
                *result = work(store);
                return result->ok() ? Result<void>() : Result<void>(result->error());
            },
            [result, done = std::move(done)](
                const Result<void> &outcome) { done(outcome.ok() ? std::move(*result) : Result<T>(outcome.error())); });
    }

    /// For what needs no value; without `done` nobody waits for it.
    void write(std::function<Result<void>(CredentialStore &)> work, DatabaseWriter::Done done = {}) const
    {
        m_writer->write(
            [self = *this, work = std::move(work)](Connection &connection) {
                CredentialStore store(connection, self.user());
                return work(store);
            },
            std::move(done));
    }

private:
    DatabaseWriter *m_writer;
    RegistryPointer m_shipped;
};

}
