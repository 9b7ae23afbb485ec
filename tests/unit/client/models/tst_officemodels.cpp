// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/timelineitems.h"
#include "client/models/timelinemodel.h"
#include "client/models/todomodel.h"
#include "historysync.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/testworkspace.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>

#include <atomic>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace activity = entities::activity;
namespace file = entities::file;
namespace instance = entities::approvalInstance;
namespace task = entities::approvalTask;

/// The inbox and the timeline over the shipped entities, with rows as the server sends them.
class TestOfficeModels : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_online = true;
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }

    void cleanup()
    {
        m_workspace.reset();
        m_folder.reset();
    }

    void theInboxKnowsItsFourBoxes()
    {
        TodoModel todos(records());
        const std::pair<TodoModel::Box, int> expected[] = {{TodoModel::Box::Open, 51}, {TodoModel::Box::Done, 52},
            {TodoModel::Box::Copied, 53}, {TodoModel::Box::Started, 41}};
        for (const auto &[box, id] : expected) {
            todos.setBox(box);
            QTRY_COMPARE(todos.rowCount(), 1);
            QTRY_COMPARE(todos.idAt(0), idOf(id));
        }
    }

    void aDecisionMovesTheTaskFromBoxToBox()
    {
        TodoModel open(records());
        open.setBox(TodoModel::Box::Open);
        TodoModel done(records());
        done.setBox(TodoModel::Box::Done);
        QTRY_COMPARE(open.rowCount(), 1);
        QTRY_COMPARE(done.rowCount(), 1);
        inReplica([](Replica &replica) {
            return replica.applyChanges(changesOf(taskRows({{51, QStringLiteral("done"), me()}}, 9), 9)).ok();
        });
        QTRY_COMPARE(open.rowCount(), 0);
        QTRY_COMPARE(done.rowCount(), 2);
    }

    void theTimelineMergesItsSources()
    {
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(1)});
        QTRY_COMPARE(timeline.rowCount(), 6);
        const std::pair<TimelineModel::Kind, Timestamp> expected[] = {{TimelineModel::Kind::File, 6'000},
            {TimelineModel::Kind::Change, 5'000}, {TimelineModel::Kind::Approval, 4'000},
            {TimelineModel::Kind::Note, 3'000}, {TimelineModel::Kind::Activity, 2'000},
            {TimelineModel::Kind::Change, 1'000}};
        for (int row = 0; row < 6; ++row) {
            QCOMPARE(timeline.itemAt(row)->kind, expected[row].first);
            QCOMPARE(timeline.itemAt(row)->at, expected[row].second);
        }
        const auto *painted = timeline.index(0).data(TimelineModel::ItemRole).value<const void *>();
        QCOMPARE(painted, static_cast<const void *>(timeline.itemAt(0)));
        timeline.setKinds(TimelineModel::Kind::Note);
        QCOMPARE(timeline.rowCount(), 1);
    }

    /// A record that was made and submitted without a connection reaches the server at once with its case.
    void aRecordBeginsBeforeWhatHasItsTime()
    {
        HistoryEntry created;
        created.at = 1'000;
        created.kind = MutationKind::Create;
        TimelineModel::Item approval;
        approval.kind = TimelineModel::Kind::Approval;
        approval.at = 1'000;
        QVERIFY(standsAbove(approval, timelineItem(created)));
        QVERIFY(!standsAbove(timelineItem(created), approval));
        created.at = 2'000;
        QVERIFY(standsAbove(timelineItem(created), approval));
    }

    void theTimelineFollowsWhatIsAdded()
    {
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(1)});
        QTRY_COMPARE(timeline.rowCount(), 6);
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().create(activity::number,
                {{activity::field::subject, Value(QStringLiteral("Call"))},
                    {activity::field::parent, Value(QString(QStringLiteral("account/") + toText(idOf(1))))}},
                this, done);
        }).ok());
        QTRY_COMPARE(timeline.rowCount(), 7);
    }

    void whatIsPinnedStandsOnTop()
    {
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(1)});
        QTRY_COMPARE(timeline.rowCount(), 6);
        QCOMPARE(timeline.sectionAt(0), TimelineModel::Section::None);
        const RecordKey call = timeline.itemAt(4)->record.key;
        const auto pin = [&](bool pinned) {
            return answerOf<std::vector<MutationId>>([&](auto done) {
                records().update(call, {{activity::field::pinned, Value(pinned)}}, this, done);
            });
        };
        QVERIFY(pin(true).ok());
        QTRY_COMPARE(timeline.rowOf(call), 0);
        QCOMPARE(timeline.sectionAt(0), TimelineModel::Section::Pinned);
        QCOMPARE(timeline.sectionAt(1), TimelineModel::Section::Others);
        QCOMPARE(timeline.sectionAt(2), TimelineModel::Section::None);
        QCOMPARE(timeline.rowCount(), 6);
        QVERIFY(pin(false).ok());
        QTRY_COMPARE(timeline.rowOf(call), 4);
        QCOMPARE(timeline.sectionAt(0), TimelineModel::Section::None);
    }

    void theTimelineLeavesAloneWhatHangsElsewhere()
    {
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(1)});
        QTRY_COMPARE(timeline.rowCount(), 6);
        const int asked = m_asked;
        QSignalSpy reset(&timeline, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&timeline, &QAbstractItemModel::rowsInserted);
        const auto call = [&](int parent) {
            return answerOf<std::vector<MutationId>>([&](auto done) {
                records().create(activity::number,
                    {{activity::field::subject, Value(QStringLiteral("Call"))},
                        {activity::field::parent, Value(QString(QStringLiteral("account/") + toText(idOf(parent))))}},
                    this, done);
            });
        };
        QVERIFY(call(2).ok());
        QVERIFY(call(1).ok());
        QTRY_COMPARE(timeline.rowCount(), 7);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(int(m_asked), asked); // the server has nothing new to tell about the account itself
    }

    void theHistoryOfTheLastVisitIsThereOffline()
    {
        {
            TimelineModel timeline(records());
            timeline.setRecord({account::number, idOf(1)});
            QTRY_COMPARE(timeline.rowCount(), 6);
            QTRY_COMPARE(timeline.historyState(), TimelineModel::HistoryState::Told);
        }
        m_workspace.reset();
        m_online = false;
        open();
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(1)});
        QTRY_COMPARE(timeline.rowCount(), 6);
        QCOMPARE(timeline.historyState(), TimelineModel::HistoryState::Remembered);
        TimelineModel never(records());
        never.setRecord({account::number, idOf(2)});
        QCOMPARE(never.historyState(), TimelineModel::HistoryState::Awaited);
        QTRY_COMPARE(never.historyState(), TimelineModel::HistoryState::Missing);
        QCOMPARE(never.rowCount(), 0);
    }

    void theNewestPageOfAHistoryKeepsWhatIsKnownBehindIt()
    {
        const auto entries = [](int newest, int oldest) {
            std::vector<TimelineModel::Item> items(size_t(newest - oldest + 1));
            for (size_t i = 0; i < items.size(); ++i)
                items[i].change.seq = newest - int(i);
            return items;
        };
        bool more = true;
        auto whole = joinedHistory(entries(12, 8), entries(10, 1), false, more);
        QCOMPARE(whole.size(), size_t(12));
        QCOMPARE(whole.back().change.seq, qint64(1));
        QVERIFY(!more);
        more = true; // so much has happened that nobody knows what lies between
        whole = joinedHistory(entries(30, 20), entries(10, 1), false, more);
        QCOMPARE(whole.size(), size_t(11));
        QVERIFY(more);
    }

    void theHistoryComesOnceTheServerIsReachable()
    {
        m_online = false;
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(2)});
        QTRY_COMPARE(timeline.historyState(), TimelineModel::HistoryState::Missing);
        m_online = true;
        inReplica([this](Replica &) {
            SyncState state;
            state.phase = SyncState::Phase::Synced;
            emit m_sync->stateChanged(state);
            return true;
        });
        QTRY_COMPARE(timeline.historyState(), TimelineModel::HistoryState::Told);
        QCOMPARE(timeline.rowCount(), 2);
    }

    void whatWaitsToBeSentIsToldUntilTheServerHasIt()
    {
        m_online = false;
        TimelineModel timeline(records());
        timeline.setRecord({account::number, idOf(2)});
        QTRY_COMPARE(timeline.historyState(), TimelineModel::HistoryState::Missing);
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().update({account::number, idOf(2)}, {{account::field::name, QStringLiteral("Mine")}}, this, done);
        }).ok());
        QTRY_COMPARE(timeline.rowCount(), 1);
        QVERIFY(timeline.itemAt(0)->isWaiting);
        QCOMPARE(timeline.itemAt(0)->user, me());
        QCOMPARE(timeline.itemAt(0)->change.changes.front().to, Value(QStringLiteral("Mine")));
        inReplica([](Replica &replica) {
            const MutationId id = replica.outboxAfter(0, 1)->front().id;
            return replica.applyAcknowledgements({{id, Outcome::Applied, 30, {}}}).ok();
        });
        QTRY_COMPARE(timeline.rowCount(), 0);
    }

    void whatSomebodyElseAttachedIsFetchedAndOpened()
    {
        const auto opened = answerOf<OpenedFile>([&](auto done) { records().openFile(idOf(31), this, done); });
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().toLog()));
        QFile content(opened->path);
        QVERIFY(content.open(QIODevice::ReadOnly));
        QCOMPARE(content.readAll(), HistorySync::offer());
        QVERIFY(opened->path.endsWith(QStringLiteral("offer.txt")));
        QVERIFY(!opened->isEdited);
    }

    void aListReadsAgainAfterAWholeEntityCame()
    {
        RecordListModel list(records());
        ListQuery query;
        query.entity = account::number;
        list.setColumns({QStringLiteral("name")});
        list.setQuery(query);
        QTRY_COMPARE(list.rowCount(), 2);
        QTRY_VERIFY(list.recordAt(0) && list.recordAt(1));
        inReplica([](Replica &replica) {
            return replica.applySnapshotPage(wholePage(accountRows({3, 1, 2}, QStringLiteral("New"), 20), 20)).ok();
        });
        QTRY_COMPARE(list.rowCount(), 3);
        for (int row = 0; row < 3; ++row)
            QTRY_VERIFY(list.recordAt(row)
                && list.recordAt(row)->value(account::field::name).toText().startsWith(QStringLiteral("New")));
    }

    void aListWithRollUpsFollowsWhatTheyCount()
    {
        RecordListModel list(records());
        ListQuery query;
        query.entity = account::number;
        query.sort = {{QStringLiteral("name"), false}};
        list.setQuery(query);
        list.setColumns({QStringLiteral("name"), QStringLiteral("orderCount")});
        QTRY_COMPARE(list.rowCount(), 2);
        QTRY_VERIFY(list.recordAt(0));
        QCOMPARE(list.index(0, 1).data().toString(), QStringLiteral("0"));
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().create(entities::order::number, {{entities::order::field::account, list.idAt(0)}}, this, done);
        }).ok());
        QTRY_COMPARE(list.index(0, 1).data().toString(), QStringLiteral("1"));
    }

