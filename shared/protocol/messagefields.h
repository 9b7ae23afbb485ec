// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/message.h"

namespace tandem {

/// The fields of a struct in the order that they have on the wire: the one place that both directions follow.
/// Append only; a field that is no longer used keeps its place.
template <typename T>
struct Fields;

template <typename T>
concept HasFields = requires
{
    sizeof(Fields<T>);
};

/// A field that came later, at the end of a struct: it is written only if it or one behind it says something, so that
/// what says nothing new keeps its bytes.
template <typename T>
struct Added
{
    T &value;
};

template <typename T>
Added<T> added(T &value)
{
    return {value};
}

#define TANDEM_FIELDS(Type, ...)                                                                                       \
    template <>                                                                                                        \
    struct Fields<Type>                                                                                                \
    {                                                                                                                  \
        static void visit(auto &archive, auto &m) { archive(__VA_ARGS__); }                                            \
    }

TANDEM_FIELDS(Error, m.code, m.reason, m.field, m.arguments);
TANDEM_FIELDS(MutationId, m.device, m.number);
TANDEM_FIELDS(FieldChange, m.field, m.from, m.to);
TANDEM_FIELDS(Mutation, m.id, m.at, m.entity, m.record, m.kind, m.changes, m.action, m.arguments);
TANDEM_FIELDS(Acknowledgement, m.id, m.outcome, m.seq, m.error);
TANDEM_FIELDS(CompanyDefinition, m.kind, m.entity, m.definition);
TANDEM_FIELDS(
    EntityAccess, m.entity, m.read, m.edit, m.remove, m.create, m.exportRows, m.import, m.actions, m.fields, m.partial);
TANDEM_FIELDS(EntityView, m.entity, m.fingerprint);
TANDEM_FIELDS(Rights, m.entities, m.views, m.snapshots);
TANDEM_FIELDS(CompanyLayer, m.revision, m.definitions);
TANDEM_FIELDS(PasswordSignIn, m.name, m.password);
TANDEM_FIELDS(CodeSignIn, m.name, m.code, m.newPassword);
TANDEM_FIELDS(Forgets, m.entity, m.ids);
TANDEM_FIELDS(
    HistoryEntry, m.seq, m.at, m.user, m.kind, m.action, m.changes, m.arguments, added(m.channel), added(m.device));
TANDEM_FIELDS(SearchHit, m.entity, m.record, m.title, m.subtitle);

TANDEM_FIELDS(Hello, m.protocolOldest, m.protocolNewest, m.features, m.device, m.deviceName, m.token, m.password,
    m.code, m.clientVersion, m.language, m.metadataRevision, m.generation, m.cursor, m.acknowledgedUpTo, m.lastNumber,
    m.views, m.formerDevices);
TANDEM_FIELDS(Welcome, m.protocol, m.features, m.serverTime, m.generation, m.user, m.userName, m.companyName, m.token,
    m.cursor, m.knownNumber, m.metadata, m.rights, m.formerNumbers);
TANDEM_FIELDS(Refused, m.error, m.retryAfterSeconds);
TANDEM_FIELDS(Push, m.mutations);
TANDEM_FIELDS(Ack, m.acknowledgements);
TANDEM_FIELDS(Pull, m.cursor, m.limit);
TANDEM_FIELDS(Changes, m.from, m.cursor, m.more, m.batches, m.forgets);
TANDEM_FIELDS(SnapshotRequest, m.entity, m.after, m.limit);
TANDEM_FIELDS(SnapshotPage, m.rows, m.after, m.last, m.end, m.position, m.fingerprint);
TANDEM_FIELDS(MetadataUpdate, m.layer);
TANDEM_FIELDS(PermissionsUpdate, m.rights);
TANDEM_FIELDS(HistoryRequest, m.request, m.entity, m.record, m.before, m.limit);
TANDEM_FIELDS(HistoryReply, m.request, m.entries, m.more, m.error);
TANDEM_FIELDS(SearchRequest, m.request, m.text, m.entities, m.limit, m.beyond);
TANDEM_FIELDS(SearchReply, m.request, m.hits, m.error, m.unfinished);
TANDEM_FIELDS(FetchRequest, m.request, m.entity, m.ids);
TANDEM_FIELDS(FetchReply, m.request, m.rows, m.error, m.more);
TANDEM_FIELDS(SortKey, m.field, m.descending);
TANDEM_FIELDS(ListRequest, m.request, m.entity, m.filter, m.sort, m.afterValues, m.after, m.limit, m.beyond);
TANDEM_FIELDS(ListReply, m.request, m.rows, m.error, m.more);
TANDEM_FIELDS(Ping, m.number);
TANDEM_FIELDS(Pong, m.number, m.serverTime);
TANDEM_FIELDS(Bye, m.reason, m.retryAfterSeconds);

#undef TANDEM_FIELDS

}
