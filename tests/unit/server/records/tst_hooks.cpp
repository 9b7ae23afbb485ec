// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/builtins.h"
#include "server/store/changelog.h"
#include "server/store/filestore.h"
#include "shared/replication/removedfields.h"
#include "tests/support/company.h"
#include "tests/support/filecontent.h"

#include <QCborArray>
#include <QTest>

#include <atomic>
#include <utility>

using namespace tandem;
using namespace tandem::server;
namespace account = tandem::entities::account;

/// Rules inside the transaction, actions, the company's own definitions.
class TestHooks : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_company = std::make_unique<Company>(); }
    void cleanup() { m_company.reset(); }

    void aRuleAddsARecordAndItsErrorTakesEverythingBack()
    {
        m_company->hooks.after(
            account::number, RecordEvent::Create, [](MutationContext &context, RecordChange &change) -> Result<void> {
                const auto made = context.create(
                    entities::contact::number, {{entities::contact::field::name, change.is(account::field::name)}});
                if (!made)
                    return made.error();
                if (change.is(account::field::code) == Value(QStringLiteral("bad")))
                    return Error::invalid(QStringLiteral("code"), QStringLiteral("refused"));
                return {};
            });
        m_company->start();
        m_company->create(account::number, {{account::field::name, Value(QStringLiteral("One"))}});
        QCOMPARE(m_company->all(entities::contact::number).size(), size_t(1));
        const Acknowledgement refused = m_company->submit(Actor::forSystem(),
            Company::creation(account::number,
                {{account::field::name, Value(QStringLiteral("Two"))},
                    {account::field::code, Value(QStringLiteral("bad"))}}));
        QCOMPARE(refused.error->reason, QStringLiteral("refused"));
        QCOMPARE(m_company->all(entities::contact::number).size(), size_t(1));
        QCOMPARE(m_company->all(account::number).size(), size_t(1));
    }

    void whatIsRefusedAmongOthersIsTakenBackAlone_data()
    {
        QTest::addColumn<int>("before"); // batches with a refusal, after which another one is expected
        QTest::newRow("the first one") << 0;
        QTest::newRow("one of many") << 2;
    }

    void whatIsRefusedAmongOthersIsTakenBackAlone()
    {
        QFETCH(int, before);
        std::atomic<int> done = 0;
        m_company->hooks.after(account::number, RecordEvent::Create,
            [&done](MutationContext &context, RecordChange &change) -> Result<void> {
                context.afterCommit([&done] { ++done; });
                const auto made = context.create(
                    entities::contact::number, {{entities::contact::field::name, change.is(account::field::name)}});
                if (!made)
                    return made.error();
                if (change.is(account::field::code) == Value(QStringLiteral("bad")))
                    return Error::invalid(QStringLiteral("code"), QStringLiteral("refused"));
                return {};
            });
        m_company->start();
        const RecordId device = newRecordId();
        qint64 number = 0;
        const auto mutation = [&](const FieldValues &values) {
            Mutation created = Company::creation(account::number, values);
            created.id = {device, ++number};
            return created;
        };
        const FieldValues good{{account::field::name, Value(QStringLiteral("Good"))}};
        const FieldValues bad{
            {account::field::name, Value(QStringLiteral("Bad"))}, {account::field::code, Value(QStringLiteral("bad"))}};
        for (int i = 0; i < before; ++i)
            QVERIFY(m_company->submit(Actor::forSystem(), mutation(bad)).error);
        const std::vector<Mutation> mutations{mutation(good), mutation(bad), mutation(good)};
        const auto answers = m_company->submit(Actor::forSystem(), mutations);
        QCOMPARE(answers.size(), size_t(3));
        QCOMPARE(answers[0].outcome, Outcome::Applied);
        QCOMPARE(answers[1].outcome, Outcome::Rejected);
        QCOMPARE(answers[1].error->reason, QStringLiteral("refused"));
        QCOMPARE(answers[2].outcome, Outcome::Applied);
        QCOMPARE(m_company->all(account::number).size(), size_t(2));
        QCOMPARE(m_company->all(entities::contact::number).size(), size_t(2));
        QCOMPARE(int(done), 2);
        QCOMPARE(ChangeLog(*m_company->reader).verifyChain()->damage, hashchain::Damage::None);
        // Each is remembered once, the refused one too.
        QVERIFY(m_company->submit(Actor::forSystem(), mutations) == answers);
    }

    void rulesThatNeverEndAreStopped()
    {
        m_company->hooks.after(
            account::number, RecordEvent::Create, [](MutationContext &context, RecordChange &) -> Result<void> {
                const auto made =
                    context.create(account::number, {{account::field::name, Value(QStringLiteral("again"))}});
                return made ? Result<void>() : Result<void>(made.error());
            });
        m_company->start();
        const Acknowledgement answer = m_company->submit(Actor::forSystem(),
            Company::creation(account::number, {{account::field::name, Value(QStringLiteral("One"))}}));
        QCOMPARE(answer.error->reason, QStringLiteral("tooDeep"));
        QVERIFY(m_company->all(account::number).empty());
    }

    void aRuleBeforeChangesWhatIsWritten()
    {
        m_company->hooks.before(
            account::number, RecordEvent::Create, [](MutationContext &, RecordChange &change) -> Result<void> {
                change.after[account::field::code] = QStringLiteral("set");
                return {};
            });
        m_company->start();
        const RecordId id = m_company->create(account::number, {{account::field::name, Value(QStringLiteral("One"))}});
        QCOMPARE(m_company->value(account::number, id, account::field::code), Value(QStringLiteral("set")));
    }

    void actionsCheckTheirArguments()
    {
        m_company->start();
        const RecordId one = m_company->create(account::number, {{account::field::name, Value(QStringLiteral("One"))}});
        const auto reason = [&](const QString &name, const QCborMap &arguments) {
            return m_company->submit(Actor::forSystem(), Company::action(account::number, one, name, arguments))
                .error->reason;
        };
        QCOMPARE(reason(QStringLiteral("nonsense"), {}), QStringLiteral("unknownAction"));
        QCOMPARE(reason(QStringLiteral("merge"), {}), QStringLiteral("required"));
        QCOMPARE(reason(QStringLiteral("merge"), {{QStringLiteral("what"), 1}}), QStringLiteral("unknownArgument"));
    }

    void twoRecordsBecomeOne()
    {
        m_company->start();
        const RecordId one = m_company->create(account::number, {{account::field::name, Value(QStringLiteral("One"))}});
        const RecordId two = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Two"))},
                {account::field::code, Value(QStringLiteral("C2"))}});
        const RecordId order =
            m_company->create(entities::order::number, {{entities::order::field::account, Value(two)}});
        const Mutation merge =
            Company::action(account::number, one, QStringLiteral("merge"), {{QStringLiteral("other"), toText(two)}});
        QCOMPARE(m_company->submit(Actor::forSystem(), merge).outcome, Outcome::Applied);
        QCOMPARE(m_company->value(account::number, one, account::field::name), Value(QStringLiteral("One")));
        QCOMPARE(m_company->value(account::number, one, account::field::code), Value(QStringLiteral("C2")));
        QCOMPARE(m_company->value(entities::order::number, order, entities::order::field::account).toId(), one);
        QVERIFY(m_company->find(account::number, two)->isDeleted());
    }

    void whoMergesSaysWhoseValuesStay()
    {
        m_company->start();
        const RecordId one = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("One"))},
                {account::field::code, Value(QStringLiteral("C1"))}});
        const RecordId two = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Two"))},
                {account::field::taxNumber, Value(QStringLiteral("T2"))},
                {account::field::preferences, Value(QStringLiteral("tea"))}});
        const auto merge = [&](const QStringList &take, const QStringList &keep) {
            QCborMap arguments{{QStringLiteral("other"), toText(two)}};
            arguments.insert(QStringLiteral("take"), QCborArray::fromStringList(take));
            arguments.insert(QStringLiteral("keep"), QCborArray::fromStringList(keep));
            return m_company->submit(
                Actor::forSystem(), Company::action(account::number, one, QStringLiteral("merge"), arguments));
        };
        QCOMPARE(merge({QStringLiteral("nonsense")}, {}).error->reason, QStringLiteral("unknownField"));
        QCOMPARE(merge({}, {QStringLiteral("lastContactAt")}).error->reason, QStringLiteral("readOnly"));
        QVERIFY(!m_company->find(account::number, two)->isDeleted());
        const auto names = QStringList{QStringLiteral("name"), QStringLiteral("code")};
        QCOMPARE(merge(names, {QStringLiteral("preferences")}).outcome, Outcome::Applied);
        QCOMPARE(m_company->value(account::number, one, account::field::name), Value(QStringLiteral("Two")));
        QVERIFY(m_company->value(account::number, one, account::field::code).isNull());
        QVERIFY(m_company->value(account::number, one, account::field::preferences).isNull());
        QCOMPARE(m_company->value(account::number, one, account::field::taxNumber), Value(QStringLiteral("T2")));
    }

    void nobodyTakesByAMergeWhatHeMayNotWrite()
    {
        namespace role = entities::role;
        m_company->start();
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const auto limits = QStringLiteral(
            R"({"account": {"read": "own", "edit": "own", "remove": "own", "fields": {"code": "read"}}})");
        const Mutation limit = Company::edit(
            role::number, basics::role(QStringLiteral("sales")), role::field::permissions, Value(), Value(limits));
        QVERIFY(!m_company->submit(Actor::forSystem(), limit).error);
        const auto add = [&](const QString &text) {
            return m_company->create(account::number,
                {{account::field::name, Value(text)}, {account::field::code, Value(text)},
                    {systemfield::owner, Value(seller)}});
        };
        const RecordId one = add(QStringLiteral("One"));
        const RecordId two = add(QStringLiteral("Two"));
        const auto merge = [&](const QString &field) {
            QCborMap arguments{{QStringLiteral("other"), toText(two)}};
            arguments.insert(QStringLiteral("take"), QCborArray::fromStringList({field}));
            return m_company->submit(
                Company::actor(seller), Company::action(account::number, one, QStringLiteral("merge"), arguments));
        };
        const Acknowledgement refused = merge(QStringLiteral("code"));
        QVERIFY(refused.error);
        QCOMPARE(refused.error->reason, QStringLiteral("fieldNotWritable"));
        QCOMPARE(refused.error->field, QStringLiteral("code"));
        QCOMPARE(merge(QStringLiteral("name")).outcome, Outcome::Applied);
        QCOMPARE(m_company->value(account::number, one, account::field::code), Value(QStringLiteral("One")));
    }

    void aMergeHasRulesForEachThatItMoves()
    {
        namespace order = entities::order;
        // More than one mutation may cause, but not one step of this one; with no effect, so that it takes no time.
        m_company->hooks.after(
            order::number, RecordEvent::Update, [](MutationContext &context, RecordChange &change) -> Result<void> {
                const RecordId customer = change.is(order::field::account).toId();
                constexpr int inAll = 5'000;
                for (int i = 0; i < inAll; ++i) {
                    const auto done = context.update(
                        account::number, customer, {{account::field::name, Value(QStringLiteral("One"))}});
                    if (!done)
                        return done.error();
                }
                return {};
            });
        m_company->start();
        const auto [one, two] = customersWithOrders(2);
        QCOMPARE(m_company->submit(Actor::forSystem(), mergeOf(one, two)).outcome, Outcome::Applied);
        for (const StoredRecord &moved : m_company->all(order::number))
            QCOMPARE(moved.value(order::field::account).toId(), one);
    }

    void aMergeThatWouldMoveTooManyIsRefusedAsAWhole()
    {
        namespace order = entities::order;
        registerMerge(m_company->actions, 2);
        m_company->start();
        const auto [one, two] = customersWithOrders(3);
        const Acknowledgement refused = m_company->submit(Actor::forSystem(), mergeOf(one, two));
        QVERIFY(refused.error);
        QCOMPARE(refused.error->reason, QStringLiteral("tooManyLinks"));
        QCOMPARE(refused.error->arguments.value(QStringLiteral("count")).toInt(), 3);
        for (const StoredRecord &kept : m_company->all(order::number))
            QCOMPARE(kept.value(order::field::account).toId(), two);
        QVERIFY(!m_company->find(account::number, two)->isDeleted());
        QVERIFY(m_company->all(entities::massChange::number).empty());
        const auto [three, four] = customersWithOrders(2);
        QCOMPARE(m_company->submit(Actor::forSystem(), mergeOf(three, four)).outcome, Outcome::Applied);
    }

    /// Both have the contact, so the second pair goes, and with it what a rule had done for its move.
    void aStepThatIsTakenBackIsToldToNobody()
    {
        namespace pair = entities::accountContact;
        std::atomic<int> done = 0;
        m_company->hooks.before(
            pair::number, RecordEvent::Update, [&done](MutationContext &context, RecordChange &) -> Result<void> {
                context.afterCommit([&done] { ++done; });
                const auto made = context.create(
                    entities::contact::number, {{entities::contact::field::name, Value(QStringLiteral("by a rule"))}});
                return made ? Result<void>() : Result<void>(made.error());
            });
        m_company->start();
        const auto add = [this](const QString &name) {
            return m_company->create(account::number, {{account::field::name, Value(name)}});
        };
        const RecordId one = add(QStringLiteral("One"));
        const RecordId two = add(QStringLiteral("Two"));
        const RecordId contact = m_company->create(
            entities::contact::number, {{entities::contact::field::name, Value(QStringLiteral("Li"))}});
        for (const RecordId &id : {one, two})
            m_company->create(
                pair::number, {{pair::field::account, Value(id)}, {pair::field::contact, Value(contact)}});
        QSemaphore heard;
        CommitNoticePointer notice;
        const int subscription = m_company->pipeline->subscribe([&](const CommitNoticePointer &given) {
            notice = given;
            heard.release();
        });
        const Mutation merge =
            Company::action(account::number, one, QStringLiteral("merge"), {{QStringLiteral("other"), toText(two)}});
        QCOMPARE(m_company->submit(Actor::forSystem(), merge).outcome, Outcome::Applied);
        QVERIFY(heard.tryAcquire(1, 5000));
        m_company->pipeline->unsubscribe(subscription);
        QCOMPARE(m_company->all(entities::contact::number).size(), size_t(1));
        QVERIFY(std::none_of(notice->changes.begin(), notice->changes.end(),
            [](const CommittedChange &change) { return change.entity == entities::contact::number; }));
        QCOMPARE(done.load(), 0);
    }

    void parentAndChildBecomeOneThatIsNotItsOwnParent()
    {
        m_company->start();
        const auto add = [this](const RecordId &parent) {
            return m_company->create(account::number,
                {{account::field::name, Value(QStringLiteral("A"))},
                    {account::field::parent, parent.isNull() ? Value() : Value(parent)}});
        };
        const auto merge = [this](const RecordId &staying, const RecordId &other) {
            const auto answer = m_company->submit(Actor::forSystem(),
                Company::action(
                    account::number, staying, QStringLiteral("merge"), {{QStringLiteral("other"), toText(other)}}));
            return answer.outcome == Outcome::Applied;
        };
        const RecordId top = add({});
        const RecordId middle = add(top);
        const RecordId bottom = add(middle);
        QVERIFY(merge(bottom, middle));
        QCOMPARE(m_company->value(account::number, bottom, account::field::parent).toId(), top);
        QVERIFY(merge(top, bottom));
        QVERIFY(m_company->value(account::number, top, account::field::parent).isNull());
    }

    void aMergeFillsNothingThatMayNotBeSetNow()
    {
        namespace contract = entities::contract;
        m_company->start();
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const RecordId customer =
            m_company->create(account::number, {{account::field::name, Value(QStringLiteral("Acme"))}});
        const auto add = [&](FieldNumber field, const QString &text) {
            return m_company->create(contract::number,
                {{contract::field::title, Value(QStringLiteral("Supply"))}, {contract::field::account, Value(customer)},
                    {systemfield::owner, Value(seller)}, {field, Value(text)}});
        };
        const RecordId inApproval = add(contract::field::approvalState, QStringLiteral("pending"));
        const RecordId draft = add(contract::field::paymentTerms, QStringLiteral("30 days"));
        const auto merge = [&](const RecordId &staying, const RecordId &other) {
            return m_company->submit(Company::actor(seller),
                Company::action(
                    contract::number, staying, QStringLiteral("merge"), {{QStringLiteral("other"), toText(other)}}));
        };
        const Acknowledgement refused = merge(inApproval, draft);
        QVERIFY(refused.error);
        QCOMPARE(refused.error->reason, QStringLiteral("readOnly"));
        QCOMPARE(refused.error->field, QStringLiteral("paymentTerms"));
        QVERIFY(!m_company->find(contract::number, draft)->isDeleted());
        // The other way round nothing is filled that is locked.
        QCOMPARE(merge(draft, inApproval).outcome, Outcome::Applied);
    }

    void aFieldOfTheCompanysOwnWorksAtOnce()
    {
        m_company->start();
        const RecordId field = addField(QStringLiteral("size"), QStringLiteral(R"({"type": "integer"})"));
        const FieldDef *definition =
            m_company->store->registry()->entity(account::number)->field(QStringLiteral("size"));
        QVERIFY(definition);
        const FieldNumber number = definition->number;
        QVERIFY(number >= FieldDef::firstCompanyFieldNumber);
        const RecordId one = m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("One"))}, {number, Value(7)}});
        QCOMPARE(m_company->value(account::number, one, number), Value(7));

        // A rename keeps the number, so what an old laptop sends still fits.
        using namespace entities::customField;
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::customField::number, field, field::name, QStringLiteral("size"),
                QStringLiteral("headcount")));
        QCOMPARE(
            m_company->store->registry()->entity(account::number)->field(QStringLiteral("headcount"))->number, number);

        // Deleted: its number stays taken, and an old laptop's edit of it is passed over, and named.
        Mutation remove;
        remove.entity = entities::customField::number;
        remove.record = field;
        remove.kind = MutationKind::Delete;
        QCOMPARE(m_company->submit(Actor::forSystem(), remove).outcome, Outcome::Applied);
        QVERIFY(!m_company->store->registry()->entity(account::number)->field(number));
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        Mutation late = Company::edit(account::number, one, account::field::code, {}, QStringLiteral("C"));
        late.changes.push_back({number, Value(7), Value(8)});
        const Acknowledgement answer = m_company->submit(Company::actor(boss), late);
        QCOMPARE(answer.outcome, Outcome::Applied);
        const auto part = passedOver(late, answer);
        QVERIFY(part);
        QCOMPARE(part->changes, std::vector<FieldChange>{late.changes.back()});
        addField(QStringLiteral("other"), QStringLiteral(R"({"type": "text"})"));
        QVERIFY(m_company->store->registry()->entity(account::number)->field(QStringLiteral("other"))->number > number);
    }

    void aFileIsMadeByWhoHasItsContent()
    {
        using namespace entities::file;
        m_company->start();
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const RecordId other = m_company->addUser(QStringLiteral("other"), QStringLiteral("sales"));
        FileStore files(m_company->store->filesFolder(), 1000);
        const QString hash = *test::putContent(files, "content");
        const Mutation creation = Company::creation(number,
            {{field::name, Value(QStringLiteral("a.txt"))}, {field::size, Value(7)}, {field::sha256, Value(hash)}});
        QCOMPARE(m_company->submit(Company::actor(seller), creation).error->reason, QStringLiteral("contentNotSent"));
        QVERIFY(files.write(hash, 0, 7, QByteArrayView("content"), seller).ok());
        QCOMPARE(m_company->submit(Company::actor(seller), creation).outcome, Outcome::Applied);
        Mutation again = creation;
        again.record = newRecordId();
        QCOMPARE(m_company->submit(Company::actor(other), again).error->reason, QStringLiteral("contentNotSent"));
        // The word that he has sent it is not enough without the content.
        QVERIFY(files.write(hash, 0, 7, QByteArrayView("content"), other).ok());
        QVERIFY(QFile::remove((*files.open(hash))->fileName()));
        QVERIFY(files.hasSent(hash, other));
        QCOMPARE(m_company->submit(Company::actor(other), again).error->reason, QStringLiteral("contentNotSent"));
    }

    void badDefinitionsChangeNothing()
    {
        m_company->start();
        const qint64 revision = m_company->store->registry()->revision();
        const auto refused = [&](const QString &definition) {
            return m_company->submit(Actor::forSystem(), fieldMutation(QStringLiteral("odd"), definition))
                .error.has_value();
        };
        QVERIFY(refused(QStringLiteral(R"({"type": "nonsense"})")));
        QVERIFY(refused(QStringLiteral(R"({"type": "formula", "formula": "nowhere + 1"})")));
        QVERIFY(refused(QStringLiteral(R"({"type": "numberSeries", "numberFormat": "K-{yyyy}"})")));
        const auto refusedRollUp = [&](const QString &filter) {
            return refused(QStringLiteral(
                R"({"type": "rollUp", "rollUp": {"entity": "opportunity", "link": "account", "function": "count", "filter": "%1"}})")
                               .arg(filter));
        };
        QVERIFY(refusedRollUp(QStringLiteral("nowhere = 1")));
        QVERIFY(refusedRollUp(QStringLiteral("account.odd > 1"))); // counts itself
        QCOMPARE(m_company->store->registry()->revision(), revision);
        QVERIFY(m_company->all(entities::customField::number).empty());
    }

    void anEntityOfTheCompanysOwn()
    {
        m_company->start();
        using namespace entities::customEntity;
        m_company->create(number,
            {{field::name, Value(QStringLiteral("vehicle"))}, {field::label, Value(QStringLiteral("Vehicle"))},
                {field::definition,
                    Value(QStringLiteral(
                        R"({"titleField": "plate", "fields": [{"number": 10000, "name": "plate", "type": "text", "required": true}]})"))}});
        const EntityDef *vehicle = m_company->store->registry()->entity(QStringLiteral("vehicle"));
        QVERIFY(vehicle);
        const RecordId boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        const RecordId car =
            m_company->create(vehicle->number, {{10000, Value(QStringLiteral("B-TD 1"))}}, Company::actor(boss));
        QCOMPARE(m_company->value(vehicle->number, car, 10000), Value(QStringLiteral("B-TD 1")));
    }

    /// As the client's dialog sends them: first the pairs, then the field that shows them.
    void linksOfTheCompanysOwn()
    {
        m_company->start();
        using namespace entities::customEntity;
        m_company->create(number,
            {{field::name, Value(QStringLiteral("accountAdvisers"))}, {field::label, Value(QStringLiteral("Advisers"))},
                {field::definition,
                    Value(QStringLiteral(
                        R"({"titleField": "contact", "parentLink": "account", "traits": ["junction", "internal"],)"
                        R"( "uniqueTogether": [["account", "contact"]], "fields": [)"
                        R"({"number": 10000, "name": "account", "type": "link", "target": "account", "required": true},)"
                        R"({"number": 10001, "name": "contact", "type": "link", "target": "contact", "required": true}]})"))}});
        QVERIFY(m_company->store->registry()->entity(QStringLiteral("accountAdvisers")));
        addField(QStringLiteral("advisers"),
            QStringLiteral(R"({"type": "links", "target": "contact", "via": "accountAdvisers"})"));
        const FieldDef *links =
            m_company->store->registry()->entity(account::number)->field(QStringLiteral("advisers"));
        QVERIFY(links);
        QCOMPARE(links->via, QStringLiteral("accountAdvisers"));
    }

