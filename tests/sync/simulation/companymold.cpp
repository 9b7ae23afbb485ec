// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/companymold.h"

#include "server/records/bootstrap.h"
#include "shared/base/repeatedids.h"
#include "shared/entities/entitynames.h"
#include "tests/support/company.h"
#include "tests/sync/simulation/folder.h"
#include "tests/sync/simulation/server.h"
#include "tests/sync/simulation/virtualtime.h"

#include <QSemaphore>

namespace tandem::sim {

namespace {

class Beginning final : public Clock
{
public:
    Timestamp now() const override { return VirtualClock::beginning - 1000; }
};

/// Writes the first records, waiting for each.
class Founder
{
public:
    Founder(server::Pipeline &pipeline, const Clock &clock)
        : m_pipeline(pipeline)
        , m_clock(clock)
    {
    }

    RecordId create(EntityNumber entity, const FieldValues &values)
    {
        Mutation mutation = server::Company::creation(entity, values);
        mutation.at = m_clock.now();
        QSemaphore finished;
        m_pipeline.submit(server::Actor::forSystem(), {mutation}, [&](const std::vector<Acknowledgement> &answers) {
            if (answers.front().error)
                qFatal("%s", qPrintable(answers.front().error->toLog()));
            finished.release();
        });
        finished.acquire();
        return mutation.record;
    }

private:
    server::Pipeline &m_pipeline;
    const Clock &m_clock;
};

QByteArray signIn(server::Authenticator &authenticator, const RecordId &user, const QString &login)
{
    const QString password = Person::password();
    QSemaphore finished;
    QByteArray token;
    authenticator.setPassword(user, password, [&](const Result<void> &set) {
        must(set);
        finished.release();
    });
    finished.acquire();
    authenticator.signIn({login, password, {}, {}, {}}, [&](const Result<server::SignedIn> &signedIn) {
        must(signedIn);
        token = signedIn->token.toLatin1();
        finished.release();
    });
    finished.acquire();
    return token;
}

}

CompanyMold::CompanyMold()
    : m_folder(scratchFolder())
{
    namespace user = entities::user;
    repeatRecordIds(1);
    const Beginning clock;
    Server server(m_folder->path(), clock, Server::Writer::Thread);
    must(server::bootstrap(*server.pipeline, *server.store, clock, QStringLiteral("en")));
    Founder founder(*server.pipeline, clock);
    for (const char *name : {"North", "South"})
        m_departments.push_back(founder.create(entities::department::number,
            {{entities::department::field::name, Value(QString(QLatin1String(name)))},
                {entities::department::field::parent, Value(server::basics::company())}}));
    m_team =
        founder.create(entities::team::number, {{entities::team::field::name, Value(QStringLiteral("Night shift"))}});
    RecordId boss;
    int number = 0;
    for (const char *role : {"manager", "sales", "sales", "service", "employee"}) {
        Person person{QStringLiteral("person%1").arg(++number), QString(QLatin1String(role)), {}, {}};
        FieldValues values{{user::field::login, Value(person.login)}, {user::field::name, Value(person.login)},
            {user::field::active, Value(true)},
            {systemfield::department,
                Value(boss.isNull() ? server::basics::company() : m_departments[size_t(number % 2)])}};
        if (!boss.isNull())
            values.emplace(user::field::manager, Value(boss));
        person.user = founder.create(user::number, values);
        if (boss.isNull())
            boss = person.user;
        founder.create(entities::userRole::number,
            {{entities::userRole::field::user, Value(person.user)},
                {entities::userRole::field::role, Value(server::basics::role(person.role))}});
        person.token = signIn(*server.authenticator, person.user, person.login);
        m_people.push_back(person);
    }
    founder.create(entities::customField::number,
        {{entities::customField::field::entity, Value(QStringLiteral("account"))},
            {entities::customField::field::name, Value(counterField())},
            {entities::customField::field::label, Value(QStringLiteral("Visits"))},
            {entities::customField::field::definition,
                Value(QStringLiteral("{\"type\":\"integer\",\"merge\":\"counter\"}"))}});
    for (const Person &person : m_people)
        founder.create(entities::account::number,
            {{entities::account::field::name, Value(QStringLiteral("account of ") + person.login)},
                {systemfield::owner, Value(person.user)}, {systemfield::department, Value(m_departments.front())}});
    m_definitions = server.registry();
}

}
