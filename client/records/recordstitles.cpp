// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What records are called, for whoever shows a link to one.

#include "client/records/records.h"
#include "client/records/records_p.h"

#include <utility>

namespace tandem::client {

void Records::titles(const std::vector<RecordKey> &keys, QObject *context, Callback<QHash<RecordKey, QString>> done)
{
    d->ask<QHash<RecordKey, QString>>(
        d->threads.lookup, context, std::move(done), [keys](Reader &reader) { return reader.titles(keys); });
}

QString Records::titleOf(const RecordKey &key)
{
    if (key.isNull())
        return {};
    const auto found = d->titles.constFind(key);
    if (found != d->titles.cend()) {
        const EntityDef *definition = entity(key.entity);
        return definition ? labels().translated(definition->name, *found) : *found;
    }
    // Whoever paints a link asks again each time.
    if (d->distantTitles.contains(key))
        return {};
    d->wantedTitles.insert(key);
    d->scheduleTitles();
    return {};
}

bool Records::isOutOfSight(const RecordKey &key) const
{
    return d->withoutRecord.contains(key);
}

void Records::Private::scheduleTitles()
{
    if (titlesScheduled || wantedTitles.isEmpty())
        return;
    titlesScheduled = true;
    QTimer::singleShot(0, q, [this] { fetchTitles(); });
}

void Records::Private::fetchTitles()
{
    titlesScheduled = false;
    const QSet<RecordKey> asked = std::exchange(wantedTitles, {});
    const std::vector<RecordKey> keys(asked.begin(), asked.end());
    q->titles(keys, q, [this, asked](const Result<QHash<RecordKey, QString>> &found) {
        if (!found.ok())
            return;
        QSet<RecordKey> here = asked;
        std::vector<RecordKey> distant;
        for (const RecordKey &key : asked) {
            if (found->contains(key) || !access.value(key.entity).partial)
                continue;
            here.remove(key);
            distant.push_back(key);
        }
        takeTitles(*found, here);
        if (!distant.empty())
            fetchDistantTitles(distant);
    });
}

/// Of records that the offline policy does not keep here. Without a connection they stay unnamed until there is one.
void Records::Private::fetchDistantTitles(const std::vector<RecordKey> &keys)
{
    const QSet<RecordKey> asked(keys.begin(), keys.end());
    distantTitles.unite(asked);
    const auto take = [this, asked](const Result<QHash<RecordKey, QString>> &found) {
        distantTitles.subtract(asked);
        if (found.ok())
            return takeTitles(*found, asked);
        unreachedTitles.unite(asked);
        QSet<RecordKey> unnamed = asked;
        unnamed.removeIf([this](const RecordKey &key) { return !titles.value(key).isEmpty(); });
        takeTitles({}, unnamed);
    };
    askSync<QHash<RecordKey, QString>>(
        q, take, [keys](SyncControl &sync, const auto &answer) { sync.fetchTitles(keys, answer); });
}

/// What was taken or given may be among them.
void Records::Private::renewDistantTitles()
{
    for (auto title = titles.cbegin(); title != titles.cend(); ++title) {
        if (access.value(title.key().entity).partial || withoutRecord.contains(title.key()))
            wantedTitles.insert(title.key());
    }
    scheduleTitles();
}

void Records::Private::followConnection(SyncState::Phase before)
{
    if (sync.phase != SyncState::Phase::Synced || before == SyncState::Phase::Synced)
        return;
    wantedTitles.unite(std::exchange(unreachedTitles, {}));
    scheduleTitles();
}

void Records::Private::takeTitles(const QHash<RecordKey, QString> &found, const QSet<RecordKey> &asked)
{
    // Asked again for what is seen, this fills up quickly; keeping count of use would cost more.
    if (titles.size() + asked.size() > mostTitles) {
        titles.clear();
        withoutRecord.clear();
    }
    QSet<RecordKey> different;
    for (const RecordKey &key : asked) {
        const QString title = found.value(key);
        const auto known = titles.constFind(key);
        const bool isMissing = !found.contains(key);
        if (isMissing != withoutRecord.contains(key) || (known == titles.cend() ? !title.isEmpty() : *known != title))
            different.insert(key);
        if (isMissing)
            withoutRecord.insert(key);
        else
            withoutRecord.remove(key);
        titles.insert(key, title);
    }
    if (!different.isEmpty())
        emit q->titlesChanged(different);
}

/// Titles stay on the screen until the new ones are here.
void Records::Private::refreshTitles(const ChangeSet &changes)
{
    const auto want = [&](const RecordKey &key) {
        if (titles.contains(key))
            wantedTitles.insert(key);
    };
    if (!changes.entities.empty()) {
        const QList<RecordKey> known = titles.keys();
        for (const RecordKey &key : known) {
            if (changes.touchesWhole(key.entity))
                want(key);
        }
    }
    for (const RecordChange &change : changes.records)
        want(change.key);
    scheduleTitles();
}

}
