// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/historycache.h"
#include "client/replica/searchreader.h"
#include "shared/database/connection.h"
#include "shared/replication/origin.h"
#include "tests/support/replicaondisk.h"

#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// What arrives, what is typed, and what is shown of both.
class TestReplica : public ReplicaOnDisk
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void keepsWhatArrived()
    {
        const FieldValues values{{deal::name, QStringLiteral("华为")},
            {deal::amount, Money{1250, QStringLiteral("CNY")}},
            {deal::tags, QStringList{QStringLiteral("b"), QStringLiteral("a")}}};
        QVERIFY(m_replica->applyChanges(changesOf(incomingDeals({{idOf(1), values}}, 7), 7)).ok());
        reopen();
        QVERIFY(row(1) == values);
        QCOMPARE(m_replica->cursor(), 7);
    }

    void emptiesFieldsThatAreNoLongerSent()
    {
        arrive(1, {{deal::name, QStringLiteral("A")}, {deal::note, QStringLiteral("secret")}}, 1);
        QVERIFY(m_replica
                    ->applyChanges(changesOf(
                        incomingRows(deal::number, {deal::name}, {{idOf(1), named(QStringLiteral("A"))}}, 2), 2))
                    .ok());
        QVERIFY(row(1) == named(QStringLiteral("A")));
    }

    void passesOverFieldsOfALaterBuild()
    {
        const auto rows = incomingRows(deal::number, {deal::name, 999},
            {{idOf(1), {{deal::name, QStringLiteral("A")}, {999, QStringLiteral("?")}}}}, 1);
        QVERIFY(m_replica->applyChanges(changesOf(rows, 1)).ok());
        QVERIFY(row(1) == named(QStringLiteral("A")));
    }

    void refusesBrokenRowsAsAWhole()
    {
        IncomingRows rows =
            incomingDeals({{idOf(1), named(QStringLiteral("A"))}, {idOf(2), named(QStringLiteral("B"))}}, 1);
        rows.rows.chop(5);
        QVERIFY(!m_replica->applyChanges(changesOf(rows, 5)).ok());
        QCOMPARE(m_replica->cursor(), 0);
        QVERIFY(!m_replica->read(dealKey(1)).ok());
    }

    void aWriteThatIsStoppedWritesNothing()
    {
        arrive(1, named(QStringLiteral("before")), 1);
        WriteRequest request;
        request.key = dealKey(1);
        request.to = named(QStringLiteral("after"));
        qint64 heard = 0;
        const auto stopped = m_replica->submit({request}, [&heard](qint64 done) {
            heard = done;
            return false;
        });
        QCOMPARE(heard, 1);
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(m_replica->outboxCount(), 0);
        QVERIFY(row(1) == named(QStringLiteral("before")));
    }

    void showsWhatWasTypedAtOnce()
    {
        arrive(1, named(QStringLiteral("before")), 1);
        QSignalSpy changed(m_replica.get(), &Replica::changed);
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
        QVERIFY(m_replica->read(dealKey(1))->pending);
        const auto changes = changed.takeFirst().at(0).value<ChangeSet>();
        const RecordChange *change = changes.changeOf(dealKey(1));
        QVERIFY(change);
        QVERIFY(std::find(change->fields.begin(), change->fields.end(), deal::name) != change->fields.end());
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QVERIFY(waiting->front().changes.front()
            == (FieldChange{deal::name, QStringLiteral("before"), QStringLiteral("typed")}));
        QCOMPARE(waiting->front().id.number, 1);
    }

    void rebasesOnWhatArrives()
    {
        arrive(1, {{deal::name, QStringLiteral("A")}, {deal::stage, QStringLiteral("open")}}, 1);
        QVERIFY(submit(1, named(QStringLiteral("mine"))));
        arrive(1, {{deal::name, QStringLiteral("A")}, {deal::stage, QStringLiteral("won")}}, 2);
        QCOMPARE(nameOf(1), QStringLiteral("mine"));
        QCOMPARE(row(1).at(deal::stage).toText(), QStringLiteral("won"));
        reopen();
        QCOMPARE(nameOf(1), QStringLiteral("mine"));
    }

    void staysAsTypedBetweenAcknowledgementAndChange()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("mine"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 9).ok());
        QCOMPARE(nameOf(1), QStringLiteral("mine"));
        QCOMPARE(m_replica->outboxCount(), 0);
        QVERIFY(m_replica->outboxAfter(0, 10)->empty());
        arrive(1, named(QStringLiteral("mine, merged")), 9);
        QCOMPARE(nameOf(1), QStringLiteral("mine, merged"));
        QVERIFY(!m_replica->read(dealKey(1))->pending);
    }

    void takesTheServersValueAfterBothChanged()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("mine"))));
        arrive(1, named(QStringLiteral("theirs")), 5);
        QVERIFY(acknowledge(1, Outcome::Conflicted, 4).ok());
        QCOMPARE(nameOf(1), QStringLiteral("theirs"));
    }

    void keepsRejectedInputAsProblem()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("mine"))));
        QVERIFY(acknowledge(1, Outcome::Rejected, 0, Error::invalid(QStringLiteral("name"), QStringLiteral("tooLong")))
                    .ok());
        QCOMPARE(nameOf(1), QStringLiteral("A"));
        reopen();
        const auto problems = m_replica->problems();
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().error.reason, QStringLiteral("tooLong"));
        QCOMPARE(problems->front().mutation.changes.front().to.toText(), QStringLiteral("mine"));

        QVERIFY(m_replica->resendProblem(problems->front().id, named(QStringLiteral("shorter"))).ok());
        QCOMPARE(m_replica->problemCount(), 0);
        QCOMPARE(nameOf(1), QStringLiteral("shorter"));
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QVERIFY(waiting->front().changes.front()
            == (FieldChange{deal::name, QStringLiteral("A"), QStringLiteral("shorter")}));
        QCOMPARE(waiting->front().id.number, 2);
    }

    void whatIsSentAgainIsNoPartOfARevertedImport()
    {
        const RecordId run = newRecordId();
        const auto sentAgain = [&](int number, const QString &reason) {
            WriteRequest request{dealKey(number), MutationKind::Create, named(QStringLiteral("row")), {}, {}, {}};
            setOrigin(request.arguments, run);
            (void)m_replica->submit({request}).ok();
            (void)acknowledge(m_replica->lastNumber(), Outcome::Rejected, 0, Error::invalid({}, reason)).ok();
            (void)m_replica->resendProblem(m_replica->problems()->front().id, {}).ok();
            return originOf(m_replica->outboxAfter(m_replica->lastNumber() - 1, 1)->front().arguments);
        };
        QCOMPARE(sentAgain(1, QStringLiteral("tooLong")), run);
        QVERIFY(sentAgain(2, QStringLiteral("importReverted")).isNull());
    }

    void discardsAProblem()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("mine"))));
        QVERIFY(acknowledge(1, Outcome::Rejected, 0).ok());
        QVERIFY(m_replica->discardProblem(m_replica->problems()->front().id).ok());
        QCOMPARE(m_replica->problemCount(), 0);
        reopen();
        QVERIFY(m_replica->problems()->empty());
    }

    void keepsWhatWasCorrectedInARejectedMutation()
    {
        arrive(1, named(QStringLiteral("server")), 1);
        QVERIFY(submit(1, named(QStringLiteral("mine"))));
        QVERIFY(acknowledge(1, Outcome::Rejected, 0).ok());
        const qint64 id = m_replica->problems()->front().id;
        QVERIFY(m_replica->editProblem(id, named(QStringLiteral("corrected"))).ok());
        reopen();
        QCOMPARE(m_replica->problems()->front().mutation.changes.front().to.toText(), QStringLiteral("corrected"));
    }

    void makesNothingOverWhatIsThere()
    {
        const WriteRequest first{dealKey(5), MutationKind::Create, named(QStringLiteral("first")), {}, {}, {}};
        QVERIFY(m_replica->submit({first}).ok());
        const WriteRequest second{dealKey(5), MutationKind::Create, named(QStringLiteral("second")), {}, {}, {}};
        const auto refused = m_replica->submit({second});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().reason, QStringLiteral("alreadyExists"));
        QCOMPARE(nameOf(5), QStringLiteral("first"));
    }

    void dropsTheRowOfARejectedCreation()
    {
        WriteRequest request{dealKey(5), MutationKind::Create, named(QStringLiteral("new")), {}, {}, {}};
        QVERIFY(m_replica->submit({request}).ok());
        QCOMPARE(nameOf(5), QStringLiteral("new"));
        QVERIFY(acknowledge(1, Outcome::Rejected, 0).ok());
        QVERIFY(!m_replica->read(dealKey(5)).ok());
        QCOMPARE(m_replica->problems()->size(), size_t(1));
    }

    void forgetsRowFilesAndSearchEntriesButNotWhatWasTyped()
    {
        arrive(1, named(QStringLiteral("华为技术")), 1);
        arrive(2, named(QStringLiteral("华为终端")), 2);
        QVERIFY(m_replica->history().store(dealKey(1), {{HistoryEntry{}}, 5}).ok());
        QVERIFY(submit(1, {{deal::note, QStringLiteral("long typed text")}}));
        index();
        QCOMPARE(found(QStringLiteral("华为")).size(), size_t(2));

        IncomingChanges changes;
        changes.forgets.push_back({deal::number, {idOf(1), idOf(2)}});
        changes.cursor = 3;
        QVERIFY(m_replica->applyChanges(changes).ok());
        QVERIFY(!m_replica->read(dealKey(1)).ok());
        QVERIFY(found(QStringLiteral("华为")).empty());
        QVERIFY(!*m_replica->history().find(dealKey(1)));
        QCOMPARE(m_replica->outboxCount(), 0);
        const auto problems = m_replica->problems();
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().error.reason, QStringLiteral("noLongerVisible"));
        QCOMPARE(problems->front().mutation.changes.front().to.toText(), QStringLiteral("long typed text"));
    }

    void remembersWhatActionsSaidAboutThemselves()
    {
        HistoryEntry transfer;
        transfer.kind = MutationKind::Action;
        transfer.action = QStringLiteral("approval.transferred");
        transfer.arguments = {{QStringLiteral("comment"), QStringLiteral("on leave")}};
        transfer.channel = Channel::Laptop;
        transfer.device = QStringLiteral("LI-WEI-THINKPAD");
        QVERIFY(m_replica->history().store(dealKey(1), {{transfer}, 5}).ok());
        const auto kept = m_replica->history().find(dealKey(1));
        QVERIFY(kept.ok() && *kept);
        QCOMPARE((*kept)->entries.front().arguments, transfer.arguments);
        QCOMPARE((*kept)->entries.front().channel, transfer.channel);
        QCOMPARE((*kept)->entries.front().device, transfer.device);
    }

    void sweepsWhatAPageDoesNotName()
    {
        for (int i = 1; i <= 6; ++i)
            arrive(i, named(QString::number(i)), i);
        WriteRequest born{dealKey(4000), MutationKind::Create, named(QStringLiteral("born here")), {}, {}, {}};
        QVERIFY(m_replica->submit({born}).ok());

        IncomingPage page;
        page.rows = incomingDeals({{idOf(2), named(QStringLiteral("2!"))}}, 10);
        page.last = idOf(3);
        page.position = 10;
        page.fingerprint = QByteArrayLiteral("f");
        QVERIFY(m_replica->applySnapshotPage(page).ok());
        QCOMPARE(m_replica->snapshot(deal::number).phase, SnapshotState::Phase::Running);
        QVERIFY(!m_replica->read(dealKey(1)).ok());
        QCOMPARE(nameOf(2), QStringLiteral("2!"));
        QVERIFY(!m_replica->read(dealKey(3)).ok());
        QCOMPARE(nameOf(4), QStringLiteral("4"));

        reopen();
        QCOMPARE(m_replica->snapshot(deal::number).last, idOf(3));
        page.rows = incomingDeals({{idOf(5), named(QStringLiteral("5!"))}}, 11);
        page.after = idOf(3);
        page.end = true;
        QVERIFY(m_replica->applySnapshotPage(page).ok());
        QVERIFY(!m_replica->read(dealKey(4)).ok());
        QVERIFY(!m_replica->read(dealKey(6)).ok());
        QCOMPARE(nameOf(4000), QStringLiteral("born here"));
        const SnapshotState state = m_replica->snapshot(deal::number);
        QCOMPARE(state.phase, SnapshotState::Phase::Complete);
        QCOMPARE(state.position, 10);
        QCOMPARE(state.fingerprint, QByteArrayLiteral("f"));
    }

    void computesInversesBackwards()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        const auto ids = m_replica->submit({{dealKey(1), MutationKind::Update, named(QStringLiteral("C")), {}, {}, {}},
            {dealKey(1), MutationKind::Delete, {}, {}, {}, {}}});
        QVERIFY(ids.ok());
        QVERIFY(m_replica->read(dealKey(1))->isDeleted());
        const auto inverse = m_replica->inverseOf(m_replica->mutations(*ids));
        QCOMPARE(inverse->size(), size_t(2));
        QVERIFY(inverse->front().kind == MutationKind::Restore);
        QVERIFY(m_replica->submit(*inverse).ok());
        QCOMPARE(nameOf(1), QStringLiteral("B"));
        QVERIFY(!m_replica->read(dealKey(1))->isDeleted());
    }

    void writesWhatOnlyTheServerHasWithoutARow()
    {
        WriteRequest request{dealKey(1), MutationKind::Update, named(QStringLiteral("new")), {}, {}, {}};
        request.from = named(QStringLiteral("seen"));
        QVERIFY(!m_replica->submit({request}).ok());
        request.isElsewhere = true;
        const auto ids = m_replica->submit({request});
        QVERIFY(ids.ok());
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QVERIFY(waiting->front().changes.front()
            == (FieldChange{deal::name, QStringLiteral("seen"), QStringLiteral("new")}));
        QVERIFY(!m_replica->read(dealKey(1)).ok());
        const auto inverse = m_replica->inverseOf(m_replica->mutations(*ids));
        QVERIFY(inverse->front().to == named(QStringLiteral("seen")));

        // Judged and told of or not, nothing of it stays, not even for who opens the replica again.
        reopen();
        QVERIFY(m_replica->applyAcknowledgements({{ids->front(), Outcome::Applied, 5, {}}}).ok());
        QVERIFY(m_replica->setCursor(5).ok());
        QVERIFY(!m_replica->read(dealKey(1)).ok());
        QCOMPARE(m_replica->outboxCount(), 0);
        QCOMPARE(m_replica->problemCount(), 0);
    }

    void deletesWhatOnlyTheServerHasAsItWasSeen()
    {
        WriteRequest request{dealKey(1), MutationKind::Delete, {}, named(QStringLiteral("seen")), {}, {}};
        request.isElsewhere = true;
        QVERIFY(m_replica->submit({request}).ok());
        const auto waiting = m_replica->outboxAfter(0, 10);
        const std::vector<FieldChange> &seen = waiting->front().changes;
        const auto name = std::find_if(
            seen.begin(), seen.end(), [](const FieldChange &change) { return change.field == deal::name; });
        QVERIFY(name != seen.end());
        QCOMPARE(name->from.toText(), QStringLiteral("seen"));
    }

    void keepsDrafts()
    {
        const Draft draft{dealKey(9), true, named(QStringLiteral("half")), {}, 11};
        QVERIFY(m_replica->saveDraft(draft).ok());
        QVERIFY(m_replica->saveDraft({dealKey(9), true, named(QStringLiteral("half a word")), {}, 12}).ok());
        reopen();
        const auto drafts = m_replica->drafts();
        QCOMPARE(drafts->size(), size_t(1));
        QCOMPARE(drafts->front().values.at(deal::name).toText(), QStringLiteral("half a word"));
        QVERIFY(drafts->front().isNew);
        QVERIFY(m_replica->removeDraft(dealKey(9)).ok());
        QVERIFY(m_replica->drafts()->empty());
    }

private:
    void index()
    {
        while (true) {
            const auto more = m_replica->indexSlice();
            QVERIFY2(more.ok(), more.ok() ? "" : qPrintable(more.error().toLog()));
            if (!*more)
                return;
        }
    }
    std::vector<RecordId> found(const QString &typed)
    {
        auto connection = Connection::open({m_replica->readerPath(), DatabaseAddress::Mode::ReadOnly});
        const auto records = searchRecords(**connection, deal::number, typed, 100);
        if (!records.ok())
            qWarning("%s", qPrintable(records.error().toLog()));
        return records.valueOr({});
    }
};

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
