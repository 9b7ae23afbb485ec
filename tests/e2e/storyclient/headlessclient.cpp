// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/headlessclient.h"

#include "client/sync/syncengine.h"
#include "shared/entities/shipped.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QCborMap>
#include <QJsonArray>
#include <QPointer>

namespace tandem::test {

using namespace client;
using namespace Qt::Literals::StringLiterals;

namespace {

QString phaseName(SyncState::Phase phase)
{
    switch (phase) {
    case SyncState::Phase::NoServer:
        return u"noServer"_s;
    case SyncState::Phase::Offline:
        return u"offline"_s;
    case SyncState::Phase::Connecting:
        return u"connecting"_s;
    case SyncState::Phase::Syncing:
        return u"syncing"_s;
    case SyncState::Phase::Synced:
        return u"synced"_s;
    case SyncState::Phase::SignedOut:
        return u"signedOut"_s;
    case SyncState::Phase::Refused:
        return u"refused"_s;
    }
    return {};
}

template <typename T>
Callback<T> answeredBy(const HeadlessClient::Answer &answer)
{
    return [answer](const Result<T> &result) {
        answer(result.ok() ? Result<QJsonObject>(QJsonObject()) : Result<QJsonObject>(result.error()));
    };
}

}

HeadlessClient::HeadlessClient(Options options)
    : m_options(std::move(options))
    , m_clock(m_options.clockOffset)
{
}

HeadlessClient::~HeadlessClient() = default;

Result<void> HeadlessClient::open()
{
    SyncEngine::Config sync;
    sync.folder = m_options.profile;
    TANDEM_ASSIGN(sync.server, ServerAddress::fromText(m_options.server));
    sync.pin = m_options.pin;
    sync.userName = m_options.user;
    sync.language = m_options.language;
    sync.deviceName = u"story"_s;
    sync.clientVersion = u"0"_s;
    sync.clock = &m_clock;
    sync.tokenPlace = TokenStore::Place::FileOnly;
    Workspace::Config config;
    config.folder = m_options.profile;
    config.language = m_options.language;
    config.clock = &m_clock;
    TANDEM_ASSIGN(config.shipped, loadShipped());
    config.sync = [sync](Replica &replica) {
        return std::make_unique<SyncEngine>(replica, sync);
    };
    TANDEM_ASSIGN(m_workspace, Workspace::open(config));
    if (m_options.offline)
        records().setNetwork(SyncControl::Network::Offline);
    return {};
}

const QHash<QString, HeadlessClient::Handler> &HeadlessClient::handlers()
{
    static const QHash<QString, Handler> table{
        {u"signIn"_s, &HeadlessClient::signIn},
        {u"network"_s, &HeadlessClient::network},
        {u"syncNow"_s, &HeadlessClient::syncNow},
        {u"state"_s, &HeadlessClient::state},
        {u"awaitState"_s, &HeadlessClient::awaitState},
        {u"find"_s, &HeadlessClient::find},
        {u"awaitRecords"_s, &HeadlessClient::awaitRecords},
        {u"create"_s, &HeadlessClient::create},
        {u"edit"_s, &HeadlessClient::edit},
        {u"act"_s, &HeadlessClient::act},
        {u"attach"_s, &HeadlessClient::attach},
        {u"typeDraft"_s, &HeadlessClient::typeDraft},
        {u"readDraft"_s, &HeadlessClient::readDraft},
        {u"conflicts"_s, &HeadlessClient::conflicts},
        {u"problems"_s, &HeadlessClient::problems},
        {u"history"_s, &HeadlessClient::history},
    };
    return table;
}

void HeadlessClient::obey(const QJsonObject &order, const Answer &answer)
{
    const Handler handler = handlers().value(order.value("do"_L1).toString());
    if (!handler)
        return answer(Error::invalid(u"do"_s, u"unknownOrder"_s));
    (this->*handler)(order, answer);
}

Result<RecordKey> HeadlessClient::keyOf(const QJsonObject &order) const
{
    const EntityDef *entity = m_workspace->records().entity(order.value("entity"_L1).toString());
    if (!entity)
        return Error::invalid(u"entity"_s, u"unknownEntity"_s);
    return RecordKey{entity->number, recordIdFromText(order.value("id"_L1).toString())};
}

Result<FieldValues> HeadlessClient::valuesOf(const QJsonObject &order) const
{
    const EntityDef *entity = m_workspace->records().entity(order.value("entity"_L1).toString());
    if (!entity)
        return Error::invalid(u"entity"_s, u"unknownEntity"_s);
    FieldValues values;
    const QJsonObject json = order.value("values"_L1).toObject();
    for (auto it = json.begin(); it != json.end(); ++it) {
        const FieldDef *field = entity->field(it.key());
        if (!field)
            return Error::invalid(it.key(), u"unknownField"_s);
        TANDEM_ASSIGN(Value value, fieldTypeInfo(field->type).fromJson(*field, it.value()));
        values.emplace(field->number, std::move(value));
    }
    return values;
}

QJsonObject HeadlessClient::recordJson(const Record &record) const
{
    QJsonObject json = valuesJson(record.key.entity, record.values);
    json.insert(u"id"_s, toText(record.key.id));
    json.insert(u"pending"_s, record.pending);
    return json;
}

QJsonObject HeadlessClient::valuesJson(EntityNumber entity, const FieldValues &values) const
{
    const EntityDef &definition = *m_workspace->records().entity(entity);
    QJsonObject json;
    for (const auto &[number, value] : values) {
        if (const FieldDef *field = definition.field(number))
            json.insert(field->name, fieldTypeInfo(field->type).toJson(*field, value));
    }
    return json;
}

void HeadlessClient::signIn(const QJsonObject &order, const Answer &answer)
{
    records().signIn(m_options.user, order.value("password"_L1).toString(), this, answeredBy<void>(answer));
}

void HeadlessClient::network(const QJsonObject &order, const Answer &answer)
{
    const bool online = order.value("online"_L1).toBool();
    records().setNetwork(online ? SyncControl::Network::Online : SyncControl::Network::Offline);
    answer(QJsonObject());
}

void HeadlessClient::syncNow(const QJsonObject &, const Answer &answer)
{
    records().syncNow();
    answer(QJsonObject());
}

QJsonObject HeadlessClient::stateJson() const
{
    const SyncState state = m_workspace->records().syncState();
    const std::optional<Error> drafts = m_workspace->records().draftTrouble();
    return {{u"phase"_s, phaseName(state.phase)}, {u"waiting"_s, state.waiting}, {u"problems"_s, state.problems},
        {u"conflicts"_s, state.conflicts}, {u"error"_s, state.error ? state.error->toLog() : QString()},
        {u"storing"_s, state.storing ? state.storing->reason : QString()},
        {u"drafts"_s, drafts ? drafts->reason : QString()}, {u"user"_s, toText(m_workspace->records().currentUser())}};
}

void HeadlessClient::state(const QJsonObject &, const Answer &answer)
{
    answer(stateJson());
}

/// Answers as soon as every value that the order names is that of the state.
void HeadlessClient::awaitState(const QJsonObject &order, const Answer &answer)
{
    auto *watch = new QObject(this);
    const auto look = [this, order, answer, watch] {
        const QJsonObject state = stateJson();
        for (auto it = order.begin(); it != order.end(); ++it) {
            if (it.key() != "do"_L1 && state.value(it.key()) != it.value())
                return;
        }
        answer(state);
        QObject::disconnect(&records(), nullptr, watch, nullptr);
        watch->deleteLater();
    };
    connect(&records(), &Records::syncStateChanged, watch, look);
    connect(&records(), &Records::draftTroubleChanged, watch, look);
    look();
}

void HeadlessClient::find(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    if (!key.ok())
        return answer(key.error());
    ListQuery query;
    query.entity = key->entity;
    query.filter = order.value("filter"_L1).toString();
    query.limit = 100;
    records().queryIds(query, this, [=, this](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok())
            return answer(ids.error());
        records().readMany(key->entity, *ids, {}, this, [=, this](const Result<std::vector<Record>> &found) {
            if (!found.ok())
                return answer(found.error());
            QJsonArray list;
            for (const Record &record : *found)
                list.append(recordJson(record));
            answer(QJsonObject{{u"records"_s, list}});
        });
    });
}

