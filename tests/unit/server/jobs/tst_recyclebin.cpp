// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/liveddays.h"
#include "server/jobs/recyclebin.h"
#include "server/jobs/retention.h"
#include "server/records/historyreader.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"
#include "server/store/filestore.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "tests/support/company.h"
#include "tests/support/filecontent.h"

#include <QDateTime>
#include <QTest>

#include <limits>

using namespace tandem;
using namespace tandem::server;

namespace account = entities::account;
namespace file = entities::file;

constexpr qint64 day = 24LL * 3'600'000;
constexpr int binDays = 10; ///< where a test counts them

/// What was deleted long ago goes for good, and nothing else.
class TestRecycleBin : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_manager = m_company->addUser(QStringLiteral("manager"), QStringLiteral("manager"));
        m_stranger = m_company->addUser(QStringLiteral("stranger"), QStringLiteral("sales"));
    }
    void cleanup() { m_company.reset(); }

    void whatLiesThereLongEnoughGoesForGood()
    {
        constexpr int many = 250; // more than one commit
        std::vector<RecordId> old;
        std::vector<Mutation> mutations;
        for (int i = 0; i < many; ++i) {
            mutations.push_back(Company::creation(account::number,
                {{account::field::name, Value(QStringLiteral("Old"))}, {systemfield::owner, Value(m_manager)}}));
            old.push_back(mutations.back().record);
        }
        for (const RecordId &id : old)
            mutations.push_back(mutationOf(account::number, id, MutationKind::Delete));
        for (const Acknowledgement &answer : m_company->submit(Actor::forSystem(), mutations))
            QVERIFY(!answer.error);
        const RecordId living = addAccount();
        m_company->clock.advance(60 * day);
        const RecordId young = addAccount();
        remove(account::number, young);
        m_company->clock.advance(40 * day);
        QCOMPARE(emptyBin(), many);
        QVERIFY(!m_company->find(account::number, old.front()));
        QVERIFY(!m_company->find(account::number, old.back()));
        QVERIFY(m_company->find(account::number, young)->isDeleted());
        QVERIFY(!m_company->find(account::number, living)->isDeleted());
        QCOMPARE(emptyBin(), 0);

        // The log has the tombstone, for whoever held a key of it, and is as whole as before.
        ChangeLog log(*m_company->reader);
        const auto newest = log.history(account::number, old.front(), 0, 1);
        QCOMPARE(newest->front().action, QStringLiteral("purge"));
        QVERIFY(!newest->front().lost.empty());
        QVERIFY(AudienceStore(*m_company->reader).keys(account::number, old.front())->empty());
        QCOMPARE(log.verifyChain()->damage, hashchain::Damage::None);
    }

    void whoWantsItBackHearsThatItIsGone()
    {
        const RecordId id = addAccount();
        remove(account::number, id);
        const RecordId note = m_company->create(account::number, {{account::field::name, Value(QStringLiteral("x"))}});
        m_company->clock.advance(100 * day);
        QCOMPARE(emptyBin(), 1);
        for (const MutationKind kind : {MutationKind::Restore, MutationKind::Update, MutationKind::Delete}) {
            const Acknowledgement refused = submit(account::number, id, kind, m_manager);
            QVERIFY(refused.error);
            QCOMPARE(refused.error->reason, QStringLiteral("recordPurged"));
            // Who could not see it does not hear that it was there.
            QCOMPARE(submit(account::number, id, kind, m_stranger).error->code, ErrorCode::NotFound);
        }
        const auto undone = m_company->submit(Company::actor(m_manager),
            Company::action(account::number, id, QStringLiteral("undo"), {{QStringLiteral("seq"), 1}}));
        QCOMPARE(undone.error->reason, QStringLiteral("recordPurged"));
        QVERIFY(m_company->find(account::number, note));
    }

    /// Not even under its own id.
    void aHistoryDoesNotReachBehindIt()
    {
        const RecordId id = addAccount();
        remove(account::number, id);
        m_company->clock.advance(100 * day);
        QCOMPARE(emptyBin(), 1);
        Mutation again = Company::creation(account::number, {{account::field::name, Value(QStringLiteral("Mine"))}});
        again.record = id;
        QVERIFY(!m_company->submit(Company::actor(m_stranger), again).error);
        HistoryReader reader(*m_company->reader, m_company->permissions(m_stranger));
        const EntityDef &entity = *m_company->store->registry()->entity(account::number);
        const auto history = reader.read(entity, id, 10);
        QVERIFY(history.ok());
        QCOMPARE(history->size(), size_t(1));
        QCOMPARE(history->front().kind, MutationKind::Create);
        QVERIFY(reader.read(entity, id, 10, history->front().seq)->empty());
    }

    void nobodyButTheServerPurges()
    {
        const RecordId id = addAccount();
        QCOMPARE(m_company->submit(Actor::forSystem(), Company::action(account::number, id, QStringLiteral("purge")))
                     .error->reason,
            QStringLiteral("changedMeanwhile")); // it is not even deleted
        remove(account::number, id);
        QCOMPARE(m_company
                     ->submit(Company::actor(basics::administrator()),
                         Company::action(account::number, id, QStringLiteral("purge")))
                     .error->reason,
            QStringLiteral("unknownAction"));
        QVERIFY(m_company->find(account::number, id));
    }

    void aFileThatWasDeletedFreesItsRoom()
    {
        FileStore files(m_company->store->filesFolder(), 1000);
        const QString gone = *test::putContent(files, "gone for good");
        const QString shared = *test::putContent(files, "shared");
        for (const QString &hash : {gone, shared})
            test::setAge(m_company->store->filesFolder(), hash, QDateTime::fromMSecsSinceEpoch(1000));
        remove(file::number, addFile(gone));
        remove(file::number, addFile(shared));
        addFile(shared); // another record has it too
        m_company->clock.advance(100 * day);
        QVERIFY(tidy());
        QVERIFY(files.contains(gone)); // as long as it can come back
        QCOMPARE(emptyBin(), 2);
        QVERIFY(tidy());
        QVERIFY(!files.contains(gone));
        QVERIFY(files.contains(shared));
        QCOMPARE(FileRoom::count(m_company->store->filesFolder()), 6);
    }

    void whatHangsOnItIsDeletedFirst()
    {
        const RecordId id = addAccount();
        const RecordId attached =
            addFile(QString(64, QLatin1Char('a')), anyLinkText(account::entityName(), id), m_stranger);
        remove(account::number, id);
        m_company->clock.advance(100 * day);
        QVERIFY(seesFile(m_manager, attached)); // through the account
        QCOMPARE(emptyBin(), 1);
        QVERIFY(!m_company->find(account::number, id));
        QVERIFY(m_company->find(file::number, attached)->isDeleted());
        QVERIFY(!seesFile(m_manager, attached));
        QVERIFY(seesFile(m_stranger, attached)); // its owner
        m_company->clock.advance(100 * day);
        QCOMPARE(emptyBin(), 1);
        QVERIFY(!m_company->find(file::number, attached));
    }

    void whatALivingRecordLinksToStays()
    {
        namespace opportunity = entities::opportunity;
        const RecordId id = addAccount();
        const RecordId deal = m_company->create(opportunity::number,
            {{opportunity::field::name, Value(QStringLiteral("Deal"))}, {opportunity::field::account, Value(id)},
                {opportunity::field::pipeline, Value(basics::pipeline())},
                {opportunity::field::stage, Value(basics::stage(QStringLiteral("new")))}});
        remove(account::number, id);
        m_company->clock.advance(100 * day);
        QCOMPARE(emptyBin(), 0);
        QVERIFY(m_company->find(account::number, id));
        remove(opportunity::number, deal);
        QCOMPARE(emptyBin(), 1);
        QVERIFY(!m_company->find(account::number, id));
    }

    void whatALivingRecordNamesInALinkToAnythingStays()
    {
        namespace custom = entities::customField;
        m_company->create(custom::number,
            {{custom::field::entity, Value(account::entityName())},
                {custom::field::name, Value(QStringLiteral("about"))},
                {custom::field::label, Value(QStringLiteral("About"))},
                {custom::field::definition, Value(QStringLiteral(R"({"type": "anyLink"})"))}});
        const RegistryPointer registry = m_company->store->registry();
        const FieldDef *about = registry->entity(account::number)->field(QStringLiteral("about"));
        QVERIFY(about);
        const RecordId id = addAccount();
        const RecordId naming = m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Other"))},
                {about->number, Value(anyLinkText(account::entityName(), id))}});
        remove(account::number, id);
        m_company->clock.advance(100 * day);
        QCOMPARE(emptyBin(), 0);
        QVERIFY(m_company->find(account::number, id));
        remove(account::number, naming);
        QCOMPARE(emptyBin(), 1);
        QVERIFY(!m_company->find(account::number, id));
    }

    /// It keeps nothing: hardly a record is never told of.
    void whatIsToldOfItGoesWithIt()
    {
        namespace notification = entities::notification;
        const RecordId id = addAccount();
        const RecordId notice = m_company->create(notification::number,
            {{notification::field::text, Value(QStringLiteral("Yours now"))},
                {notification::field::kind, Value(QStringLiteral("assignment"))},
                {notification::field::record, Value(anyLinkText(account::entityName(), id))},
                {systemfield::owner, Value(m_manager)}});
        remove(account::number, id);
        m_company->clock.advance(100 * day);
        QCOMPARE(emptyBin(), 1);
        QVERIFY(m_company->find(notification::number, notice)->isDeleted());
    }

    void aClockThatIsAheadForAnHourTakesNothing()
    {
        QCOMPARE(liveThrough(2 * binDays), 0);
        const RecordId id = addAccount();
        remove(account::number, id);
        m_company->clock.advance(365 * day);
        QCOMPARE(cleanUp(), 0);
        m_company->clock.advance(-365 * day);
        QCOMPARE(cleanUp(), 0);
        QCOMPARE(liveThrough(binDays), 0);
        QVERIFY(m_company->find(account::number, id));
        QCOMPARE(liveThrough(1), 1);
        QVERIFY(!m_company->find(account::number, id));
    }

    void whatWasDeletedWhileTheClockWasBehindHasItsDaysToo()
    {
        QCOMPARE(liveThrough(2 * binDays), 0);
        const RecordId id = addAccount();
        m_company->clock.advance(-3650 * day);
        remove(account::number, id);
        m_company->clock.advance(3650 * day);
        QCOMPARE(cleanUp(), 0);
        QCOMPARE(liveThrough(binDays - 1), 0);
        QVERIFY(m_company->find(account::number, id));
        QCOMPARE(liveThrough(1), 1);
    }

    /// With the account goes who sees its activity, which is a change of that and gives it no further days.
    void whatWasDeletedTogetherGoesTogether()
    {
        namespace activity = entities::activity;
        QCOMPARE(liveThrough(2 * binDays), 0);
        const RecordId id = addAccount();
        const RecordId call = m_company->create(activity::number,
            {{activity::field::subject, Value(QStringLiteral("Call"))},
                {activity::field::parent, Value(anyLinkText(account::entityName(), id))},
                {systemfield::owner, Value(m_stranger)}});
        remove(activity::number, call);
        remove(account::number, id);
        QCOMPARE(liveThrough(binDays), 0);
        QCOMPARE(liveThrough(1), 2);
        QVERIFY(!m_company->find(activity::number, call));
    }

    void aServerThatHasNotRunForSoLongKeepsEverything()
    {
        remove(account::number, addAccount());
        m_company->clock.advance(365 * day);
        QCOMPARE(liveThrough(binDays), 0);
        QCOMPARE(liveThrough(1), 1);
    }

    void whatTheServerRemembersByStays()
    {
        namespace notification = entities::notification;
        Mutation told = Company::creation(notification::number,
            {{notification::field::text, Value(QStringLiteral("Once"))},
                {notification::field::kind, Value(QStringLiteral("info"))}, {systemfield::owner, Value(m_manager)}});
        told.record = namedRecordId(QStringLiteral("once"));
        QVERIFY(!m_company->submit(Actor::forSystem(), told).error);
        remove(notification::number, told.record);
        remove(entities::user::number, m_stranger);
        m_company->clock.advance(100 * day);
        emptyBin();
        QVERIFY(m_company->find(notification::number, told.record));
        QVERIFY(m_company->find(entities::user::number, m_stranger)); // histories name people
    }

    void itEndsWhenTheServerDoes()
    {
        remove(account::number, addAccount());
        m_company->clock.advance(100 * day);
        m_isCancelled = true;
        const auto outcome = emptyRecycleBin(parts(), longAgo());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        m_isCancelled = false;
        QCOMPARE(emptyBin(), 1);
    }

