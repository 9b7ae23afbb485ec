// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace tandem {

/// The wire version that this build speaks, and the oldest one it still understands: the one before. So laptops may be
/// updated before their server or after it, one version apart (docs/decisions/0029).
inline constexpr int protocolNewest = 1;
inline constexpr int protocolOldest = protocolNewest > 1 ? protocolNewest - 1 : 1;

/// The versions that a peer speaks.
struct ProtocolRange
{
    int oldest = protocolOldest;
    int newest = protocolNewest;

    bool contains(int version) const { return version >= oldest && version <= newest; }
};

/// What a peer can do beyond the base of its protocol version. Named, so that builds one version apart meet:
/// hello says what the client can, welcome what both can.
namespace feature {
inline const QString zstdBatches = QStringLiteral("zstd"); ///< row batches may be compressed
inline const QString columns = QStringLiteral("columns"); ///< and written column by column before
inline const QString history = QStringLiteral("history");
inline const QString search = QStringLiteral("search");
inline const QString fetch = QStringLiteral("fetch");
inline const QString lists = QStringLiteral("lists"); ///< pages of lists, read at the server
inline const QString sequences = QStringLiteral("sequences"); ///< a frame to the client may hold several messages
}

/// All that this build can do.
QStringList supportedFeatures();

/// What both sides can do, in the order of `ours`.
QStringList commonFeatures(const QStringList &ours, const QStringList &theirs);

/// The newest version that both speak; 0 if there is none.
int commonProtocol(const ProtocolRange &ours, const ProtocolRange &theirs);

}