private:
    /// Two, and so many orders of the second one.
    std::pair<RecordId, RecordId> customersWithOrders(int orders)
    {
        const auto add = [this](const QString &name) {
            return m_company->create(account::number, {{account::field::name, Value(name)}});
        };
        const RecordId one = add(QStringLiteral("One"));
        const RecordId two = add(QStringLiteral("Two"));
        for (int i = 0; i < orders; ++i)
            m_company->create(entities::order::number, {{entities::order::field::account, Value(two)}});
        return {one, two};
    }

    static Mutation mergeOf(const RecordId &staying, const RecordId &other)
    {
        return Company::action(
            account::number, staying, QStringLiteral("merge"), {{QStringLiteral("other"), toText(other)}});
    }

    static Mutation fieldMutation(const QString &name, const QString &definition)
    {
        using namespace entities::customField;
        return Company::creation(number,
            {{field::entity, Value(QStringLiteral("account"))}, {field::name, Value(name)}, {field::label, Value(name)},
                {field::definition, Value(definition)}});
    }

    RecordId addField(const QString &name, const QString &definition)
    {
        const Mutation mutation = fieldMutation(name, definition);
        const Acknowledgement answer = m_company->submit(Actor::forSystem(), mutation);
        if (answer.error)
            qWarning("%s", qPrintable(answer.error->toLog()));
        return mutation.record;
    }

    std::unique_ptr<Company> m_company;
};

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
