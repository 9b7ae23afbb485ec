// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/metadata/loader.h"
#include "shared/protocol/rights.h"

#include <QStringList>

#include <optional>

namespace tandem {

/// Sign-in by name and password; the answer carries a token for all later contacts.
struct PasswordSignIn
{
    QString name;
    QString password;

    bool operator==(const PasswordSignIn &) const = default;
};

/// First sign-in, or after a reset by the administrator: the code replaces the password, which is set anew.
struct CodeSignIn
{
    QString name; ///< empty for the first administrator
    QString code;
    QString newPassword;

    bool operator==(const CodeSignIn &) const = default;
};

/// client → server, first of all.
struct Hello
{
    int protocolOldest = 1;
    int protocolNewest = 1;
    QStringList features;
    RecordId device;
    QString deviceName; ///< shown to the user in the list of sessions
    QByteArray token; ///< empty when one of the two below is set
    std::optional<PasswordSignIn> password;
    std::optional<CodeSignIn> code;
    QString clientVersion;
    QString language;
    qint64 metadataRevision = -1; ///< -1: has none
    QByteArray generation; ///< of the server that this replica belongs to; empty at first contact
    qint64 cursor = 0;
    qint64 acknowledgedUpTo = 0; ///< every mutation up to this number was answered and the answer is stored
    qint64 lastNumber = 0; ///< of the newest mutation that this device made
    std::vector<EntityView> views; ///< what it holds
    /// Names that this device had before it was found to be a copy, the last one first.
    std::vector<RecordId> formerDevices;

    bool operator==(const Hello &) const = default;
};

/// The company's own definitions, whole.
struct CompanyLayer
{
    qint64 revision = 0;
    std::vector<CompanyDefinition> definitions;

    bool operator==(const CompanyLayer &other) const;
};

/// What a user may do, and which entities must be fetched (again) because of it, in the order to fetch.
struct Rights
{
    std::vector<EntityAccess> entities;
    std::vector<EntityView> views; ///< of each entity that laptops hold
    std::vector<EntityNumber> snapshots;

    bool operator==(const Rights &) const = default;
};

/// server → client: the session is open.
struct Welcome
{
    int protocol = 1;
    QStringList features;
    Timestamp serverTime = 0;
    QByteArray generation; ///< another one than before: the server was restored from a backup
    RecordId user;
    QString userName;
    QString companyName;
    QByteArray token; ///< when signed in by password or code
    qint64 cursor = 0; ///< to go on from: the hello's own, or the newest if that one leads nowhere any more
    qint64 knownNumber = 0; ///< the last mutation of this device that the server has
    std::optional<CompanyLayer> metadata; ///< when the client's revision is another one
    Rights rights;
    /// The last mutations that the server has of the hello's former devices, in their order; perhaps not of all.
    std::vector<qint64> formerNumbers;

    bool operator==(const Welcome &) const = default;
};

/// server → client: no session; the connection is closed after it. Reasons: "wrongPassword", "wrongCode",
/// "userDisabled", "tokenExpired", "tooManyAttempts", "clientTooOld", "clientTooNew", "deviceCloned", "busy".
struct Refused
{
    Error error;
    int retryAfterSeconds = 0; ///< 0: not before something changed

    bool operator==(const Refused &) const = default;
};

/// server → client at any time: definitions have changed. Sent before any data that needs them.
struct MetadataUpdate
{
    CompanyLayer layer;

    bool operator==(const MetadataUpdate &) const = default;
};

/// server → client at any time: the user's rights have changed.
struct PermissionsUpdate
{
    Rights rights;

    bool operator==(const PermissionsUpdate &) const = default;
};

struct Ping
{
    qint64 number = 0;

    bool operator==(const Ping &) const = default;
};

struct Pong
{
    qint64 number = 0; ///< of the ping
    Timestamp serverTime = 0;

    bool operator==(const Pong &) const = default;
};

/// Either side leaves. Reasons: "shuttingDown", "signedOut", "userDisabled", "sessionRevoked", "idle", "slow",
/// "protocolError".
struct Bye
{
    QString reason;
    int retryAfterSeconds = 0;

    bool operator==(const Bye &) const = default;
};

}
