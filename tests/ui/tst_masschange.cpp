// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/masschangesdialog.h"
#include "client/lists/mergedialog.h"
#include "client/shell/commands.h"
#include "client/shell/timelineview.h"
#include "client/widgets/messagestrip.h"
#include "shared/replication/origin.h"
#include "tests/support/windowatwork.h"

#include <QDateTime>
#include <QListView>
#include <QListWidget>
#include <QTableWidget>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace massChange = entities::massChange;

/// What was done to many records at once, and the way back of all of it, without a server in reach.
class TestMassChange : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void manyRecordsAreOneChangeAndOneRecordIsNone()
    {
        const std::vector<RecordId> ids = addAccounts(3);
        const size_t before = outbox().size();
        QCOMPARE(setWebsite({ids[0]}), size_t(1));
        QCOMPARE(outbox().size(), before + 1);
        QVERIFY(originOf(outbox().back().mutation.arguments).isNull());

        // The first has the value already: it is not part of it.
        QCOMPARE(setWebsite(ids), size_t(2));
        const std::vector<OutboxItem> waiting = outbox();
        QCOMPARE(waiting.size(), before + 4);
        const Mutation &note = waiting.at(before + 1).mutation;
        QCOMPARE(note.entity, massChange::number);
        QCOMPARE(note.kind, MutationKind::Create);
        QCOMPARE(m_test->valueOf(massChange::number, note.record, massChange::field::count), Value(qint64(2)));
        QCOMPARE(m_test->valueOf(massChange::number, note.record, massChange::field::entity),
            Value(QStringLiteral("account")));
        for (size_t part = before + 2; part < waiting.size(); ++part)
            QCOMPARE(originOf(waiting.at(part).mutation.arguments), note.record);

        // Where nothing changes there is nothing to note.
        QCOMPARE(setWebsite(ids), size_t(0));
        QCOMPARE(outbox().size(), waiting.size());
    }

    void ctrlZTakesBackWhatWasDoneAndNotTheNote()
    {
        const std::vector<RecordId> ids = addAccounts(2);
        setWebsite(ids);
        const RecordId note = outbox().at(outbox().size() - 3).mutation.record;
        QVERIFY(answerOf<void>([&](auto done) { m_test->records().undo(&m_test->window(), done); }).ok());
        for (const RecordId &id : ids)
            QVERIFY(m_test->valueOf(account::number, id, account::field::website).isNull());
        QCOMPARE(m_test->valueOf(massChange::number, note, massChange::field::count), Value(qint64(2)));
    }

    void theTimelineOffersTheWholeChangeAndSaysWhenItIsUndone()
    {
        const std::vector<RecordId> ids = addAccounts(2);
        setWebsite(ids);
        TimelineView timeline(fieldContext());
        openTimeline(timeline, ids[0], 2);
        QTRY_VERIFY(menuOf(timeline));
        QVERIFY(actionNamed(*menuOf(timeline), QStringLiteral("Undo this change")));
        choose(*menuOf(timeline), QStringLiteral("Undo this whole change (2 records)…"));
        auto *dialog = timeline.findChild<MassChangesDialog *>();
        QVERIFY(dialog);
        auto *strip = dialog->findChild<MessageStrip *>();
        QTRY_VERIFY(strip->text().contains(QStringLiteral("2 records get their former values back")));
        const size_t before = outbox().size();
        clickButton(*dialog, QStringLiteral("Undo it"));
        QTRY_COMPARE(outbox().size(), before + 1);
        const Mutation asked = outbox().back().mutation;
        QCOMPARE(asked.entity, massChange::number);
        QCOMPARE(asked.action, QStringLiteral("revert"));
        QTRY_VERIFY(says(*dialog, QStringLiteral("It is undone as soon as the server can be reached.")));
        dialog->reject();
    }

    void theCommandMergesTwoSelectedRecords()
    {
        addAccounts(2);
        openAccounts(2);
        const Commands &commands = m_test->window().commands();
        QAction *merge = commands.action(QStringLiteral("edit.merge"));
        QTRY_VERIFY(list()->selectedCount() < 2 && !merge->isEnabled());
        QVERIFY(merge->statusTip().contains(QStringLiteral("select two records")));
        table()->selectAll();
        QTRY_VERIFY(merge->isEnabled());
        merge->trigger();
        QTRY_VERIFY(list()->findChild<MergeDialog *>());
        auto *dialog = list()->findChild<MergeDialog *>();
        QVERIFY(says(*dialog, QStringLiteral("There is no connection.")));
        const size_t before = outbox().size();
        clickButton(*dialog, QStringLiteral("Merge"));
        QTRY_COMPARE(outbox().size(), before + 1);
        const std::vector<OutboxItem> waiting = outbox();
        QCOMPARE(waiting.back().mutation.action, QStringLiteral("merge"));
        QCOMPARE(waiting.back().mutation.entity, account::number);
        QTRY_VERIFY(says(*dialog, QStringLiteral("You can close this window")));
        dialog->reject();
    }

    void aMergeIsUndoneWhereItStandsInTheHistory()
    {
        const RecordId note = m_test->add(massChange::number,
            {{massChange::field::entity, QStringLiteral("account")}, {massChange::field::kind, QStringLiteral("merge")},
                {massChange::field::count, Value(2)}});
        HistoryEntry merged;
        merged.seq = 7;
        merged.at = QDateTime::currentMSecsSinceEpoch() + 60'000; // newer than what waits here
        merged.user = TestWindow::me();
        merged.kind = MutationKind::Action;
        merged.action = QStringLiteral("merge");
        setOrigin(merged.arguments, note);
        const RecordId staying = addAccounts(1).front();
        m_test->restartWithHistory({merged});
        QVERIFY(m_test->isReady());
        TimelineView timeline(fieldContext());
        openTimeline(timeline, staying, 2);
        QTRY_VERIFY(menuOf(timeline));
        QVERIFY(!actionNamed(*menuOf(timeline), QStringLiteral("Undo this change")));
        choose(*menuOf(timeline), QStringLiteral("Undo this merge…"));
        auto *dialog = timeline.findChild<MassChangesDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(
            dialog->findChild<MessageStrip *>()->text().contains(QStringLiteral("The merged record comes back")));
        dialog->reject();
    }

    void pastMassChangesAreListedWithWhatStayed()
    {
        const RecordId kept = addAccounts(1).front();
        const QString report =
            QStringLiteral(R"([{"entity":"account","record":"%1","field":"website","reason":"changed"}])")
                .arg(toText(kept));
        m_test->add(massChange::number,
            {{massChange::field::entity, QStringLiteral("account")},
                {massChange::field::kind, QStringLiteral("delete")}, {massChange::field::count, Value(500)},
                {massChange::field::state, QStringLiteral("reverted")}, {massChange::field::undone, Value(499)},
                {massChange::field::kept, Value(1)}, {massChange::field::report, report}});
        openAccounts(1);
        choose(*moreMenu(), QStringLiteral("Past mass changes…"));
        auto *dialog = m_test->tabs().currentView()->findChild<MassChangesDialog *>();
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTableWidget *>();
        QTRY_COMPARE(table->rowCount(), 1);
        QTRY_VERIFY(says(*dialog, QStringLiteral("499 records put back")));
        auto *list = dialog->findChild<QListWidget *>();
        QTRY_COMPARE(list->count(), 1);
        QTRY_COMPARE(list->item(0)->text(), QStringLiteral("Account 1 · Website: edited since"));
        QVERIFY(!buttonNamed<QPushButton>(*dialog, QStringLiteral("Undo this whole change (500 records)…")));
        dialog->reject();
    }

private:
    /// Gives how many were really changed.
    size_t setWebsite(const std::vector<RecordId> &ids)
    {
        const FieldValues to{{account::field::website, QStringLiteral("https://wrong.example")}};
        const auto written = answerOf<std::vector<MutationId>>(
            [&](auto done) { m_test->records().bulkUpdate(account::number, ids, to, &m_test->window(), done); });
        return written.ok() ? written->size() : 999;
    }

    /// With the menu of the newest entry, once so many are there.
    void openTimeline(TimelineView &timeline, const RecordId &record, int entries)
    {
        timeline.resize(500, 600);
        timeline.setRecord({account::number, record});
        timeline.show();
        auto *list = timeline.findChild<QListView *>(QString(), Qt::FindDirectChildrenOnly);
        QTRY_COMPARE(list->model()->rowCount(), entries);
        QTRY_VERIFY(list->isVisible());
        emit list->customContextMenuRequested(list->visualRect(list->model()->index(0, 0)).center());
    }

    static QMenu *menuOf(const TimelineView &timeline)
    {
        return timeline.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    }
};

QTEST_MAIN(TestMassChange)
#include "tst_masschange.moc"
