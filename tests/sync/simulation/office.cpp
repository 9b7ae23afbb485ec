// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/office.h"

#include "server/records/bootstrap.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "tests/support/company.h"

#include <QRandomGenerator>

namespace tandem::sim {

namespace {

const Person &personOf(const CompanyMold &mold, const Step &step)
{
    return mold.people()[size_t(step.laptop) % mold.people().size()];
}

}

void Office::act(Server &server, const Step &step)
{
    switch (step.kind) {
    case Step::Kind::ChangeRole:
        return changeRole(server, step);
    case Step::Kind::ChangeDepartment:
        return changeDepartment(server, step);
    case Step::Kind::ChangeTeam:
        return changeTeam(server, step);
    case Step::Kind::ChangeFieldAccess:
        return changeFieldAccess(server, step);
    case Step::Kind::DisableUser:
        return disableUser(server, step);
    case Step::Kind::AddField:
        return addField(server, step);
    case Step::Kind::OfficeEdit:
        return edit(server, step);
    case Step::Kind::DefineField:
        return defineField(server, step);
    case Step::Kind::ChangeOptions:
        return changeOptions(server, step);
    case Step::Kind::RetireField:
        return retireField(server, step);
    case Step::Kind::RenameField:
        return renameField(server, step);
    case Step::Kind::DefineEntity:
        return defineEntity(server, step);
    case Step::Kind::RetireEntity:
        return retireEntity(server, step);
    case Step::Kind::MoveDepartment:
        return moveDepartment(server, step);
    case Step::Kind::RetypeField:
        return retypeField(server, step);
    default:
        return;
    }
}

void Office::submit(Server &server, Mutation mutation)
{
    mutation.at = m_clock.now();
    // What the office may not (a role given twice) is refused, as it is for everybody.
    server.pipeline->submit(server::Actor::forSystem(), {mutation}, {});
}

void Office::create(Server &server, EntityNumber entity, const FieldValues &values)
{
    submit(server, server::Company::creation(entity, values));
}

void Office::change(Server &server, EntityNumber entity, const RecordId &record, FieldNumber field, const Value &value)
{
    const auto reader = server.reader();
    const auto row = server::RecordStore(*reader, server.registry()).find(entity, record);
    must(row);
    const Value from = *row ? (*row)->value(field) : Value();
    submit(server, server::Company::edit(entity, record, field, from, value));
}

void Office::remove(Server &server, EntityNumber entity, const RecordId &record)
{
    Mutation mutation;
    mutation.entity = entity;
    mutation.record = record;
    mutation.kind = MutationKind::Delete;
    submit(server, std::move(mutation));
}

void Office::restore(Server &server, EntityNumber entity, const RecordId &record)
{
    Mutation mutation;
    mutation.entity = entity;
    mutation.record = record;
    mutation.kind = MutationKind::Restore;
    submit(server, std::move(mutation));
}

void Office::changeRole(Server &server, const Step &step)
{
    namespace userRole = entities::userRole;
    static const QStringList roles{
        QStringLiteral("manager"), QStringLiteral("sales"), QStringLiteral("service"), QStringLiteral("employee")};
    const Person &person = personOf(m_mold, step);
    const auto reader = server.reader();
    const auto held = server::RecordStore(*reader, server.registry())
                          .findBy(userRole::number, userRole::field::user, Value(person.user));
    must(held);
    if (held->size() > 1)
        return remove(server, userRole::number, (*held)[step.dice % held->size()].id);
    create(server, userRole::number,
        {{userRole::field::user, Value(person.user)},
            {userRole::field::role, Value(server::basics::role(roles.at(step.dice % 4)))}});
}

void Office::changeDepartment(Server &server, const Step &step)
{
    const auto &departments = m_mold.departments();
    change(server, entities::user::number, personOf(m_mold, step).user, systemfield::department,
        Value(departments[step.dice % departments.size()]));
}

/// Below the company, below the other one (unless that is below it), or out of the tree: with it go those who see what
/// is below their own.
void Office::moveDepartment(Server &server, const Step &step)
{
    namespace department = entities::department;
    const auto &departments = m_mold.departments();
    const size_t moved = step.dice % departments.size();
    const Value parents[]{
        Value(server::basics::company()), Value(departments[(moved + 1) % departments.size()]), Value()};
    change(server, department::number, departments[moved], department::field::parent,
        parents[step.dice / 2 % std::size(parents)]);
}

void Office::changeTeam(Server &server, const Step &step)
{
    namespace teamMember = entities::teamMember;
    const Person &person = personOf(m_mold, step);
    const auto reader = server.reader();
    const auto held = server::RecordStore(*reader, server.registry())
                          .findBy(teamMember::number, teamMember::field::user, Value(person.user));
    must(held);
    if (!held->empty())
        return remove(server, teamMember::number, held->front().id);
    create(server, teamMember::number,
        {{teamMember::field::team, Value(m_mold.team())}, {teamMember::field::user, Value(person.user)}});
}

/// What sellers see of accounts: as the definition says, or not all of it, or more accounts than their own.
void Office::changeFieldAccess(Server &server, const Step &step)
{
    namespace role = entities::role;
    static const QStringList permissions{QString(),
        QStringLiteral("{\"account\":{\"read\":\"own\",\"edit\":\"own\",\"remove\":\"own\",\"create\":true,"
                       "\"fields\":{\"taxNumber\":\"hidden\",\"phone\":\"masked\"}}}"),
        QStringLiteral("{\"account\":{\"read\":\"all\",\"edit\":\"own\",\"remove\":\"own\",\"create\":true,"
                       "\"fields\":{\"description\":\"read\",\"phone\":\"hidden\"}}}")};
    const QString &now = permissions.at(step.dice % permissions.size());
    change(server, role::number, server::basics::role(QStringLiteral("sales")), role::field::permissions,
        now.isEmpty() ? Value() : Value(now));
}

void Office::disableUser(Server &server, const Step &step)
{
    namespace user = entities::user;
    const Person &person = personOf(m_mold, step);
    const auto reader = server.reader();
    const auto row = server::RecordStore(*reader, server.registry()).find(user::number, person.user);
    must(row);
    change(server, user::number, person.user, user::field::active,
        Value(!(*row && (*row)->value(user::field::active).toBool())));
}

void Office::enableEverybody(Server &server)
{
    for (const Person &person : m_mold.people())
        change(server, entities::user::number, person.user, entities::user::field::active, Value(true));
}

QByteArray Office::signIn(Server &server, const Person &person)
{
    std::atomic<bool> done = false;
    QByteArray token;
    server.authenticator->signIn(
        {person.login, Person::password(), {}, {}, {}}, [&](const Result<server::SignedIn> &signedIn) {
            if (signedIn)
                token = signedIn->token.toLatin1();
            done = true;
        });
    // Passwords are hashed in a thread of their own, which writes what follows from it.
    server.writeUntil(done);
    return token;
}

void Office::addField(Server &server, const Step &)
{
    namespace customField = entities::customField;
    const QString name = QStringLiteral("added%1").arg(m_fields++);
    create(server, customField::number,
        {{customField::field::entity, Value(QStringLiteral("account"))}, {customField::field::name, Value(name)},
            {customField::field::label, Value(name)},
            {customField::field::definition, Value(QStringLiteral("{\"type\":\"text\"}"))}});
}

void Office::edit(Server &server, const Step &step)
{
    namespace account = entities::account;
    const auto reader = server.reader();
    RecordQuery query;
    query.entity = QStringLiteral("account");
    const auto ids = server::RecordStore(*reader, server.registry()).queryIds(query);
    must(ids);
    if (ids->empty())
        return;
    const QString word = m_ledger.newWord();
    change(server, account::number, (*ids)[step.dice % std::min<size_t>(4, ids->size())],
        step.dice % 2 ? account::field::name : account::field::taxNumber, Value(word));
}

}
