// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What people do to several records at once, and how they take it back.

#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"
#include "tests/sync/simulation/act.h"

namespace tandem::sim {

namespace account = entities::account;
namespace massChange = entities::massChange;
using client::WriteRequest;

namespace {

/// What is done to each of them, and how the note of it names that.
struct Manner
{
    MutationKind kind;
    const char *name;

    QString text() const { return QString::fromLatin1(name); }
};

/// Edits twice: they are the usual.
constexpr Manner manners[]{{MutationKind::Update, "edit"}, {MutationKind::Update, "edit"},
    {MutationKind::Delete, "delete"}, {MutationKind::Restore, "restore"}};

const Manner &someManner(QRandomGenerator &random)
{
    return manners[random.bounded(int(std::size(manners)))];
}

/// What goes ahead of the mutations, which name it as their origin.
WriteRequest noteOf(const Manner &manner, const RecordId &user)
{
    WriteRequest note;
    note.key = {massChange::number, newRecordId()};
    note.kind = MutationKind::Create;
    note.to = {
        {massChange::field::entity, Value(QStringLiteral("account"))}, {massChange::field::kind, Value(manner.text())}};
    if (!user.isNull())
        note.to.emplace(systemfield::owner, Value(user));
    note.countsOthers = massChange::field::count;
    return note;
}

}

/// Perhaps somebody who is away works on the one that goes.
void People::joinRecords(Act &act)
{
    const EntityNumber entity = act.random.bounded(3) ? account::number : entities::contact::number;
    if (!act.oneOf(entity))
        return;
    const RecordId other = act.request.key.id;
    if (act.oneOf(entity) && act.request.key.id != other)
        act.submitAction(QStringLiteral("merge"), {{QStringLiteral("other"), toText(other)}});
}

void People::takeJoinApart(Act &act)
{
    const std::vector<RecordId> joins =
        act.holding(massChange::number, massChange::field::kind, QStringLiteral("merge"));
    if (act.oneOf(massChange::number, joins))
        act.submitAction(QStringLiteral("revert"), {});
}

/// As the client does it with what is chosen in a list.
void People::changeMany(Act &act)
{
    const Manner &manner = someManner(act.random);
    const std::vector<RecordId> ids = manner.kind == MutationKind::Restore ? act.laptop.deletedRecords(account::number)
                                                                           : act.laptop.records(account::number);
    if (ids.size() < 2)
        return;
    FieldValues to;
    if (manner.kind == MutationKind::Update)
        to[account::field::taxNumber] = Value(act.word());
    std::vector<WriteRequest> requests{noteOf(manner, act.laptop.replica().user())};
    act.request.key = requests.front().key;
    const size_t first = size_t(act.random.bounded(int(ids.size()) - 1));
    const size_t end = std::min(ids.size(), first + size_t(act.random.bounded(2, 5)));
    for (size_t i = first; i < end; ++i) {
        WriteRequest request;
        request.key = {account::number, ids[i]};
        request.kind = manner.kind;
        request.to = to;
        request.onlyIfThere = true;
        setOrigin(request.arguments, act.request.key.id);
        requests.push_back(std::move(request));
    }
    act.submit(requests);
}

/// Perhaps some of it still waits on a laptop.
void People::takeChangeBack(Act &act)
{
    const QString kind = someManner(act.random).text();
    if (act.oneOf(massChange::number, act.holding(massChange::number, massChange::field::kind, kind)))
        act.submitAction(QStringLiteral("revert"), {});
}

}
