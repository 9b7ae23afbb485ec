// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"
#include "server/store/sequence.h"
#include "shared/database/postgresql/opendatabase.h"
#include "tests/support/company.h"
#include "tests/support/patience.h"

#include <QTest>

#include <atomic>

using namespace tandem;
using namespace tandem::server;

namespace account = entities::account;

/// Two pipelines on one PostgreSQL, as two daemons have them.
class TestNeighbours : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_first = std::make_unique<Company>();
        m_first->start();
        m_second = std::make_unique<Company>(m_first->store->database());
        m_second->start();
    }

    void cleanup()
    {
        m_second.reset();
        m_first.reset();
    }

    void theSecondFindsTheCompanyOfTheFirst()
    {
        QVERIFY(m_first->first.isFirst);
        QVERIFY(!m_second->first.isFirst);
        QCOMPARE(m_second->store->generation(), m_first->store->generation());
        QCOMPARE(m_second->store->secret(), m_first->store->secret());
    }

    void whatOneCommitsTheOtherTells()
    {
        QSemaphore told;
        std::vector<CommitNoticePointer> notices;
        m_second->pipeline->subscribe([&](const CommitNoticePointer &notice) {
            notices.push_back(notice);
            told.release();
        });
        const RecordId record = m_first->create(account::number, {{account::field::name, QStringLiteral("Acme")}});
        m_second->pipeline->catchUp(m_first->pipeline->figures().lastSeq);
        QVERIFY(told.tryAcquire(1, 10'000));
        const CommittedChange &change = notices.front()->changes.back();
        QCOMPARE(change.record, record);
        QCOMPARE(change.entity, account::number);
        QVERIFY(std::find(change.fields.begin(), change.fields.end(), account::field::name) != change.fields.end());
        QCOMPARE(m_second->pipeline->figures().lastSeq, m_first->pipeline->figures().lastSeq);
    }

    void othersAreToldBeforeOnesOwn()
    {
        std::vector<qint64> told;
        m_second->pipeline->subscribe([&](const CommitNoticePointer &notice) {
            for (const CommittedChange &change : notice->changes)
                told.push_back(change.seq);
        });
        m_first->create(account::number, {{account::field::name, QStringLiteral("Before")}});
        m_second->create(account::number, {{account::field::name, QStringLiteral("After")}});
        m_second->pipeline->stop();
        QVERIFY(told.size() >= 2);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.back() - told.front() + 1, qint64(told.size()));
    }

    void rightsAndFieldsOfTheOtherHoldAtOnce()
    {
        namespace custom = entities::customField;
        const RecordId user = m_first->addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        const Mutation creation =
            Company::creation(account::number, {{account::field::name, QStringLiteral("By the rep")}});
        QVERIFY(!m_second->submit(Company::actor(user), creation).error);
        m_first->create(custom::number,
            {{custom::field::entity, QStringLiteral("account")}, {custom::field::name, QStringLiteral("region")},
                {custom::field::label, QStringLiteral("Region")},
                {custom::field::definition, QStringLiteral(R"({"type": "text"})")}});
        const FieldDef *region = m_first->store->registry()->entity(account::number)->field(QStringLiteral("region"));
        QVERIFY(region);
        const RecordId record = m_second->create(account::number,
            {{account::field::name, QStringLiteral("Far away")}, {region->number, QStringLiteral("华南")}});
        QCOMPARE(m_first->value(account::number, record, region->number), Value(QStringLiteral("华南")));
        QCOMPARE(m_second->store->registry()->revision(), m_first->store->registry()->revision());
    }

    void numbersHaveNoGapAndNoTwin()
    {
        const qint64 before = *Sequence::committed(*m_first->reader);
        constexpr int each = 60;
        QSemaphore finished;
        for (int i = 0; i < each; ++i) {
            for (Company *company : {m_first.get(), m_second.get()}) {
                company->pipeline->submit(Actor::forSystem(),
                    {Company::creation(account::number, {{account::field::name, QString::number(i)}})},
                    [&](const std::vector<Acknowledgement> &) { finished.release(); });
            }
        }
        QVERIFY(finished.tryAcquire(2 * each, 60'000));
        const auto marks = *ChangeLog(*m_first->reader).marksAfter(before, 100'000);
        QVERIFY(marks.size() >= 2 * each);
        for (size_t i = 0; i < marks.size(); ++i)
            QCOMPARE(marks[i].seq, before + 1 + qint64(i));
        QCOMPARE(*Sequence::committed(*m_second->reader), marks.back().seq);
        const auto chain = *ChangeLog(*m_second->reader).verifyChain(); // one, not one per daemon
        QCOMPARE(chain.damage, hashchain::Damage::None);
        QCOMPARE(chain.newest.number, marks.back().seq);
    }

    void aMutationSentToBothHappensOnce()
    {
        const RecordId device = newRecordId();
        const RecordId user = m_first->addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        Mutation mutation = Company::creation(account::number, {{account::field::name, QStringLiteral("Once")}});
        mutation.id = {device, 1};
        const Acknowledgement first = m_first->submit(Company::actor(user, device), mutation);
        const Acknowledgement again = m_second->submit(Company::actor(user, device), mutation);
        QVERIFY(!first.error);
        QCOMPARE(again.seq, first.seq);
        QCOMPARE(again.outcome, first.outcome);
    }

    void aCutLineCostsOneBatch()
    {
        QSemaphore finished;
        m_first->pipeline->write(
            [](Connection &connection) -> Result<void> {
                TANDEM_ASSIGN(auto statement,
                    connection.prepare(QStringLiteral("SELECT pg_terminate_backend(pg_backend_pid())")));
                TANDEM_TRY(statement.step());
                return {};
            },
            [&](const Result<void> &) { finished.release(); });
        finished.acquire();
        QVERIFY(m_first->pipeline->figures().writeError.has_value());
        const RecordId record = m_first->create(account::number, {{account::field::name, QStringLiteral("After")}});
        QVERIFY(m_first->find(account::number, record));
        QVERIFY(!m_first->pipeline->figures().writeError.has_value());
    }

    void aPromotedStandbyThatHasAllIsTheSameCompany()
    {
        const RecordId generation = m_first->store->generation();
        const qint64 before = *Sequence::committed(*m_first->reader);
        promote(before);
        const RecordId record = m_first->create(account::number, {{account::field::name, QStringLiteral("After")}});
        QVERIFY(m_first->pipeline->figures().lastSeq > before + 1'000'000); // what others may have had is passed over
        m_second->pipeline->catchUp(Pipeline::newest);
        QTRY_COMPARE(m_second->pipeline->figures().lastSeq, m_first->pipeline->figures().lastSeq);
        QVERIFY(m_second->find(account::number, record));
        for (const Company *company : {m_first.get(), m_second.get()})
            QCOMPARE(company->store->generation(), generation);
    }

    /// A daemon looks after the database by itself before anybody writes, and then stands where the numbers go on.
    void aPromotionThatOneSeesBeforeAnybodyWritesLosesNothing()
    {
        const RecordId generation = m_first->store->generation();
        const qint64 before = *Sequence::committed(*m_first->reader);
        promote(before);
        m_second->pipeline->catchUp(Pipeline::newest);
        QTRY_VERIFY(m_second->pipeline->figures().lastSeq > before);
        const RecordId record = m_second->create(account::number, {{account::field::name, QStringLiteral("After")}});
        QVERIFY(m_first->find(account::number, record));
        QCOMPARE(m_second->store->generation(), generation);
        m_first->create(account::number, {{account::field::name, QStringLiteral("Behind it")}});
        QCOMPARE(m_first->store->generation(), generation);
    }

    void whatAPromotedStandbyLacksEndsTheGeneration()
    {
        namespace custom = entities::customField;
        const RecordId generation = m_first->store->generation();
        const qint64 kept = *Sequence::committed(*m_first->reader);
        m_first->create(custom::number,
            {{custom::field::entity, QStringLiteral("account")}, {custom::field::name, QStringLiteral("region")},
                {custom::field::label, QStringLiteral("Region")},
                {custom::field::definition, QStringLiteral(R"({"type": "text"})")}});
        const qint64 lostRevision = m_first->store->registry()->revision();
        std::atomic_int told = 0;
        m_second->pipeline->subscribe([&](const CommitNoticePointer &notice) { told += notice->anotherPast; });
        promote(kept);

        // Nobody writes first who has sent something before that may be lost.
        const RecordId user = newRecordId();
        Mutation mutation = Company::creation(account::number, {{account::field::name, QStringLiteral("Next")}});
        mutation.id = {newRecordId(), 2};
        QCOMPARE(reasonAt(*m_first, user, mutation, generation), QStringLiteral("serverRestored"));
        const RecordId next = m_first->store->generation();
        QVERIFY(next != generation);
        QVERIFY(m_first->store->registry()->revision() > lostRevision);
        QVERIFY(!m_first->store->registry()->entity(account::number)->field(QStringLiteral("region")));
        m_second->pipeline->catchUp(Pipeline::newest);
        QTRY_COMPARE(m_second->store->generation(), next);
        QTRY_COMPARE(told.load(), 1);
        QCOMPARE(reasonAt(*m_second, user, mutation, generation), QStringLiteral("serverRestored"));
        QVERIFY(reasonAt(*m_second, user, mutation, next) != QLatin1String("serverRestored"));
        m_second->pipeline->stop(); // `told` ends
    }

private:
    /// The reason why it is refused by a daemon that is told what the sender has seen; empty if it is taken.
    static QString reasonAt(Company &company, const RecordId &user, const Mutation &mutation, const RecordId &seen)
    {
        QString reason;
        QSemaphore finished;
        company.pipeline->submit(
            Company::actor(user, mutation.id.device), {mutation},
            [&](const std::vector<Acknowledgement> &answers) {
                reason = answers.front().error ? answers.front().error->reason : QString();
                finished.release();
            },
            Pipeline::AnswerTime::AfterTheNotice, seen);
        finished.acquire();
        return reason;
    }

    /// What the daemons find when a standby has taken over that had everything up to the change `kept` only.
    void promote(qint64 kept)
    {
        auto connection = *openDatabase(m_first->store->database());
        for (const QString &sql : {QStringLiteral("UPDATE meta SET value = 'other' WHERE name = 'timeline'"),
                 QStringLiteral("DELETE FROM custom_field"),
                 QStringLiteral("DELETE FROM change_log WHERE seq > ") + QString::number(kept),
                 QStringLiteral("UPDATE change_counter SET \"last\" = ") + QString::number(kept)}) {
            const auto done = connection->execute(sql);
            if (!done)
                qFatal("%s", qPrintable(done.error().toLog()));
        }
    }

    std::unique_ptr<Company> m_first;
    std::unique_ptr<Company> m_second;
};

QTEST_GUILESS_MAIN(TestNeighbours)
#include "tst_neighbours.moc"
