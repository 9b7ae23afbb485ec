// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/message.h"

#include "shared/protocol/cborcheck.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/messagereader.h"
#include "shared/protocol/messagewriter.h"

namespace tandem {

namespace {

/// The place of a type in Message is its number on the wire, so the variant is append only.
template <typename T, size_t I = 1>
constexpr size_t typeNumber()
{
    if constexpr (std::is_same_v<T, std::variant_alternative_t<I, Message>>)
        return I;
    else
        return typeNumber<T, I + 1>();
}

using Read = Result<Message> (*)(MessageReader &);

template <size_t... I>
constexpr auto readers(std::index_sequence<I...>)
{
    return std::array<Read, sizeof...(I)>{[](MessageReader &reader) {
        return reader.message<std::variant_alternative_t<I + 1, Message>>();
    }...};
}

constexpr auto readersByType = readers(std::make_index_sequence<std::variant_size_v<Message> - 1>());

Result<void> checkBounds(const FetchRequest &request)
{
    if (request.ids.size() > size_t(limits::idsPerFetch))
        return overLimit("idsPerFetch", limits::idsPerFetch);
    return {};
}

Result<void> checkBounds(const ListRequest &request)
{
    if (request.sort.size() > size_t(limits::sortKeys))
        return overLimit("sortKeys", limits::sortKeys);
    return {};
}

Result<void> checkBounds(const auto &)
{
    return {};
}

constexpr CborBounds bounds{limits::depth, limits::items, quint64(limits::messageBytes)};

/// Of bytes that were checked already.
Result<Message> read(QByteArrayView bytes)
{
    MessageReader reader(bytes);
    TANDEM_ASSIGN(const qint64 type, reader.type());
    if (type < 1 || quint64(type) > readersByType.size())
        return Message(Unknown{type});
    TANDEM_ASSIGN(Message message, readersByType[size_t(type - 1)](reader));
    TANDEM_TRY(std::visit([](const auto &content) { return checkBounds(content); }, message));
    return message;
}

}

bool CompanyLayer::operator==(const CompanyLayer &other) const
{
    const auto equal = [](const CompanyDefinition &a, const CompanyDefinition &b) {
        return a.kind == b.kind && a.entity == b.entity && a.definition == b.definition;
    };
    return revision == other.revision
        && std::equal(
            definitions.begin(), definitions.end(), other.definitions.begin(), other.definitions.end(), equal);
}

QByteArray encode(const Message &message, Compression compression)
{
    QByteArray frame;
    MessageWriter writer(&frame, compression);
    std::visit(
        [&](const auto &content) {
            using M = std::decay_t<decltype(content)>;
            if constexpr (!std::is_same_v<M, Unknown>)
                writer.message(qint64(typeNumber<M>()), content);
        },
        message);
    return frame;
}

Result<Message> decode(QByteArrayView frame)
{
    if (frame.size() > limits::messageBytes)
        return overLimit("messageBytes", limits::messageBytes);
    TANDEM_TRY(checkCbor(frame, bounds));
    return read(frame);
}

Result<Message> MessageSequence::next()
{
    const QByteArrayView here = std::exchange(m_rest, {});
    if (m_frameBytes > limits::messageBytes)
        return overLimit("messageBytes", limits::messageBytes);
    TANDEM_ASSIGN(const qsizetype size, firstCborItem(here, bounds));
    const QByteArrayView behind = here.sliced(size);
    if (!behind.isEmpty() && m_frameBytes > limits::sequenceBytes)
        return overLimit("sequenceBytes", limits::sequenceBytes);
    TANDEM_ASSIGN(Message message, read(here.first(size)));
    m_rest = behind;
    return message;
}

QLatin1String messageName(const Message &message)
{
    static constexpr const char *names[] = {"Unknown", "Hello", "Welcome", "Refused", "Push", "Ack", "Pull", "Changes",
        "SnapshotRequest", "SnapshotPage", "MetadataUpdate", "PermissionsUpdate", "HistoryRequest", "HistoryReply",
        "SearchRequest", "SearchReply", "FetchRequest", "FetchReply", "Ping", "Pong", "Bye", "ListRequest",
        "ListReply"};
    static_assert(std::size(names) == std::variant_size_v<Message>);
    return QLatin1String(names[message.index()]);
}

}
