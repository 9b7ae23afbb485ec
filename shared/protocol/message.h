// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/datamessages.h"
#include "shared/protocol/requestmessages.h"
#include "shared/protocol/sessionmessages.h"

#include <variant>

namespace tandem {

/// A message of a type that this build does not know: a newer peer's. To be skipped.
struct Unknown
{
    qint64 type = 0;

    bool operator==(const Unknown &) const = default;
};

using Message = std::variant<Unknown, Hello, Welcome, Refused, Push, Ack, Pull, Changes, SnapshotRequest, SnapshotPage,
    MetadataUpdate, PermissionsUpdate, HistoryRequest, HistoryReply, SearchRequest, SearchReply, FetchRequest,
    FetchReply, Ping, Pong, Bye, ListRequest, ListReply>;

/// ZstdColumns: batches of several rows are also written column by column before (see rowcolumns.h).
enum class Compression { None, Zstd, ZstdColumns };

/// The frame of a message: a CBOR array [type, …]. With Zstd, batches that gain from it are compressed; only for
/// peers that named feature::zstdBatches, or also feature::columns.
QByteArray encode(const Message &message, Compression compression = Compression::None);

/// Reads one frame, within limits.h. Elements beyond those that this build knows are ignored, missing ones at the end
/// keep their default, so that builds one version apart understand each other.
/// Error: Corrupt (not a message), TooLarge (over a limit; `field` names it).
Result<Message> decode(QByteArrayView frame);

/// The messages of one frame, in their order. The server may put several into one, each as encode() makes it, for a
/// client that named feature::sequences; together they have at most limits::sequenceBytes. One is read at a time, so
/// that a frame never takes more memory than its largest message.
///     MessageSequence messages(frame);
///     do { TANDEM_ASSIGN(const Message message, messages.next()); … } while (messages.hasNext());
class MessageSequence
{
public:
    /// The frame must outlive the sequence. An empty frame is none: next() says so.
    explicit MessageSequence(QByteArrayView frame)
        : m_frameBytes(frame.size())
        , m_rest(frame)
    {
    }

    bool hasNext() const { return !m_rest.isEmpty(); }
    /// As decode(). After an error there is no next one.
    Result<Message> next();

private:
    const qsizetype m_frameBytes;
    QByteArrayView m_rest; ///< not read yet
};

/// For logs: "Push", "Changes"… Never the contents.
QLatin1String messageName(const Message &message);

}
