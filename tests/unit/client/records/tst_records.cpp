// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "tests/support/localsync.h"
#include "tests/support/testworkspace.h"

#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestRecords : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        std::vector<std::pair<RecordId, FieldValues>> deals;
        for (int i = 1; i <= 20; ++i) {
            deals.emplace_back(idOf(i),
                FieldValues{{deal::name, QStringLiteral("deal %1").arg(i, 2, 10, QLatin1Char('0'))},
                    {deal::stage, i % 2 ? QStringLiteral("open") : QStringLiteral("won")},
                    {deal::amount, Money{i * 100, QStringLiteral("CNY")}}});
        }
        fillDeals(m_folder->path(), deals);
        m_workspace = openWorkspace(m_folder->path());
        QVERIFY(m_workspace);
    }

    void cleanup() { m_workspace.reset(); }

    void worksWithoutAServer()
    {
        QCOMPARE(records().syncState().phase, SyncState::Phase::NoServer);
        QCOMPARE(nameOf(3), QStringLiteral("deal 03"));
    }

    void hearsOfTheCompanysNewName()
    {
        Replica *replica = nullptr;
        m_workspace.reset();
        m_workspace = openWorkspace(m_folder->path(), [&replica](Replica &own) {
            replica = &own;
            return std::make_unique<LocalSync>(own, idOf(77));
        });
        QCOMPARE(records().company(), QStringLiteral("星河科技"));
        QMetaObject::invokeMethod(
            replica, [replica] { (void)replica->setCompany(QStringLiteral("同行科技")).ok(); }, Qt::QueuedConnection);
        QTRY_COMPARE(records().company(), QStringLiteral("同行科技"));
    }

    void queriesAndCounts()
    {
        ListQuery query;
        query.entity = deal::number;
        query.filter = QStringLiteral("stage = 'won'");
        query.sort = {{QStringLiteral("name"), true}};
        const auto ids = answerOf<std::vector<RecordId>>([&](auto done) { records().queryIds(query, this, done); });
        QCOMPARE(ids->size(), size_t(10));
        QCOMPARE(ids->front(), idOf(20));
        QCOMPARE(*answerOf<qint64>([&](auto done) { records().count(query, this, done); }), 10);

        query.filter.clear();
        const auto groups = answerOf<std::vector<GroupSummary>>(
            [&](auto done) { records().groups(query, deal::stage, deal::amount, this, done); });
        QCOMPARE(groups->size(), size_t(2));
        const auto won = std::find_if(groups->begin(), groups->end(),
            [](const GroupSummary &group) { return group.group == Value(QStringLiteral("won")); });
        QVERIFY(won != groups->end());
        QCOMPARE(won->count, 10);
        QVERIFY(won->sums == (std::vector<Money>{{11000, QStringLiteral("CNY")}}));
    }

    void whatHasNothingInTheFieldStandsBehindTheRestWhereThatIsAskedFor()
    {
        for (const auto &[number, date] : {std::pair(2, "2026-12-24"), std::pair(4, "2026-12-01")}) {
            QVERIFY(answerOf<std::vector<MutationId>>(
                [&, key = dealKey(number), text = QString::fromLatin1(date)](auto done) {
                    records().update(key, {{deal::closeDate, Value(text)}}, this, done);
                }).ok());
        }
        ListQuery query;
        query.entity = deal::number;
        query.filter = QStringLiteral("stage = 'won' or name = 'deal 01'");
        query.sort = {{QStringLiteral("closeDate"), false}, {QStringLiteral("name"), true}};
        query.emptyLast = true;
        const auto asked = [&] {
            return answerOf<std::vector<RecordId>>([&](auto done) { records().queryIds(query, this, done); });
        };
        const auto all = asked();
        QCOMPARE(all->size(), size_t(11));
        QVERIFY(std::equal(all->begin(), all->begin() + 3, std::vector<RecordId>{idOf(4), idOf(2), idOf(20)}.begin()));
        QCOMPARE(all->back(), idOf(1));
        query.limit = 3;
        QVERIFY(*asked() == std::vector<RecordId>({idOf(4), idOf(2), idOf(20)}));
        query.limit = 1;
        QVERIFY(*asked() == std::vector<RecordId>({idOf(4)}));
        query.limit = 0;
        query.filter.clear();
        QCOMPARE(asked()->size(), size_t(20));
    }

    void computesFormulasAndRollUps()
    {
        RecordId person;
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            person = records().create(person::number, {{person::deal, idOf(3)}}, this, done);
        }).ok());
        const auto rows = answerOf<std::vector<Record>>([&](auto done) {
            records().readMany(deal::number, {idOf(3), idOf(4)}, {deal::people, deal::greeting}, this, done);
        });
        QCOMPARE(rows->size(), size_t(2));
        QCOMPARE(rows->front().value(deal::people), Value(1));
        QCOMPARE(rows->front().value(deal::greeting), Value(QStringLiteral("Hello deal 03")));
        QCOMPARE(rows->back().value(deal::people), Value(0));
        const auto whole = answerOf<Record>([&](auto done) { records().read(dealKey(3), this, done); });
        QCOMPARE(whole->value(deal::people), Value(1));
    }

    void tellsOfABrokenFilter()
    {
        ListQuery query;
        query.entity = deal::number;
        query.filter = QStringLiteral("nothing = 1");
        const auto ids = answerOf<std::vector<RecordId>>([&](auto done) { records().queryIds(query, this, done); });
        QVERIFY(!ids.ok());
        QCOMPARE(ids.error().code, ErrorCode::Invalid);
    }

    void answersWhenItIsDurableAndVisible()
    {
        QSignalSpy changed(&records(), &Records::changed);
        const auto written = update(1, QStringLiteral("typed"));
        QCOMPARE(written->size(), size_t(1));
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed.first().first().value<ChangeSet>().touches(dealKey(1)));
        QCOMPARE(nameOf(1), QStringLiteral("typed"));
        const auto waiting = answerOf<std::vector<OutboxItem>>([&](auto done) { records().outbox(this, done); });
        QCOMPARE(waiting->size(), size_t(1));
        QCOMPARE(waiting->front().title, QStringLiteral("typed"));
        QCOMPARE(records().syncState().waiting, 1);
    }

    void saysWhatTheRulesForbidBeforeItIsWritten()
    {
        const auto refused = [&](const FieldValues &to) {
            return answerOf<std::vector<WriteObjection>>([&](auto done) {
                records().objections(deal::number, {idOf(1), idOf(2)}, to, this, done);
            });
        };
        QVERIFY(refused({{deal::stage, QStringLiteral("lost")}})->empty());
        const auto unknown = refused({{deal::stage, QStringLiteral("nowhere")}});
        QCOMPARE(unknown->size(), size_t(2));
        QCOMPARE(unknown->front().errors.front().reason, QStringLiteral("unknownOption"));
        // Who has won must say a code.
        const auto missing = refused({{deal::won, true}});
        QCOMPARE(missing->size(), size_t(2));
        QCOMPARE(missing->front().errors.front().field, QStringLiteral("code"));
        QVERIFY(refused({{deal::won, true}, {deal::code, QStringLiteral("A1")}})->empty());
    }

    void bundlesChangesOfOneTurn()
    {
        QSignalSpy changed(&records(), &Records::changed);
        const auto written = answerOf<std::vector<MutationId>>([&](auto done) {
            records().bulkUpdate(
                deal::number, {idOf(1), idOf(2), idOf(3)}, {{deal::stage, QStringLiteral("lost")}}, this, done);
        });
        QCOMPARE(written->size(), size_t(3));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<ChangeSet>().records.size(), size_t(3));
    }

    void passesOverWhatIsGoneAmongMany()
    {
        const auto stages = [&](const std::vector<RecordId> &ids) {
            return answerOf<std::vector<MutationId>>([&](auto done) {
                records().bulkUpdate(deal::number, ids, {{deal::stage, QStringLiteral("lost")}}, this, done);
            });
        };
        const auto written = stages({idOf(1), idOf(999), idOf(2)});
        QVERIFY(written.ok());
        QCOMPARE(written->size(), size_t(2));
        QVERIFY(!stages({idOf(998), idOf(999)}).ok());
        QVERIFY(undo().ok());
        const auto first = answerOf<Record>([&](auto done) { records().read(dealKey(1), this, done); });
        QCOMPARE(first->value(deal::stage), Value(QStringLiteral("open")));
    }

    void whatIsOnlyNotedIsNoStepForUndo()
    {
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().updateQuietly(deal::number, {idOf(1)}, named(QStringLiteral("seen")), this, done);
        }).ok());
        QCOMPARE(nameOf(1), QStringLiteral("seen"));
        QVERIFY(!records().canUndo());
    }

    void undoesStepByStep()
    {
        QVERIFY(!records().canUndo());
        QVERIFY(update(1, QStringLiteral("one")).ok());
        QVERIFY(update(1, QStringLiteral("two")).ok());
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) { records().remove({dealKey(1)}, this, done); }).ok());
        QVERIFY(records().undoText().contains(QStringLiteral("Delete")));
        QVERIFY(undo().ok());
        QVERIFY(!answerOf<Record>([&](auto done) { records().read(dealKey(1), this, done); })->isDeleted());
        QVERIFY(undo().ok());
        QCOMPARE(nameOf(1), QStringLiteral("one"));
        QVERIFY(undo().ok());
        QCOMPARE(nameOf(1), QStringLiteral("deal 01"));
        QVERIFY(!records().canUndo());
        QVERIFY(!undo().ok());
    }

    void whatWasUndoneIsDoneAgainUntilSomethingElseIsWritten()
    {
        QVERIFY(!records().canRedo());
        QVERIFY(update(1, QStringLiteral("one")).ok());
        QVERIFY(update(1, QStringLiteral("two")).ok());
        const QString text = records().undoText();
        QVERIFY(undo().ok());
        QVERIFY(undo().ok());
        QCOMPARE(records().redoText(), text);
        QVERIFY(redo().ok());
        QCOMPARE(nameOf(1), QStringLiteral("one"));
        QVERIFY(redo().ok());
        QCOMPARE(nameOf(1), QStringLiteral("two"));
        QVERIFY(!records().canRedo());
        QVERIFY(undo().ok());
        QCOMPARE(nameOf(1), QStringLiteral("one"));
        QVERIFY(update(1, QStringLiteral("other")).ok());
        QVERIFY(!records().canRedo());
        QVERIFY(!redo().ok());
        QVERIFY(undo().ok());
        QCOMPARE(nameOf(1), QStringLiteral("one"));
    }

    void aRecordThatWasUndoneComesBackByRedo()
    {
        const auto written =
            answerOf<std::vector<MutationId>>([&](auto done) { records().remove({dealKey(2)}, this, done); });
        QVERIFY(written.ok());
        const auto isDeleted = [this] {
            return answerOf<Record>([&](auto done) { records().read(dealKey(2), this, done); })->isDeleted();
        };
        QVERIFY(undo().ok());
        QVERIFY(!isDeleted());
        QVERIFY(redo().ok());
        QVERIFY(isDeleted());
        QVERIFY(undo().ok());
        QVERIFY(!isDeleted());
    }

    void createsWithAnIdThatIsKnownAtOnce()
    {
        RecordId id;
        const auto written = answerOf<std::vector<MutationId>>(
            [&](auto done) { id = records().create(deal::number, named(QStringLiteral("new")), this, done); });
        QVERIFY(written.ok());
        const auto record = answerOf<Record>([&](auto done) { records().read({deal::number, id}, this, done); });
        QCOMPARE(record->value(deal::name).toText(), QStringLiteral("new"));
        QVERIFY(record->pending);
    }

    void callsNobodyWhoIsGone()
    {
        bool called = false;
        auto context = std::make_unique<QObject>();
        records().read(dealKey(1), context.get(), [&called](const Result<Record> &) { called = true; });
        context.reset();
        QCOMPARE(nameOf(1), QStringLiteral("deal 01"));
        QVERIFY(!called);
    }

    void resolvesTitlesOnceForAll()
    {
        QSignalSpy resolved(&records(), &Records::titlesChanged);
        QVERIFY(records().titleOf(dealKey(1)).isEmpty());
        QVERIFY(records().titleOf(dealKey(2)).isEmpty());
        QVERIFY(resolved.wait(patience));
        QCOMPARE(resolved.size(), 1);
        QCOMPARE(records().titleOf(dealKey(1)), QStringLiteral("deal 01"));
        QVERIFY(update(1, QStringLiteral("other")).ok());
        QTRY_COMPARE(records().titleOf(dealKey(1)), QStringLiteral("other"));
    }

    void searchesWhileTheIndexGrows()
    {
        QVERIFY(update(1, QStringLiteral("华为技术")).ok());
        const auto search = [this](const QString &text) {
            const auto groups =
                answerOf<std::vector<SearchGroup>>([&](auto done) { records().search(text, 5, this, done); });
            return groups.ok() && groups->size() == 1 ? int(groups->front().hits.size()) : 0;
        };
        QTRY_COMPARE(search(QStringLiteral("华为")), 1);
        QCOMPARE(search(QStringLiteral("hwjs")), 1);
        QCOMPARE(search(QStringLiteral("deal")), 5);
    }

    void allowsByScope()
    {
        EntityAccess own{deal::number, Scope::All, Scope::Own, Scope::None, false, false, false, {}, {}};
        own.fields[deal::amount] = FieldAccess::Hidden;
        m_workspace.reset();
        {
            const auto replica = Replica::open({m_folder->path(), clientRegistry()});
            QVERIFY((*replica)->setUser(idOf(77)).ok());
            QVERIFY((*replica)->setAccess({own}).ok());
        }
        m_workspace = openWorkspace(m_folder->path());
        QCOMPARE(records().currentUser(), idOf(77));
        QVERIFY(!records().mayCreate(deal::number));
        QCOMPARE(records().fieldAccess(deal::number, deal::amount), FieldAccess::Hidden);
        Record mine{dealKey(1), {{systemfield::owner, idOf(77)}}, false};
        QVERIFY(records().mayEdit(mine));
        QVERIFY(!records().mayRemove(mine));
        mine.values[systemfield::owner] = idOf(78);
        QVERIFY(!records().mayEdit(mine));

        RecordId made;
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            made = records().create(deal::number, named(QStringLiteral("mine")), this, done);
        }).ok());
        const auto permitted = [&](WriteRight right) {
            return *answerOf<std::vector<RecordId>>([&](auto done) {
                records().permitted(deal::number, {idOf(1), made}, right, this, done);
            });
        };
        QCOMPARE(permitted(WriteRight::Edit), std::vector<RecordId>{made});
        QVERIFY(permitted(WriteRight::Remove).empty());
    }

    void aWriteOfManyRecordsIsAJob()
    {
        std::vector<RecordId> ids;
        for (int i = 1; i <= 600; ++i)
            ids.push_back(idOf(i)); // the first twenty are here
        QStringList titles;
        std::vector<Job::State> ends;
        connect(&records().jobs(), &JobList::ended, m_workspace.get(), [&](const Job *job) {
            titles.append(job->title());
            ends.push_back(job->state());
        });
        const auto done = answerOf<std::vector<MutationId>>([&](auto answer) {
            records().bulkUpdate(deal::number, ids, {{deal::note, QStringLiteral("all")}}, this, answer);
        });
        QVERIFY(done.ok());
        QCOMPARE(done->size(), size_t(20));
        QCOMPARE(ends, std::vector<Job::State>{Job::State::Done});
        QVERIFY2(titles.constFirst().contains(QStringLiteral("600")), qPrintable(titles.constFirst()));

        QVERIFY(answerOf<std::vector<MutationId>>([&](auto answer) {
            records().bulkUpdate(deal::number, {idOf(1)}, {{deal::note, QStringLiteral("one")}}, this, answer);
        }).ok());
        QCOMPARE(titles.size(), 1);
    }

    void aFileThatIsAttachedIsAJobAndItsFailureIsTold()
    {
        std::optional<Error> told;
        QStringList notices;
        auto gone = std::make_unique<QObject>();
        connect(&records().jobs(), &JobList::ended, m_workspace.get(), [&](const Job *job) {
            if (job->wantsNotice())
                notices.append(job->title());
        });
        records().attachFile({}, m_folder->filePath(QStringLiteral("nowhere.txt")), this,
            [&](const Result<RecordId> &file) { told = file.ok() ? std::nullopt : std::optional(file.error()); });
        QTRY_VERIFY(told);
        QVERIFY(notices.isEmpty()); // whoever asked has heard
        records().attachFile({}, m_folder->filePath(QStringLiteral("lost.txt")), gone.get(), [](const auto &) {});
        gone.reset();
        QTRY_COMPARE(notices.size(), 1);
        QVERIFY2(notices.constFirst().contains(QStringLiteral("lost.txt")), qPrintable(notices.constFirst()));
    }

private:
    Records &records() { return m_workspace->records(); }
    QString nameOf(int number)
    {
        const auto record = answerOf<Record>([&](auto done) { records().read(dealKey(number), this, done); });
        return record.ok() ? record->value(deal::name).toText() : QString();
    }
    Result<std::vector<MutationId>> update(int number, const QString &name)
    {
        return answerOf<std::vector<MutationId>>(
            [&](auto done) { records().update(dealKey(number), named(name), this, done); });
    }
    Result<void> undo() { return step(&Records::undo); }
    Result<void> redo() { return step(&Records::redo); }
    Result<void> step(void (Records::*take)(QObject *, Callback<void>))
    {
        const auto done = answerOf<bool>([&](auto answer) {
            (records().*take)(this, [answer](const Result<void> &result) {
                answer(result.ok() ? Result<bool>(true) : Result<bool>(result.error()));
            });
        });
        return done.ok() ? Result<void>() : Result<void>(done.error());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
