// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/people.h"

#include "server/records/bootstrap.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"
#include "tests/sync/simulation/act.h"
#include "tests/sync/simulation/textedit.h"

namespace tandem::sim {

namespace account = entities::account;
namespace opportunity = entities::opportunity;
using client::RecordKey;
using client::WriteRequest;

void People::act(Laptop &laptop, const Step &step)
{
    static const std::map<Step::Kind, void (People::*)(Act &)> acts{
        {Step::Kind::Create, &People::create},
        {Step::Kind::EditFields, &People::editFields},
        {Step::Kind::EditText, &People::editText},
        {Step::Kind::AddTag, &People::addTag},
        {Step::Kind::Count, &People::count},
        {Step::Kind::LinkRecords, &People::linkRecords},
        {Step::Kind::MoveStage, &People::moveStage},
        {Step::Kind::Delete, &People::remove},
        {Step::Kind::Restore, &People::restore},
        {Step::Kind::GiveAway, &People::giveAway},
        {Step::Kind::Share, &People::share},
        {Step::Kind::AskApproval, &People::askApproval},
        {Step::Kind::Decide, &People::decide},
        {Step::Kind::SettleConflict, &People::settleConflict},
        {Step::Kind::Undo, &People::undo},
        {Step::Kind::ImportRows, &People::importRows},
        {Step::Kind::RevertImport, &People::revertImport},
        {Step::Kind::AttachFile, &People::attachFile},
        {Step::Kind::OpenFile, &People::openFile},
        {Step::Kind::RemoveFile, &People::removeFile},
        {Step::Kind::FillCompanyField, &People::fillCompanyField},
        {Step::Kind::UseCompanyEntity, &People::useCompanyEntity},
        {Step::Kind::JoinRecords, &People::joinRecords},
        {Step::Kind::TakeJoinApart, &People::takeJoinApart},
        {Step::Kind::ChangeMany, &People::changeMany},
        {Step::Kind::TakeChangeBack, &People::takeChangeBack},
        {Step::Kind::WithdrawApproval, &People::withdrawApproval},
        {Step::Kind::HandOnApproval, &People::handOnApproval},
        {Step::Kind::ChangeLink, &People::changeLink},
        {Step::Kind::TakePairApart, &People::takePairApart},
        {Step::Kind::RestoreAny, &People::restoreAny},
    };
    const auto found = acts.find(step.kind);
    if (found == acts.end())
        return;
    Act act(laptop, step, m_ledger);
    (this->*found->second)(act);
    // A visit that was undone would have to be counted out.
    if (!act.done.empty() && step.kind != Step::Kind::Count)
        remember(act);
}

/// For undo, to which the note of a mass change does not belong.
void People::remember(const Act &act)
{
    std::vector<Mutation> &last = m_last[act.laptop.number()];
    last = act.laptop.replica().mutations(act.done);
    std::erase_if(last, [](const Mutation &mutation) { return mutation.entity == entities::massChange::number; });
}

void People::create(Act &act)
{
    static constexpr EntityNumber entities[]{account::number, opportunity::number, entities::contact::number,
        entities::leaveRequest::number, entities::activity::number};
    const EntityNumber entity = entities[act.random.bounded(5)];
    act.request.key = {entity, newRecordId()};
    act.request.kind = MutationKind::Create;
    FieldValues &to = act.request.to;
    const EntityDef *definition = act.laptop.replica().registry()->entity(entity);
    const FieldNumber title = definition->field(definition->titleField)->number;
    to[title] = Value(act.word());
    if (entity == opportunity::number) {
        to[opportunity::field::pipeline] = Value(server::basics::pipeline());
        to[opportunity::field::stage] = Value(server::basics::stage(QStringLiteral("new")));
        const std::vector<RecordId> accounts = act.laptop.records(account::number);
        if (!accounts.empty())
            to[opportunity::field::account] = Value(accounts[size_t(act.random.bounded(int(accounts.size())))]);
    } else if (entity == entities::leaveRequest::number) {
        namespace leave = entities::leaveRequest::field;
        to[leave::leaveType] = Value(QStringLiteral("annual"));
        to[leave::start] = Value(act.laptop.clock().now());
        to[leave::end] = Value(act.laptop.clock().now() + 86'400'000);
        to[leave::days] = Value(act.random.bounded(5, 60));
    }
    act.submit();
}

void People::editFields(Act &act)
{
    const bool isAccount = act.random.bounded(3) != 0;
    if (!act.oneOf(isAccount ? account::number : opportunity::number))
        return;
    FieldValues &to = act.request.to;
    to[isAccount ? account::field::name : opportunity::field::name] = Value(act.word());
    if (!isAccount) {
        to[opportunity::field::amount] = Value(Money{act.random.bounded(100, 100'000), QStringLiteral("CNY")});
    } else {
        if (act.random.bounded(2))
            to[account::field::taxNumber] = Value(act.word());
        if (act.random.bounded(3) == 0)
            to[account::field::phone] = Value(QStringLiteral("138%1").arg(act.random.bounded(10'000'000, 99'999'999)));
        // Now and then something that the server will refuse.
        to[account::field::employees] = Value(act.random.bounded(-3, 40));
    }
    // A field that was added while others were away.
    if (const FieldNumber added = act.field(QStringLiteral("added%1").arg(act.random.bounded(3))); added != 0)
        to[added] = Value(act.word());
    act.submit();
}

void People::editText(Act &act)
{
    if (!act.oneOf(account::number))
        return;
    const bool rich = act.random.bounded(2) == 0;
    const FieldNumber field = rich ? account::field::description : account::field::preferences;
    act.request.to[field] = Value(editedText(act.value(field).toText(), rich, act.random, [&] { return act.word(); }));
    act.submit();
}

void People::addTag(Act &act)
{
    if (!act.oneOf(account::number))
        return;
    QStringList tags = act.value(account::field::tags).toSet();
    if (!tags.isEmpty() && act.random.bounded(4) == 0)
        tags.removeAt(act.random.bounded(int(tags.size())));
    tags.append(act.word());
    act.request.to[account::field::tags] = Value(tags);
    act.submit();
}

/// One visit more, and in the same mutation a word that says which: so often the number must have grown.
void People::count(Act &act)
{
    if (!act.oneOf(account::number))
        return;
    const FieldNumber visits = act.field(CompanyMold::counterField());
    if (visits == 0)
        return;
    act.request.to[visits] = Value(act.value(visits).toInteger() + 1);
    act.request.to[account::field::code] = Value(QStringLiteral("visit ") + act.word());
    act.submit();
}

void People::linkRecords(Act &act)
{
    namespace junction = entities::accountContact;
    const std::vector<RecordId> contacts = act.laptop.records(entities::contact::number);
    const std::vector<RecordId> accounts = act.laptop.records(account::number);
    if (contacts.empty() || accounts.empty())
        return;
    act.request.key = {junction::number, newRecordId()};
    act.request.kind = MutationKind::Create;
    act.request.to = {{junction::field::account, Value(accounts[size_t(act.random.bounded(int(accounts.size())))])},
        {junction::field::contact, Value(contacts[size_t(act.random.bounded(int(contacts.size())))])}};
    act.submit();
}

void People::moveStage(Act &act)
{
    static const QStringList stages{QStringLiteral("qualified"), QStringLiteral("proposal"), QStringLiteral("won"),
        QStringLiteral("lost"), QStringLiteral("new")};
    if (!act.oneOf(opportunity::number))
        return;
    act.request.to[opportunity::field::stage] = Value(server::basics::stage(stages.at(act.random.bounded(5))));
    act.submit();
}

void People::remove(Act &act)
{
    if (!act.oneOf(act.random.bounded(2) ? account::number : opportunity::number))
        return;
    act.request.kind = MutationKind::Delete;
    act.submit();
}

void People::restore(Act &act)
{
    const std::vector<RecordId> ids = act.laptop.deletedRecords(account::number);
    if (ids.empty())
        return;
    act.request.key = {account::number, ids[size_t(act.random.bounded(int(ids.size())))]};
    act.request.kind = MutationKind::Restore;
    act.submit();
}

void People::giveAway(Act &act)
{
    if (!act.oneOf(act.random.bounded(3) ? account::number : opportunity::number))
        return;
    const auto &people = m_mold.people();
    act.request.to[systemfield::owner] = Value(people[size_t(act.random.bounded(int(people.size())))].user);
    act.submit();
}

/// Kind and id.
std::pair<QString, QString> People::someGrantee(QRandomGenerator &random) const
{
    switch (random.bounded(4)) {
    case 0:
        return {QStringLiteral("team"), toText(m_mold.team())};
    case 1: {
        const auto &departments = m_mold.departments();
        return {QStringLiteral("department"), toText(departments[size_t(random.bounded(int(departments.size())))])};
    }
    default: {
        const auto &people = m_mold.people();
        return {QStringLiteral("user"), toText(people[size_t(random.bounded(int(people.size())))].user)};
    }
    }
}

void People::share(Act &act)
{
    namespace share = entities::share;
    if (!act.oneOf(account::number))
        return;
    const RecordId shared = act.request.key.id;
    const std::vector<RecordId> shares = act.laptop.records(share::number);
    if (!shares.empty() && act.random.bounded(3) == 0) {
        act.request.key = {share::number, shares[size_t(act.random.bounded(int(shares.size())))]};
        act.request.kind = MutationKind::Delete;
        return act.submit();
    }
    const auto [kind, grantee] = someGrantee(act.random);
    act.request.key = {share::number, newRecordId()};
    act.request.kind = MutationKind::Create;
    act.request.to = {{share::field::record, Value(QStringLiteral("account/") + toText(shared))},
        {share::field::granteeKind, Value(kind)}, {share::field::grantee, Value(kind + QLatin1Char('/') + grantee)},
        {share::field::level, Value(QString(act.random.bounded(2) ? QStringLiteral("read") : QStringLiteral("edit")))},
        {share::field::cascade, Value(act.random.bounded(2) == 0)}};
    act.submit();
}

void People::askApproval(Act &act)
{
    if (act.oneOf(entities::leaveRequest::number))
        act.submitAction(QStringLiteral("submitApproval"), {{QStringLiteral("comment"), act.word()}});
}

void People::decide(Act &act)
{
    static const QStringList decisions{QStringLiteral("approve"), QStringLiteral("reject")};
    if (act.oneOf(entities::approvalTask::number))
        act.submitAction(decisions.at(act.random.bounded(2)), {{QStringLiteral("comment"), act.word()}});
}

void People::settleConflict(Act &act)
{
    static const QStringList choices{QStringLiteral("keep"), QStringLiteral("swap")};
    if (act.oneOf(entities::conflict::number))
        act.submitAction(
            QStringLiteral("resolveConflict"), {{QStringLiteral("choice"), choices.at(act.random.bounded(2))}});
}

/// What stands in the window's stack of undo: perhaps others have gone on since.
void People::undo(Act &act)
{
    const auto last = m_last.find(act.laptop.number());
    if (last == m_last.end() || last->second.empty())
        return;
    const auto requests = act.laptop.replica().inverseOf(last->second);
    m_last.erase(last);
    if (requests.ok() && !requests->empty())
        act.submit(*requests);
}

/// As the import of the client does it: a record that says what is imported, and the rows that name it.
void People::importRows(Act &act)
{
    namespace importRun = entities::importRun;
    WriteRequest run;
    run.key = {importRun::number, newRecordId()};
    run.kind = MutationKind::Create;
    run.to = {{importRun::field::entity, Value(QStringLiteral("account"))},
        {importRun::field::fileName, Value(act.word())}, {systemfield::owner, Value(act.laptop.replica().user())}};
    std::vector<WriteRequest> requests{run};
    for (int rows = act.random.bounded(1, 5); rows > 0; --rows) {
        WriteRequest row;
        const bool isNew = act.random.bounded(3) != 0 || !act.oneOf(account::number);
        row.key = isNew ? RecordKey{account::number, newRecordId()} : act.request.key;
        row.kind = isNew ? MutationKind::Create : MutationKind::Update;
        row.to = {{account::field::name, Value(act.word())},
            {account::field::website, Value(QStringLiteral("https://%1.example").arg(act.word()))}};
        setOrigin(row.arguments, run.key.id);
        requests.push_back(row);
    }
    act.request.key = run.key;
    act.submit(requests);
    if (act.done.empty())
        return;
    WriteRequest finish;
    finish.key = run.key;
    finish.to = {{importRun::field::finishedAt, Value(act.laptop.clock().now())}};
    (void)act.laptop.replica().submit({finish}).ok();
}

void People::revertImport(Act &act)
{
    if (act.oneOf(entities::importRun::number))
        act.submitAction(QStringLiteral("revert"), {});
}

}
