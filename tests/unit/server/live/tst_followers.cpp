// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/audience.h"
#include "server/api/live/followers.h"
#include "tests/support/servercore.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;

using Seats = std::vector<Followers::Seat>;

class TestFollowers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_core = std::make_unique<test::ServerCore>();
        m_rep = addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        m_stranger = addUser(QStringLiteral("stranger"), QStringLiteral("sales"));
        m_administrator = addUser(QStringLiteral("chief"), QStringLiteral("administrator"));
    }

    void cleanupTestCase() { m_core.reset(); }

    void onlyWhoMaySeeTheRecordIsConcerned()
    {
        Followers followers;
        const Followers::Seat rep = seatOf(followers, m_rep);
        const Followers::Seat stranger = seatOf(followers, m_stranger);
        const Followers::Seat administrator = seatOf(followers, m_administrator);
        QCOMPARE(followers.concernedBy({notice(account::number, {owned(m_rep)}, {})}), (Seats{rep, administrator}));
        QCOMPARE(followers.concernedBy({notice(account::number, {owned(m_stranger)}, {})}),
            (Seats{stranger, administrator}));
    }

    void whoHasLostTheRecordIsConcerned()
    {
        Followers followers;
        const Followers::Seat rep = seatOf(followers, m_rep);
        const Followers::Seat stranger = seatOf(followers, m_stranger);
        QCOMPARE(followers.concernedBy({notice(account::number, {owned(m_stranger)}, {owned(m_rep)})}),
            (Seats{rep, stranger}));
    }

    void eachIsNamedOnceForSeveralChanges()
    {
        Followers followers;
        const Followers::Seat first = seatOf(followers, m_rep);
        const Followers::Seat second = seatOf(followers, m_rep);
        const auto change = notice(account::number, {owned(m_rep)}, {});
        QCOMPARE(followers.concernedBy({change, change}), (Seats{first, second}));
    }

    void whoHasLeftIsNotConcerned()
    {
        Followers followers;
        const Followers::Seat first = seatOf(followers, m_rep);
        const Followers::Seat second = seatOf(followers, m_rep);
        followers.leave(first);
        const auto change = notice(account::number, {owned(m_rep)}, {});
        QCOMPARE(followers.concernedBy({change}), Seats{second});
        followers.leave(second);
        QVERIFY(followers.concernedBy({change}).empty());
        followers.follow(first, permissionsOf(m_rep));
        QCOMPARE(followers.concernedBy({change}), Seats{first});
    }

    void newPermissionsReplaceTheOldOnes()
    {
        Followers followers;
        const Followers::Seat seat = seatOf(followers, m_rep);
        followers.follow(seat, permissionsOf(m_stranger));
        QVERIFY(followers.concernedBy({notice(account::number, {owned(m_rep)}, {})}).empty());
        QCOMPARE(followers.concernedBy({notice(account::number, {owned(m_stranger)}, {})}), Seats{seat});
    }

    void thoseWhoStayAreFoundAfterManyHaveGone()
    {
        Followers followers;
        const Followers::Seat stays = seatOf(followers, m_rep);
        for (int i = 0; i < 100; ++i) {
            // Permissions of their own, as after each change of rights.
            const auto own = std::make_shared<const Permissions>(*permissionsOf(m_stranger));
            const auto seat = std::make_shared<LiveSession *>(nullptr);
            followers.follow(seat, own);
            followers.leave(seat);
        }
        QCOMPARE(followers.concernedBy({notice(account::number, {owned(m_rep)}, {})}), Seats{stays});
        QVERIFY(followers.concernedBy({notice(account::number, {owned(m_stranger)}, {})}).empty());
    }

private:
    RecordId addUser(const QString &login, const QString &role)
    {
        return m_core->addUser(login, QStringLiteral("correct horse"), role);
    }

    PermissionsPointer permissionsOf(const RecordId &user)
    {
        const auto reader = m_core->store->openReader();
        const auto permissions = m_core->access.permissions(**reader, m_core->store->registry(), user);
        if (!permissions.ok())
            qFatal("%s", qPrintable(permissions.error().toLog()));
        return *permissions;
    }

    Followers::Seat seatOf(Followers &followers, const RecordId &user)
    {
        const auto seat = std::make_shared<LiveSession *>(nullptr);
        followers.follow(seat, permissionsOf(user));
        return seat;
    }

    static AudienceKey owned(const RecordId &user) { return audienceKey(audience::owner(user)); }

    static CommitNoticePointer notice(
        EntityNumber entity, std::vector<AudienceKey> after, std::vector<AudienceKey> lost)
    {
        CommitNotice notice;
        notice.firstSeq = notice.lastSeq = 1;
        notice.changes.push_back({1, entity, newRecordId(), std::move(after), std::move(lost), {}});
        return std::make_shared<const CommitNotice>(std::move(notice));
    }

    std::unique_ptr<test::ServerCore> m_core;
    RecordId m_rep;
    RecordId m_stranger;
    RecordId m_administrator;
};

QTEST_GUILESS_MAIN(TestFollowers)
#include "tst_followers.moc"
