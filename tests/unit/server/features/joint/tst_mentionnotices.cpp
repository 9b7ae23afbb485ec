// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/joint/mentions/mentionnotices.h"
#include "shared/base/mentions.h"
#include "tests/support/company.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::server;
using namespace Qt::Literals::StringLiterals;
namespace account = tandem::entities::account;
namespace activity = tandem::entities::activity;
namespace notification = tandem::entities::notification;

/// A note names colleagues: who may see what it is about hears of it, nobody else.
class TestMentionNotices : public QObject
{
    Q_OBJECT

private:
    RecordId addNote(const QString &text)
    {
        const RecordId note = newRecordId();
        Mutation mutation = Company::creation(activity::number,
            {{activity::field::kind, u"note"_s}, {activity::field::subject, text},
                {activity::field::parent, u"account/"_s + toText(m_account)}, {systemfield::owner, m_rep}});
        mutation.record = note;
        const auto answer = m_company->submit(Company::actor(m_rep), mutation);
        return answer.error ? RecordId() : note;
    }

    bool change(const RecordId &note, const QString &text)
    {
        const Value from = m_company->value(activity::number, note, activity::field::subject);
        const auto answer = m_company->submit(
            Company::actor(m_rep), Company::edit(activity::number, note, activity::field::subject, from, text));
        return !answer.error;
    }

    std::vector<StoredRecord> told(const RecordId &user)
    {
        std::vector<StoredRecord> notices = m_company->all(notification::number);
        std::erase_if(notices, [&](const StoredRecord &row) { return row.value(systemfield::owner).toId() != user; });
        return notices;
    }

    QString at(const RecordId &user) const { return mentionOf(u"someone"_s, user); }

    std::unique_ptr<Company> m_company;
    RecordId m_boss; ///< sees what the department does
    RecordId m_rep; ///< owns the account
    RecordId m_other; ///< of sales elsewhere: sees his own only
    RecordId m_account;

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        MentionNotices::registerHooks(m_company->hooks);
        m_company->start();
        const RecordId department =
            m_company->create(entities::department::number, {{entities::department::field::name, u"Sales"_s}});
        m_boss = m_company->addUser(u"boss"_s, u"manager"_s, department);
        m_rep = m_company->addUser(u"rep"_s, u"sales"_s, department);
        m_other = m_company->addUser(u"other"_s, u"sales"_s);
        m_account = m_company->create(account::number,
            {{account::field::name, u"Acme"_s}, {systemfield::owner, m_rep}, {systemfield::department, department}});
    }
    void cleanup() { m_company.reset(); }

    void whoMaySeeTheRecordHearsOfIt()
    {
        QVERIFY(!addNote(u"Ask "_s + at(m_boss)).isNull());
        const auto notices = told(m_boss);
        QCOMPARE(notices.size(), size_t(1));
        QCOMPARE(notices.front().value(notification::field::kind), Value(u"mention"_s));
        QCOMPARE(notices.front().value(notification::field::textKey), Value(u"mentioned"_s));
        QCOMPARE(notices.front().value(notification::field::record), Value(u"account/"_s + toText(m_account)));
        const QJsonObject arguments =
            QJsonDocument::fromJson(notices.front().value(notification::field::arguments).toText().toUtf8()).object();
        QCOMPARE(arguments.value("title"_L1).toString(), u"Acme"_s);
        QCOMPARE(arguments.value("author"_L1).toString(), u"rep"_s);
    }

    void whoMayNotSeeItHearsNothing()
    {
        QVERIFY(!addNote(at(m_other) + at(m_rep) + at(newRecordId())).isNull());
        QVERIFY(m_company->all(notification::number).empty());
    }

    void aShareOfTheRecordAloneIsNotEnough()
    {
        namespace share = entities::share;
        const RecordId given = m_company->create(share::number,
            {{share::field::record, u"account/"_s + toText(m_account)}, {share::field::granteeKind, u"user"_s},
                {share::field::grantee, u"user/"_s + toText(m_other)}, {share::field::level, u"read"_s},
                {share::field::cascade, false}, {systemfield::owner, m_rep}});
        QVERIFY(!addNote(at(m_other)).isNull());
        QVERIFY(told(m_other).empty());
        const auto widened = m_company->submit(
            Actor::forSystem(), Company::edit(share::number, given, share::field::cascade, false, true));
        QVERIFY(!widened.error);
        QVERIFY(!addNote(at(m_other)).isNull());
        QCOMPARE(told(m_other).size(), size_t(1));
    }

    void anEditTellsOnlyWhoIsNew()
    {
        const RecordId second = m_company->addUser(
            u"second"_s, u"manager"_s, m_company->value(account::number, m_account, systemfield::department).toId());
        const RecordId note = addNote(u"Ask "_s + at(m_boss));
        QVERIFY(change(note, u"Please ask "_s + at(m_boss) + u" and "_s + at(second)));
        QVERIFY(change(note, u"Ask "_s + at(second)));
        QCOMPARE(told(m_boss).size(), size_t(1));
        QCOMPARE(told(second).size(), size_t(1));
    }

    void whoIsDisabledHearsNothing()
    {
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::user::number, m_boss, entities::user::field::active, Value(true), Value(false)));
        QVERIFY(!addNote(at(m_boss)).isNull());
        QVERIFY(told(m_boss).empty());
    }
};

QTEST_GUILESS_MAIN(TestMentionNotices)
#include "tst_mentionnotices.moc"
