// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/credentialstore.h"
#include "server/records/historyreader.h"
#include "server/records/undertakings.h"
#include "server/store/databasewriter.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;

/// By which way a change came, as the history tells it.
class TestHistoryChannel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->hooks.after(
            account::number, RecordEvent::Update, [](MutationContext &context, RecordChange &change) -> Result<void> {
                // A rule of a company: whoever sets the code is told so in the phone.
                if (!change.changed(account::field::code))
                    return {};
                return context.update(
                    account::number, change.record, {{account::field::phone, Value(QStringLiteral("13812341234"))}});
            });
        m_company->start();
        m_seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        m_account = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Acme"))}, {systemfield::owner, Value(m_seller)}});
    }
    void cleanup() { m_company.reset(); }

    void aLaptopIsNamedToItsOwnUserOnly()
    {
        const RecordId device = newRecordId();
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        QVERIFY(writeAndWait(*m_company->pipeline, [&](Connection &connection) {
            const EntityDef &user = *m_company->store->registry()->entity(entities::user::number);
            return CredentialStore(connection, user)
                .insertSession({newRecordId(), m_seller, device, QStringLiteral("LI-WEI-THINKPAD"), 1, 1}, "hash");
        }).ok());
        Mutation edit = rename(QStringLiteral("Acne"));
        edit.id = {device, 1};
        QCOMPARE(m_company->submit({m_seller, device, QStringLiteral("sync"), false}, edit).outcome, Outcome::Applied);
        QCOMPARE(newest(m_seller).channel, Channel::Laptop);
        QCOMPARE(newest(m_seller).device, QStringLiteral("LI-WEI-THINKPAD"));
        QCOMPARE(newest(boss).channel, Channel::Laptop);
        QCOMPARE(newest(boss).device, QString());
        // One that is forgotten has no name any more.
        edit = rename(QStringLiteral("Acme"));
        edit.id = {newRecordId(), 1};
        QCOMPARE(m_company->submit({m_seller, edit.id.device, QStringLiteral("sync"), false}, edit).outcome,
            Outcome::Applied);
        QCOMPARE(newest(m_seller).channel, Channel::Laptop);
        QCOMPARE(newest(m_seller).device, QString());
    }

    void otherWaysAreTold_data()
    {
        QTest::addColumn<QString>("via");
        QTest::addColumn<Channel>("channel");
        QTest::newRow("rest") << QStringLiteral("rest") << Channel::Rest;
        QTest::newRow("import") << QStringLiteral("import") << Channel::Import;
        QTest::newRow("revert") << revertVia << Channel::Revert;
        QTest::newRow("system") << QStringLiteral("system") << Channel::Server;
        QTest::newRow("a later one") << QStringLiteral("pigeon") << Channel::Unknown;
    }

    void otherWaysAreTold()
    {
        QFETCH(QString, via);
        QFETCH(Channel, channel);
        const Actor actor{m_seller, {}, via, false};
        QCOMPARE(m_company->submit(actor, rename(QStringLiteral("Acne"))).outcome, Outcome::Applied);
        QCOMPARE(newest(m_seller).channel, channel);
        QCOMPARE(newest(m_seller).device, QString());
    }

    void aRequestThatMayBeRepeatedIsNoLaptop()
    {
        Mutation edit = rename(QStringLiteral("Acne"));
        edit.id = {namedRecordId(QStringLiteral("idempotency/1")), 1};
        QCOMPARE(m_company->submit(overRest(), edit).outcome, Outcome::Applied);
        QCOMPARE(newest(m_seller).channel, Channel::Rest);
    }

    void whatARuleAddsIsTheServers()
    {
        const Mutation edit = Company::edit(account::number, m_account, account::field::code, {}, QStringLiteral("A1"));
        QCOMPARE(m_company->submit(overRest(), edit).outcome, Outcome::Applied);
        const auto entries = history(m_seller);
        QCOMPARE(entries.at(0).channel, Channel::Server);
        QCOMPARE(entries.at(0).changes.front().field, account::field::phone);
        QCOMPARE(entries.at(1).channel, Channel::Rest);
    }

    void whatAnActionDoesIsDoneByWhoAsked()
    {
        QCOMPARE(m_company->submit(overRest(), rename(QStringLiteral("Acne"))).outcome, Outcome::Applied);
        const qint64 seq = newest(m_seller).seq;
        const Mutation undo =
            Company::action(account::number, m_account, QStringLiteral("undo"), {{QStringLiteral("seq"), seq}});
        QVERIFY(!m_company->submit(overRest(), undo).error);
        const auto entries = history(m_seller);
        QCOMPARE(entries.at(0).channel, Channel::Rest);
        QCOMPARE(entries.at(1).channel, Channel::Rest);
        QVERIFY(entries.at(1).seq > seq);
    }

private:
    Actor overRest() const { return {m_seller, {}, QStringLiteral("rest"), false}; }

    Mutation rename(const QString &to)
    {
        const Value from = m_company->value(account::number, m_account, account::field::name);
        return Company::edit(account::number, m_account, account::field::name, from, Value(to));
    }

    std::vector<HistoryEntry> history(const RecordId &reader)
    {
        const auto read = HistoryReader(*m_company->reader, m_company->permissions(reader))
                              .read(*m_company->store->registry()->entity(account::number), m_account, 10);
        if (!read)
            qFatal("%s", qPrintable(read.error().toLog()));
        return *read;
    }
    HistoryEntry newest(const RecordId &reader) { return history(reader).front(); }

    std::unique_ptr<Company> m_company;
    RecordId m_seller;
    RecordId m_account;
};

QTEST_GUILESS_MAIN(TestHistoryChannel)
#include "tst_historychannel.moc"