/// As find, answered when there are at least `count` such records.
void HeadlessClient::awaitRecords(const QJsonObject &order, const Answer &answer)
{
    auto *watch = new QObject(this);
    const int count = order.value("count"_L1).toInt(1);
    const auto look = [this, order, answer, watch, count] {
        find(order, [=, this, guard = QPointer<QObject>(watch)](const Result<QJsonObject> &found) {
            const bool enough = !found.ok() || found->value("records"_L1).toArray().size() >= count;
            if (!guard || !enough)
                return;
            QObject::disconnect(&records(), nullptr, watch, nullptr);
            delete watch;
            answer(found);
        });
    };
    connect(&records(), &Records::changed, watch, look);
    look();
}

void HeadlessClient::create(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    const auto values = valuesOf(order);
    if (!key.ok() || !values.ok())
        return answer(key.ok() ? values.error() : key.error());
    auto id = std::make_shared<RecordId>();
    *id = records().create(key->entity, *values, this, [=](const Result<std::vector<MutationId>> &made) {
        if (!made.ok())
            return answer(made.error());
        answer(QJsonObject{{u"id"_s, toText(*id)}});
    });
}

void HeadlessClient::edit(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    const auto values = valuesOf(order);
    if (!key.ok() || !values.ok())
        return answer(key.ok() ? values.error() : key.error());
    records().update(*key, *values, this, answeredBy<std::vector<MutationId>>(answer));
}

