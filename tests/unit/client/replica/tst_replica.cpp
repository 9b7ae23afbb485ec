// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "client/replica/historycache.h"
#include "client/replica/openedcopies.h"
#include "client/replica/replica.h"
#include "client/replica/searchreader.h"
#include "shared/database/connection.h"
#include "shared/replication/origin.h"
#include "tests/support/clientdata.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestReplica : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }

    void cleanup() { m_replica.reset(); }

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

    void anImportOfAFileThatIsStoppedLeavesNothing()
    {
        const QString source = m_folder->filePath(QStringLiteral("big.bin"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1'000'000, 'x')) == 1'000'000);
        file.close();
        const QString folder = m_folder->filePath(QStringLiteral("files"));
        const auto stopped =
            FileCache::import(folder, source, [](qint64 done) { return done < 1'500'000; }); // while it is copied
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QDirIterator left(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        QVERIFY2(!left.hasNext(), qPrintable(left.next()));
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
        QVERIFY(m_replica->outbox()->empty());
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
        QVERIFY(m_replica->history().store(dealKey(1), {{transfer}, 5}).ok());
        const auto kept = m_replica->history().find(dealKey(1));
        QVERIFY(kept.ok() && *kept);
        QCOMPARE((*kept)->entries.front().arguments, transfer.arguments);
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

    void sendsAgainWhatARestoredServerLost()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(submit(1, named(QStringLiteral("C"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 2).ok());
        QVERIFY(acknowledge(2, Outcome::Applied, 3).ok());
        arrive(1, named(QStringLiteral("C")), 3);
        QVERIFY(m_replica->outbox()->empty());

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 1).ok());
        QCOMPARE(m_replica->cursor(), 0);
        QCOMPARE(m_replica->snapshot(deal::number).phase, SnapshotState::Phase::Missing);
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QCOMPARE(waiting->front().id.number, 2);
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("B"))}}, 2), 2)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("C"));
    }

    void whatWasMadeHereIsMadeAgainOnARestoredServer()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        QVERIFY(m_replica->submit({{dealKey(1), MutationKind::Create, named(QStringLiteral("A")), {}, {}, {}}}).ok());
        QVERIFY(acknowledge(1, Outcome::Applied, 1).ok());
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(m_replica->outbox()->empty());

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0).ok());
        QVERIFY(m_replica->applySnapshotPage(wholePage(incomingDeals({}, 1), 1)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("A"));
        QCOMPARE(m_replica->outboxAfter(0, 10)->size(), size_t(1));
        QCOMPARE(m_replica->problemCount(), qint64(0));
    }

    void contentsThatARestoredServerLostAreUploadedAgain()
    {
        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("one"), 0).ok());
        const QString source = m_folder->filePath(QStringLiteral("source.txt"));
        for (const int number : {1, 2}) {
            write(source, QByteArray::number(number));
            const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
            QVERIFY(content.ok());
            QVERIFY(m_replica->files().addLocal(idOf(number), *content).ok());
            QVERIFY(m_replica->submit({{dealKey(number), MutationKind::Create, named(QStringLiteral("F")), {}, {}, {}}})
                        .ok());
            QVERIFY(m_replica->files().uploaded(idOf(number)).ok());
            QVERIFY(acknowledge(number, Outcome::Applied, number).ok());
        }
        arrive(1, named(QStringLiteral("F")), 1);
        arrive(2, named(QStringLiteral("F")), 2);
        QVERIFY(m_replica->outbox()->empty());
        QVERIFY(QFile::remove((*m_replica->files().find(idOf(2)))->path));

        QVERIFY(m_replica->startGeneration(QByteArrayLiteral("two"), 0).ok());
        QCOMPARE(m_replica->outboxAfter(0, 10)->size(), size_t(2));
        const auto uploads = m_replica->files().uploads();
        QVERIFY(uploads.ok());
        QCOMPARE(uploads->size(), size_t(1)); // the other content is nowhere any more
        QCOMPARE(uploads->front().file, idOf(1));
    }

    void renumbersTheOutboxOfACopiedDevice()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("B"))));
        QVERIFY(acknowledge(1, Outcome::Applied, 1).ok());
        QVERIFY(submit(1, named(QStringLiteral("C"))));
        const RecordId before = m_replica->device();
        QVERIFY(m_replica->renewDevice().ok());
        QVERIFY(m_replica->device() != before);
        const auto waiting = m_replica->outboxAfter(0, 10);
        QCOMPARE(waiting->size(), size_t(1));
        QVERIFY(waiting->front().id == (MutationId{m_replica->device(), 1}));
        QCOMPARE(nameOf(1), QStringLiteral("C"));
        QVERIFY(submit(1, named(QStringLiteral("D"))));
        QCOMPARE(m_replica->lastNumber(), 2);
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

    void setsADamagedFileAsideAndRescuesTheOutbox()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        const WriteRequest born{dealKey(7), MutationKind::Create, named(QStringLiteral("born")), {}, {}, {}};
        QVERIFY(m_replica->submit({born}).ok());
        QVERIFY(m_replica->saveDraft({dealKey(1), false, named(QStringLiteral("draft")), {}, 5}).ok());
        const RecordId device = m_replica->device();
        m_replica.reset();
        QFile file(m_folder->filePath(QStringLiteral("replica.db")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(8192, 'x'));
        file.close();

        open();
        QVERIFY(m_replica->wasDamaged());
        QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("replica-*.damaged.db")}).size(), 1);
        QCOMPARE(m_replica->cursor(), 0);
        QCOMPARE(m_replica->device(), device);
        QCOMPARE(m_replica->outboxCount(), 2);
        QCOMPARE(nameOf(7), QStringLiteral("born"));
        QCOMPARE((*m_replica->draft(dealKey(1)))->values.at(deal::name).toText(), QStringLiteral("draft"));
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("A"))}}, 1), 1)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
        QCOMPARE(nameOf(7), QStringLiteral("born"));
    }

    void beginsAnewWhenDamageShowsLater()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        QSignalSpy anew(m_replica.get(), &Replica::begunAnew);
        m_replica->reportDamage(Error::corrupt(QStringLiteral("found by a check")));
        QCOMPARE(anew.size(), 1);
        QVERIFY(m_replica->wasDamaged());
        QCOMPARE(m_replica->outboxCount(), 1);
        QVERIFY(
            m_replica->applySnapshotPage(wholePage(incomingDeals({{idOf(1), named(QStringLiteral("A"))}}, 1), 1)).ok());
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
    }

    void looksThroughTheFileAfterACrashOnly()
    {
        QVERIFY(!m_replica->needsCheck());
        QVERIFY(Replica::quickCheck(m_replica->readerPath()).ok());
        reopen();
        QVERIFY(!m_replica->needsCheck());
        // A copy of open files is what a crash leaves.
        QTemporaryDir copy;
        for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files))
            QVERIFY(QFile::copy(m_folder->filePath(name), copy.filePath(name)));
        const auto crashed = Replica::open({copy.path(), clientRegistry()});
        QVERIFY(crashed.ok());
        QVERIFY((*crashed)->needsCheck());
    }

    void computesRowsAgainThatACrashLeftBehind()
    {
        arrive(1, named(QStringLiteral("A")), 1);
        // The outbox is written first: with only it on the disk, the row still has to show what was typed.
        QTemporaryDir crash;
        for (const QLatin1String name : {QLatin1String("replica.db"), QLatin1String("replica.db-wal")})
            QVERIFY(QFile::copy(m_folder->filePath(name), crash.filePath(name)));
        QVERIFY(submit(1, named(QStringLiteral("typed"))));
        for (const QLatin1String name : {QLatin1String("outbox.db"), QLatin1String("outbox.db-wal")})
            QVERIFY(QFile::copy(m_folder->filePath(name), crash.filePath(name)));
        const auto crashed = Replica::open({crash.path(), clientRegistry()});
        QVERIFY(crashed.ok());
        QCOMPARE((*crashed)->read(dealKey(1))->value(deal::name).toText(), QStringLiteral("typed"));
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

    void keepsFilesUntilTheyAreUploadedAndForgotten()
    {
        const QString source = m_folder->filePath(QStringLiteral("source.txt"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("content");
        file.close();
        const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
        QVERIFY(content.ok());
        QVERIFY(m_replica->files().addLocal(idOf(1), *content).ok());
        m_replica->reportDamage(Error::corrupt({}));
        const auto uploads = m_replica->files().uploads();
        QCOMPARE(uploads->size(), size_t(1));
        QVERIFY(QFile::exists(uploads->front().path));
        QVERIFY(m_replica->files().remove(idOf(1)).ok());
        QVERIFY(QFile::exists(uploads->front().path));
        QVERIFY(m_replica->files().addLocal(idOf(1), *content).ok());
        QVERIFY(m_replica->files().uploaded(idOf(1)).ok());
        QVERIFY(m_replica->files().uploads()->empty());
        QVERIFY(m_replica->files().remove(idOf(1)).ok());
        QVERIFY(!QFile::exists(uploads->front().path));
    }

    void anEditedCopyOfAFileIsNeitherOverwrittenNorForgotten()
    {
        const QString source = m_folder->filePath(QStringLiteral("offer.txt"));
        write(source, "an offer");
        const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
        const OpenedCopies copies(m_folder->path());
        const auto opened = [&](int number) {
            (void)m_replica->files().addLocal(idOf(number), *content).ok();
            (void)m_replica->files().uploaded(idOf(number)).ok();
            return *copies.open(**m_replica->files().find(idOf(number)), QStringLiteral("offer.txt"));
        };
        const OpenedFile edited = opened(1);
        const OpenedFile looked = opened(2);
        QVERIFY(!edited.isEdited);
        write(edited.path, "my offer"); // of the same size
        QCOMPARE(opened(1).path, edited.path);
        QVERIFY(opened(1).isEdited);
        QVERIFY(!opened(2).isEdited);
        // The records go: of what was only looked at nothing stays here.
        QVERIFY(m_replica->files().remove(idOf(1)).ok());
        QVERIFY(m_replica->files().remove(idOf(2)).ok());
        QVERIFY(QFile::exists(edited.path));
        QVERIFY(!QFile::exists(looked.path));
    }

    /// As at each start, with less room.
    void whatIsTrimmedTakesItsUneditedCopiesAlong()
    {
        const QString source = m_folder->filePath(QStringLiteral("offer.txt"));
        const OpenedCopies copies(m_folder->path());
        QHash<int, OpenedFile> opened;
        for (const int number : {1, 2, 3}) {
            write(source, "offer " + QByteArray::number(number));
            const auto content = FileCache::import(m_folder->filePath(QStringLiteral("files")), source);
            QVERIFY(content.ok() && m_replica->files().addLocal(idOf(number), *content).ok());
            if (number != 3) // nobody else has this one
                QVERIFY(m_replica->files().uploaded(idOf(number)).ok());
            opened[number] = *copies.open(**m_replica->files().find(idOf(number)), QStringLiteral("offer.txt"));
        }
        write(opened[1].path, "my offer");
        QVERIFY(m_replica->files().trim(1'000).ok());
        QVERIFY(*m_replica->files().find(idOf(2)));
        QVERIFY(m_replica->files().trim(0).ok());
        QVERIFY(!*m_replica->files().find(idOf(1)));
        QVERIFY(!*m_replica->files().find(idOf(2)));
        QVERIFY(QFile::exists(opened[1].path)); // edited
        QVERIFY(!QFile::exists(opened[2].path));
        QVERIFY(QFile::exists((*m_replica->files().find(idOf(3)))->path));
        QVERIFY(QFile::exists(opened[3].path));
    }

private:
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    void open()
    {
        auto opened = Replica::open({m_folder->path(), clientRegistry()});
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().toLog()));
        m_replica = *std::move(opened);
    }
    void reopen()
    {
        m_replica.reset();
        open();
    }
    void arrive(int number, const FieldValues &values, qint64 seq)
    {
        const auto applied = m_replica->applyChanges(changesOf(incomingDeals({{idOf(number), values}}, seq), seq));
        QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().toLog()));
    }
    bool submit(int number, const FieldValues &to)
    {
        return m_replica->submit({{dealKey(number), MutationKind::Update, to, {}, {}, {}}}).ok();
    }
    Result<void> acknowledge(qint64 number, Outcome outcome, qint64 seq, std::optional<Error> error = {})
    {
        return m_replica->applyAcknowledgements({{{m_replica->device(), number}, outcome, seq, std::move(error)}});
    }
    FieldValues row(int number)
    {
        const auto record = m_replica->read(dealKey(number));
        return record.ok() ? record->values : FieldValues();
    }
    QString nameOf(int number) { return row(number)[deal::name].toText(); }
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

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Replica> m_replica;
};

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