private:
    Records &records() { return m_workspace->records(); }
    static RecordId me() { return namedRecordId(QStringLiteral("user")); }
    static RecordId somebody() { return namedRecordId(QStringLiteral("somebody")); }

    struct Task
    {
        int id;
        QString state;
        RecordId owner;
    };

    static IncomingRows taskRows(const std::vector<Task> &tasks, qint64 seq)
    {
        std::vector<std::pair<RecordId, FieldValues>> rows;
        for (const Task &each : tasks) {
            rows.emplace_back(idOf(each.id),
                FieldValues{{systemfield::owner, each.owner}, {task::field::instance, idOf(41)},
                    {task::field::state, each.state}});
        }
        return incomingRows(task::number, {systemfield::owner, task::field::instance, task::field::state}, rows, seq);
    }

    static IncomingRows accountRows(std::vector<int> ids, const QString &name, qint64 seq)
    {
        std::sort(ids.begin(), ids.end());
        std::vector<std::pair<RecordId, FieldValues>> rows;
        for (const int id : ids)
            rows.emplace_back(idOf(id), FieldValues{{account::field::name, QString(name + QString::number(id))}});
        return incomingRows(account::number, {account::field::name}, rows, seq);
    }

    static Value hashOfOffer()
    {
        const QByteArray hash = QCryptographicHash::hash(HistorySync::offer(), QCryptographicHash::Sha256);
        return QString::fromLatin1(hash.toHex());
    }

    /// Account 1 with a task, a note, an approval and a file; an inbox with one line of each kind.
    static bool fill(Replica &replica)
    {
        const Value here = QString(QStringLiteral("account/") + toText(idOf(1)));
        const auto hanging = [&here](FieldNumber link, Timestamp at, FieldValues more) {
            more.insert({{systemfield::createdAt, at}, {link, here}});
            return more;
        };
        const std::vector<IncomingRows> all{accountRows({1, 2}, QStringLiteral("Acme"), 1),
            incomingRows(activity::number, {systemfield::createdAt, activity::field::parent, activity::field::kind},
                {{idOf(21), hanging(activity::field::parent, 2'000, {{activity::field::kind, QStringLiteral("task")}})},
                    {idOf(22),
                        hanging(activity::field::parent, 3'000, {{activity::field::kind, QStringLiteral("note")}})}},
                1),
            incomingRows(instance::number,
                {systemfield::owner, systemfield::createdAt, instance::field::record, instance::field::initiator},
                {{idOf(41), hanging(instance::field::record, 4'000, {{instance::field::initiator, me()}})},
                    {idOf(42),
                        {{systemfield::createdAt, 1}, {systemfield::owner, somebody()},
                            {instance::field::initiator, somebody()}}}},
                1),
            incomingRows(file::number,
                {systemfield::createdAt, file::field::record, file::field::name, file::field::sha256,
                    file::field::size},
                {{idOf(31),
                    hanging(file::field::record, 6'000,
                        {{file::field::name, QStringLiteral("offer.txt")}, {file::field::sha256, hashOfOffer()},
                            {file::field::size, qint64(HistorySync::offer().size())}})}},
                1),
            taskRows({{51, QStringLiteral("open"), me()}, {52, QStringLiteral("done"), me()},
                         {53, QStringLiteral("copied"), me()}, {54, QStringLiteral("open"), somebody()},
                         {55, QStringLiteral("copied"), somebody()}},
                1)};
        return std::all_of(all.begin(), all.end(),
            [&replica](const IncomingRows &rows) { return replica.applySnapshotPage(wholePage(rows, 1)).ok(); });
    }

    void open()
    {
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        const bool isNew = QDir(config.folder).isEmpty();
        config.sync = [this, isNew](Replica &replica) {
            m_replica = &replica;
            auto sync = std::make_unique<HistorySync>(replica, me(), m_online, m_asked);
            m_filled = !isNew || fill(replica);
            m_sync = sync.get();
            return sync;
        };
        auto opened = Workspace::open(config);
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().toLog()));
        m_workspace = *std::move(opened);
        QTRY_VERIFY(records().mayCreate(account::number));
        QVERIFY(m_filled);
    }

    template <typename Do>
    void inReplica(Do what)
    {
        std::atomic_bool done = false;
        QMetaObject::invokeMethod(
            m_sync, [this, what, &done] { done = what(*m_replica); }, Qt::BlockingQueuedConnection);
        QVERIFY(done);
    }

    std::atomic_bool m_online = true;
    std::atomic_int m_asked = 0; ///< how often for a history
    std::atomic_bool m_filled = false;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    Replica *m_replica = nullptr;
    SyncControl *m_sync = nullptr;
};

QTEST_GUILESS_MAIN(TestOfficeModels)
#include "tst_officemodels.moc"