void HeadlessClient::act(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    if (!key.ok())
        return answer(key.error());
    records().act(*key, order.value("action"_L1).toString(),
        QCborMap::fromJsonObject(order.value("arguments"_L1).toObject()), this,
        answeredBy<std::vector<MutationId>>(answer));
}

void HeadlessClient::attach(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    if (!key.ok())
        return answer(key.error());
    records().attachFile(*key, order.value("path"_L1).toString(), this, [answer](const Result<RecordId> &file) {
        if (!file.ok())
            return answer(file.error());
        answer(QJsonObject{{u"id"_s, toText(*file)}});
    });
}

/// Into an existing record, without saving.
void HeadlessClient::typeDraft(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    const auto values = valuesOf(order);
    if (!key.ok() || !values.ok())
        return answer(key.ok() ? values.error() : key.error());
    Draft draft;
    draft.key = *key;
    draft.values = *values;
    records().saveDraft(draft);
    answer(QJsonObject());
}

/// What was typed there and is on the disk.
void HeadlessClient::readDraft(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    if (!key.ok())
        return answer(key.error());
    records().loadDraft(*key, this, [=, this](const Result<std::optional<Draft>> &draft) {
        if (!draft.ok())
            return answer(draft.error());
        answer(*draft ? valuesJson(key->entity, (*draft)->values) : QJsonObject());
    });
}

void HeadlessClient::conflicts(const QJsonObject &, const Answer &answer)
{
    records().conflicts(this, [answer, this](const Result<std::vector<ConflictItem>> &items) {
        if (!items.ok())
            return answer(items.error());
        QJsonArray list;
        for (const ConflictItem &item : *items) {
            const EntityDef &entity = *records().entity(item.record.entity);
            const FieldDef &field = *entity.field(item.field);
            const FieldTypeInfo &type = fieldTypeInfo(field.type);
            list.append(QJsonObject{{u"entity"_s, entity.name}, {u"field"_s, field.name}, {u"title"_s, item.title},
                {u"standing"_s, type.toJson(field, item.standing)},
                {u"displaced"_s, type.toJson(field, item.displaced)},
                {u"original"_s, type.toJson(field, item.original)}, {u"mineIsStanding"_s, item.mineIsStanding}});
        }
        answer(QJsonObject{{u"conflicts"_s, list}});
    });
}

void HeadlessClient::problems(const QJsonObject &, const Answer &answer)
{
    records().problems(this, [answer, this](const Result<std::vector<ProblemItem>> &items) {
        if (!items.ok())
            return answer(items.error());
        QJsonArray list;
        for (const ProblemItem &item : *items) {
            const EntityDef &entity = *records().entity(item.problem.mutation.entity);
            QJsonObject typed;
            for (const FieldChange &change : item.problem.mutation.changes) {
                if (const FieldDef *field = entity.field(change.field))
                    typed.insert(field->name, fieldTypeInfo(field->type).toJson(*field, change.to));
            }
            list.append(
                QJsonObject{{u"entity"_s, entity.name}, {u"reason"_s, item.problem.error.reason}, {u"typed"_s, typed}});
        }
        answer(QJsonObject{{u"problems"_s, list}});
    });
}

void HeadlessClient::history(const QJsonObject &order, const Answer &answer)
{
    const auto key = keyOf(order);
    if (!key.ok())
        return answer(key.error());
    auto pending = std::make_shared<bool>(true);
    records().history(*key, this, [=, this](const Result<TimelineHistory> &history) {
        const bool isCached = history.ok() && history->fromCache;
        if (!*pending || isCached)
            return;
        *pending = false;
        if (!history.ok())
            return answer(history.error());
        const EntityDef &entity = *records().entity(key->entity);
        QJsonArray list;
        for (const client::HistoryEntry &entry : history->entries) {
            QJsonObject to;
            for (const FieldChange &change : entry.changes) {
                if (const FieldDef *field = entity.field(change.field))
                    to.insert(field->name, fieldTypeInfo(field->type).toJson(*field, change.to));
            }
            list.append(QJsonObject{{u"user"_s, toText(entry.user)}, {u"kind"_s, int(entry.kind)}, {u"at"_s, entry.at},
                {u"action"_s, entry.action}, {u"to"_s, to}});
        }
        answer(QJsonObject{{u"entries"_s, list}});
    });
}

}
