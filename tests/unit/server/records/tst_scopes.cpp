// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/audiencestore.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;
namespace share = tandem::entities::share;
namespace teamMember = tandem::entities::teamMember;

/// What reaches how far between a user's own records and all of them.
class TestScopes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_owner = m_company->addUser(QStringLiteral("owner"), QStringLiteral("sales"));
        m_record = m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Acme"))}, {systemfield::owner, m_owner}});
    }
    void cleanup() { m_company.reset(); }

    void aCollaboratorReachesWhatIsSharedWithHimByName()
    {
        const RecordId user = userWith(QStringLiteral(
            R"({"account": {"read": "collaborator", "edit": "collaborator", "remove": "own", "create": true}})"));
        QVERIFY(!visible(user));
        QCOMPARE(edit(user, QStringLiteral("A")).error->code, ErrorCode::NotFound);
        shareWith(QStringLiteral("user"), user);
        QVERIFY(visible(user));
        // By his role, though the share is for reading.
        QCOMPARE(edit(user, QStringLiteral("A")).outcome, Outcome::Applied);
        QCOMPARE(remove(user, account::number, m_record).error->reason, QStringLiteral("mayNotDelete"));
    }

    void aCollaboratorReadsWhatIsSharedWithHisTeam()
    {
        const RecordId user =
            userWith(QStringLiteral(R"({"account": {"read": "collaborator", "edit": "collaborator"}})"));
        const RecordId team = addTeam({user});
        shareWith(QStringLiteral("team"), team);
        QVERIFY(visible(user));
        QCOMPARE(edit(user, QStringLiteral("A")).error->reason, QStringLiteral("mayNotEdit"));
    }

    void hisOwnScopeDoesNotReachWhatIsShared()
    {
        const RecordId user = userWith(QStringLiteral(R"({"account": {"read": "own", "edit": "own"}})"));
        shareWith(QStringLiteral("user"), user);
        QVERIFY(visible(user));
        QCOMPARE(edit(user, QStringLiteral("A")).error->reason, QStringLiteral("mayNotEdit"));
    }

    void theTeamReachesWhatItsMembersOwn()
    {
        const RecordId reader = userWith(QStringLiteral(R"({"account": {"read": "team", "edit": "own"}})"));
        const RecordId editor = userWith(QStringLiteral(R"({"account": {"read": "team", "edit": "team"}})"));
        const RecordId stranger = userWith(QStringLiteral(R"({"account": {"read": "team", "edit": "team"}})"));
        QVERIFY(!visible(reader));
        addTeam({reader, editor, m_owner});
        addTeam({stranger});
        QVERIFY(visible(reader));
        QCOMPARE(edit(reader, QStringLiteral("A")).error->reason, QStringLiteral("mayNotEdit"));
        QCOMPARE(edit(editor, QStringLiteral("A")).outcome, Outcome::Applied);
        QVERIFY(!visible(stranger));
        const auto why = AccessResolver::explain(
            *m_company->reader, m_company->store->registry(), reader, account::number, m_record);
        QVERIFY(why.ok());
        QCOMPARE(why->front().kind, AccessExplanation::Kind::Role);
    }

    void theTeamReachesItsDepartmentsNoFurther()
    {
        const RecordId user = userWith(QStringLiteral(R"({"account": {"read": "team"}})"));
        const RecordId department = m_company->value(account::number, m_record, systemfield::department).toId();
        QVERIFY(!department.isNull());
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::user::number, user, systemfield::department,
                m_company->value(entities::user::number, user, systemfield::department), department));
        QVERIFY(!visible(user));
    }

    void whoLeavesATeamReachesItNoMore()
    {
        const RecordId user = userWith(QStringLiteral(R"({"account": {"read": "team"}})"));
        addTeam({user, m_owner});
        QVERIFY(visible(user));
        for (const StoredRecord &member : m_company->all(teamMember::number)) {
            if (member.value(teamMember::field::user).toId() == user)
                QCOMPARE(remove({}, teamMember::number, member.id).outcome, Outcome::Applied);
        }
        QVERIFY(!visible(user));
    }

private:
    bool visible(const RecordId &user)
    {
        const auto permissions = m_company->permissions(user);
        const auto keys = AudienceStore(*m_company->reader).keys(account::number, m_record);
        return permissions && keys && permissions->maySee(account::number, *keys);
    }

    Acknowledgement edit(const RecordId &user, const QString &code)
    {
        return m_company->submit(
            Company::actor(user), Company::edit(account::number, m_record, account::field::code, {}, code));
    }

    /// By the system if `user` is null.
    Acknowledgement remove(const RecordId &user, EntityNumber entity, const RecordId &record)
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = record;
        mutation.kind = MutationKind::Delete;
        return m_company->submit(user.isNull() ? Actor::forSystem() : Company::actor(user), mutation);
    }

    /// Somebody of a department of his own, with one role that says just this.
    RecordId userWith(const QString &permissions)
    {
        const QString name = QStringLiteral("user%1").arg(++m_users);
        const RecordId user = m_company->create(entities::user::number,
            {{entities::user::field::login, Value(name)}, {entities::user::field::name, Value(name)},
                {systemfield::department,
                    Value(m_company->create(
                        entities::department::number, {{entities::department::field::name, Value(name)}}))}});
        const RecordId role = m_company->create(entities::role::number,
            {{entities::role::field::key, Value(name)}, {entities::role::field::name, Value(name)},
                {entities::role::field::permissions, Value(permissions)}});
        m_company->create(entities::userRole::number,
            {{entities::userRole::field::user, Value(user)}, {entities::userRole::field::role, Value(role)}});
        return user;
    }

    RecordId addTeam(const std::vector<RecordId> &members)
    {
        const RecordId team =
            m_company->create(entities::team::number, {{entities::team::field::name, Value(QStringLiteral("Team"))}});
        for (const RecordId &member : members) {
            m_company->create(
                teamMember::number, {{teamMember::field::team, Value(team)}, {teamMember::field::user, Value(member)}});
        }
        return team;
    }

    /// For reading.
    void shareWith(const QString &kind, const RecordId &grantee)
    {
        m_company->create(share::number,
            {{share::field::record, Value(QStringLiteral("account/") + toText(m_record))},
                {share::field::granteeKind, Value(kind)},
                {share::field::grantee, Value(kind + QLatin1Char('/') + toText(grantee))},
                {share::field::level, Value(QStringLiteral("read"))}});
    }

    std::unique_ptr<Company> m_company;
    RecordId m_owner;
    RecordId m_record;
    int m_users = 0;
};

QTEST_GUILESS_MAIN(TestScopes)
#include "tst_scopes.moc"
