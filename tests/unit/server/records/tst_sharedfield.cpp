// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/audience.h"
#include "server/store/audiencestore.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// What is its owner's alone until a field of it says that it is for everybody.
class TestSharedField : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        m_other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
    }
    void cleanup() { m_company.reset(); }

    void aSavedViewIsItsOwnersUntilHeGivesItToAll()
    {
        using namespace entities::savedView;
        const RecordId view = m_company->create(number,
            {{field::entity, Value(QStringLiteral("account"))}, {field::name, Value(QStringLiteral("Mine"))}},
            Company::actor(m_seller));
        QVERIFY(visible(m_seller, number, view));
        QVERIFY(!visible(m_other, number, view));

        const auto give = [&](bool toAll) {
            return m_company->submit(
                                Company::actor(m_seller), Company::edit(number, view, field::shared, !toAll, toAll))
                .outcome;
        };
        QCOMPARE(give(true), Outcome::Applied);
        QVERIFY(visible(m_other, number, view));
        const auto why =
            AccessResolver::explain(*m_company->reader, m_company->store->registry(), m_other, number, view);
        QVERIFY(why.ok());
        QCOMPARE(why->front().key, QStringLiteral("everybody"));
        const Mutation rename =
            Company::edit(number, view, field::name, QStringLiteral("Mine"), QStringLiteral("Everybody's"));
        QCOMPARE(m_company->submit(Company::actor(m_other), rename).error->reason, QStringLiteral("mayNotEdit"));
        const RecordId administrator = m_company->addUser(QStringLiteral("chief"), QStringLiteral("administrator"));
        QCOMPARE(m_company->submit(Company::actor(administrator), rename).outcome, Outcome::Applied);

        QCOMPARE(give(false), Outcome::Applied);
        QVERIFY(!visible(m_other, number, view));
        QVERIFY(visible(m_seller, number, view));
    }

    /// When roles showed every view to all, nothing else had to.
    void whatAnEarlierBuildSharedStaysShared()
    {
        using namespace entities::savedView;
        const auto add = [this](bool isShared) {
            return m_company->create(number,
                {{field::entity, Value(QStringLiteral("account"))}, {field::name, Value(QStringLiteral("Mine"))},
                    {field::shared, Value(isShared)}},
                Company::actor(m_seller));
        };
        const RecordId shared = add(true);
        const RecordId own = add(false);
        const auto forgotten = writeAndWait(*m_company->pipeline, [](Connection &connection) -> Result<void> {
            TANDEM_ASSIGN(
                auto statement, connection.prepare(QStringLiteral("DELETE FROM \"audience\" WHERE \"key\" = ?1")));
            return statement.bind(1, audienceKey(audience::everybody())).run();
        });
        QVERIFY(forgotten.ok());
        QVERIFY(!visible(m_other, number, shared));
        const auto start = [this] {
            return bootstrap(*m_company->pipeline, *m_company->store, m_company->clock, QStringLiteral("en")).ok();
        };
        QVERIFY(start());
        QVERIFY(visible(m_other, number, shared));
        QVERIFY(!visible(m_other, number, own));
        QVERIFY(m_company->value(number, shared, field::shared).toBool());
        const qint64 seq = m_company->find(number, shared)->seq;
        QVERIFY(start()); // there is nothing left to do
        QCOMPARE(m_company->find(number, shared)->seq, seq);
    }

private:
    bool visible(const RecordId &user, EntityNumber entity, const RecordId &record)
    {
        const auto permissions = m_company->permissions(user);
        const auto keys = AudienceStore(*m_company->reader).keys(entity, record);
        return permissions && keys && permissions->maySee(entity, *keys);
    }

    std::unique_ptr<Company> m_company;
    RecordId m_seller;
    RecordId m_other;
};

QTEST_GUILESS_MAIN(TestSharedField)
#include "tst_sharedfield.moc"
