// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/serveraddress.h"

namespace tandem::client {

/// What a client remembers of one server and user besides the replica: `profile.json` in the replica's folder.
struct Profile
{
    ServerAddress server;
    QByteArray pin; ///< of the server's key; empty: only authorities of the system are trusted
    QString userName;

    /// Error: NotFound, Corrupt.
    static Result<Profile> load(const QString &folder);
    Result<void> save(const QString &folder) const;

    QString tokenKey() const { return userName + QLatin1Char('@') + server.toText(); }

    bool operator==(const Profile &) const = default;
};

}
