// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"
#include "tests/sync/simulation/people.h"

#include <algorithm>

namespace tandem::sim {

/// One step at one laptop: what is chosen, and the words that are typed.
struct People::Act
{
    Act(Laptop &where, const Step &step, Ledger &kept)
        : laptop(where)
        , random(step.dice)
        , ledger(kept)
    {
    }

    bool oneOf(EntityNumber entity) { return oneOf(entity, laptop.records(entity)); }
    bool oneOf(EntityNumber entity, const std::vector<RecordId> &ids)
    {
        if (ids.empty())
            return false;
        // Often the first ones, so that people meet.
        const int most = random.bounded(2) ? std::min(3, int(ids.size())) : int(ids.size());
        request.key = {entity, ids[size_t(random.bounded(most))]};
        return true;
    }
    /// The live records here whose `field` holds `text`.
    std::vector<RecordId> holding(EntityNumber entity, FieldNumber field, const QString &text) const
    {
        std::vector<RecordId> ids = laptop.records(entity);
        std::erase_if(ids, [&](const RecordId &id) {
            const auto record = laptop.replica().read({entity, id});
            return !record.ok() || record->value(field).toText() != text;
        });
        return ids;
    }
    Value value(FieldNumber field) const
    {
        const auto record = laptop.replica().read(request.key);
        return record.ok() ? record->value(field) : Value();
    }
    FieldNumber field(const QString &name) const
    {
        const FieldDef *found = laptop.replica().registry()->entity(request.key.entity)->field(name);
        return found ? found->number : FieldNumber(0);
    }
    QString word()
    {
        words.append(ledger.newWord());
        return words.last();
    }
    void submit() { submit({request}); }
    void submit(const std::vector<client::WriteRequest> &requests)
    {
        const auto ids = laptop.replica().submit(requests);
        if (!ids.ok() || ids->empty())
            return;
        for (const QString &typed : words)
            ledger.typed({typed, laptop.number(), request.key, ids->front(), laptop.disk(), mayFade,
                isOfCompany(requests, typed)});
        done = *ids;
    }
    void submitAction(const QString &action, const QCborMap &arguments)
    {
        request.kind = MutationKind::Action;
        request.action = action;
        request.arguments = arguments;
        submit();
    }

    static bool isOfCompany(const std::vector<client::WriteRequest> &requests, const QString &word)
    {
        const auto isOfField = [&](const auto &typed) {
            return typed.first >= FieldDef::firstCompanyFieldNumber && typed.second.toText().contains(word);
        };
        return std::any_of(requests.begin(), requests.end(), [&](const client::WriteRequest &request) {
            return request.key.entity >= EntityDef::firstCompanyEntityNumber
                || std::any_of(request.to.begin(), request.to.end(), isOfField);
        });
    }

    Laptop &laptop;
    QRandomGenerator random;
    Ledger &ledger;
    client::WriteRequest request;
    QStringList words;
    bool mayFade = false; ///< see TypedWord
    std::vector<MutationId> done;
};

}