private:
    RecycleBinParts parts() { return {*m_company->pipeline, *m_company->store, m_company->clock, m_isCancelled}; }
    LivedDay longAgo() const { return {m_company->clock.now() - 90 * day, std::numeric_limits<qint64>::max()}; }
    int emptyBin() { return emptyBin(longAgo()); }
    int emptyBin(const LivedDay &before)
    {
        const auto removed = emptyRecycleBin(parts(), before);
        if (!removed)
            qFatal("%s", qPrintable(removed.error().toLog()));
        return int(*removed);
    }
    /// The daily clean-up of a server with a recycle bin of `binDays`.
    int cleanUp()
    {
        const auto lived = LivedDays::addOne(*m_company->pipeline, m_company->clock, binDays);
        if (!lived)
            qFatal("%s", qPrintable(lived.error().toLog()));
        const auto before = lived->before(binDays);
        return before ? emptyBin(*before) : 0;
    }
    /// Gives how many records left the recycle bin meanwhile.
    int liveThrough(int days)
    {
        int removed = 0;
        for (int i = 0; i < days; ++i) {
            m_company->clock.advance(day);
            removed += cleanUp();
        }
        return removed;
    }
    bool tidy()
    {
        PasswordHasher hasher(PasswordHasher::Cost::Minimal);
        Authenticator authenticator(*m_company->pipeline, hasher, *m_company->store, m_company->clock);
        return applyRetention(*m_company->pipeline, authenticator, *m_company->store, Retention(), m_company->clock)
            .ok();
    }

    RecordId addAccount()
    {
        return m_company->create(account::number,
            {{account::field::name, Value(QStringLiteral("Acme"))}, {systemfield::owner, Value(m_manager)}});
    }
    RecordId addFile(const QString &hash, const QString &record = {}, const RecordId &owner = {})
    {
        FieldValues values{{file::field::name, Value(QStringLiteral("a.txt"))}, {file::field::size, Value(5)},
            {file::field::sha256, Value(hash)}};
        if (!record.isEmpty())
            values.emplace(file::field::record, Value(record));
        if (!owner.isNull())
            values.emplace(systemfield::owner, Value(owner));
        return m_company->create(file::number, values);
    }
    bool seesFile(const RecordId &user, const RecordId &record)
    {
        const auto keys = AudienceStore(*m_company->reader).keys(file::number, record);
        return keys && m_company->permissions(user)->maySee(file::number, *keys);
    }

    static Mutation mutationOf(EntityNumber entity, const RecordId &record, MutationKind kind)
    {
        Mutation mutation;
        mutation.entity = entity;
        mutation.record = record;
        mutation.kind = kind;
        return mutation;
    }
    Acknowledgement submit(EntityNumber entity, const RecordId &record, MutationKind kind, const RecordId &user)
    {
        return m_company->submit(Company::actor(user), mutationOf(entity, record, kind));
    }
    void remove(EntityNumber entity, const RecordId &record)
    {
        const Acknowledgement answer =
            m_company->submit(Actor::forSystem(), mutationOf(entity, record, MutationKind::Delete));
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->toLog() : QString()));
    }

    std::unique_ptr<Company> m_company;
    std::atomic<bool> m_isCancelled = false;
    RecordId m_manager;
    RecordId m_stranger;
};

QTEST_GUILESS_MAIN(TestRecycleBin)
#include "tst_recyclebin.moc"
