// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/messagestrip.h"
#include "timelinefixture.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace activity = entities::activity;

/// The stream of a record to which more has happened than comes at once.
class TestLongTimeline : public TimelineFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whoGoesToTheEndReachesTheBeginning()
    {
        openLong();
        QTRY_VERIFY(rows() > 300);
        QVERIFY(rows() < changes + notes);
        QVERIFY(isInOrder());
        QTRY_VERIFY(goToEnd() == changes + notes);
        QVERIFY(isInOrder());
        QCOMPARE(model().itemAt(rows() - 1)->change.seq, qint64(1));
        QVERIFY(!model().mayHaveMore());
    }

    void whatOthersDoMeanwhileTakesNothingAway()
    {
        openLong();
        QTRY_VERIFY(goToEnd() == changes + notes);
        receiveNotes(notes + 1, 1);
        QTRY_COMPARE(rows(), changes + notes + 1);
        m_test->receive(incomingRows(account::number, {account::field::name},
            {{m_account.id, {{account::field::name, QStringLiteral("Acme Ltd")}}}}, 900));
        receiveNotes(notes + 2, 1); // seen once the newest page of the history was asked for again
        QTRY_COMPARE(rows(), changes + notes + 2);
        QVERIFY(isInOrder());
    }

    void whatComesAboveTheReaderDoesNotMoveWhatHeReads()
    {
        openLong();
        QTRY_VERIFY(rows() > 300);
        list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum() / 2);
        const QPersistentModelIndex read = list()->indexAt(list()->viewport()->rect().center());
        list()->setCurrentIndex(read);
        const QRect place = list()->visualRect(read);
        const int before = read.row();
        receiveNotes(notes + 1, 3);
        QTRY_COMPARE(read.row(), before + 3);
        QTRY_COMPARE(list()->visualRect(read), place);
        QCOMPARE(list()->currentIndex(), QModelIndex(read));
        list()->scrollToTop();
        receiveNotes(notes + 4, 1);
        QTRY_COMPARE(read.row(), before + 4);
        QCOMPARE(list()->verticalScrollBar()->value(), 0); // who is at the top sees what is new
    }

    void aFilterGoesOnUntilItFindsSomething()
    {
        openLong();
        QTRY_VERIFY(rows() > 300);
        receiveNotes(notes + 1, 250, QStringLiteral("call")); // more than come at once
        QTRY_VERIFY(model().itemAt(0)->kind == TimelineModel::Kind::Activity);
        m_view->setRecord(m_account); // as when it is opened again
        QTRY_VERIFY(rows() > 0);
        model().setKinds(TimelineModel::Kind::Note);
        QTRY_VERIFY(rows() > 0);
        QTRY_VERIFY(goToEnd() == notes);
        QVERIFY(isInOrder());
    }

    void whatWasPinnedLongAgoStandsOnTop()
    {
        const RecordId pinned = newRecordId();
        receivePinned(pinned, 0, true, 2);
        receiveNotes(1, 300);
        // All of them, or the newest page, when both deliveries are told as one.
        QTRY_VERIFY(rows() == 301 || (rows() > 200 && model().canFetchMore({})));
        m_view->setRecord(m_account); // as when it is opened again
        QTRY_COMPARE(model().rowOf({activity::number, pinned}), 0);
        QVERIFY(rows() < 301);
        QCOMPARE(model().sectionAt(0), TimelineModel::Section::Pinned);
    }

    void whatIsUnpinnedMovesAlone()
    {
        const RecordId pinned = newRecordId();
        receivePinned(pinned, 1, true, 2);
        receiveNotes(2, 5);
        QTRY_COMPARE(rows(), 6);
        const QPersistentModelIndex other = model().index(2);
        QCOMPARE(model().rowOf({activity::number, pinned}), 0);
        receivePinned(pinned, 1, false, 11);
        QTRY_COMPARE(model().rowOf({activity::number, pinned}), 5);
        QCOMPARE(other.row(), 1);
    }

    void whatTheServerKeepsComesBehindWhatIsHere()
    {
        m_view.reset();
        const Record far{{activity::number, newRecordId()}, noteAt(0), false};
        m_test->restart(
            EntityAccess{activity::number, Scope::All, Scope::All, Scope::All, true, true, true, {}, {}, true}, {far});
        QVERIFY(m_test->isReady());
        receiveNotes(1, 3);
        openTimeline();
        QTRY_COMPARE(rows(), 4);
        QCOMPARE(model().itemAt(3)->record.key, far.key);
        // Who has opened it has it here; it stands there once all the same.
        QVERIFY(answerOf<Record>([&](auto done) { m_test->records().read(far.key, m_view.get(), done); }).ok());
        receiveNotes(4, 1);
        QTRY_COMPARE(rows(), 5);
        QCOMPARE(model().itemAt(4)->record.key, far.key);
        QVERIFY(!model().mayHaveMore());
    }

    void olderChangesThatTheServerMustTellAreSaidToCome()
    {
        openLong();
        m_test->setOlderHistoryError(Error::unavailable(QStringLiteral("offline")));
        QTRY_VERIFY(goToEnd() == notes + int(LocalSync::historyPage)); // the rest does not wait for them
        const auto labels = m_view->findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        const bool isSaid = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible()
                && label->text() == QStringLiteral("Older changes come when the server is reachable.");
        });
        QVERIFY(isSaid);
        QVERIFY(!strip()->isVisible());
    }

    void anErrorIsSaidAndCanBeTriedAgain()
    {
        openLong();
        m_test->setOlderHistoryError(Error::internal(QStringLiteral("broken")));
        const auto goesWrong = [this] {
            goToEnd();
            return strip()->isVisible();
        };
        QTRY_VERIFY(goesWrong());
        QVERIFY2(
            strip()->text().startsWith(QStringLiteral("Not everything can be shown")), qPrintable(strip()->text()));
        m_test->setOlderHistoryError({});
        const auto buttons = strip()->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == QStringLiteral("Try again"))
                QTest::keyClick(button, Qt::Key_Space);
        }
        QTRY_VERIFY(!strip()->isVisible());
        QTRY_VERIFY(goToEnd() == changes + notes);
        QVERIFY(isInOrder());
    }

private:
    static constexpr int changes = 450;
    static constexpr int notes = 500;
    static constexpr Timestamp begin = 1'760'000'000'000;

    /// Changes and notes take turns, a second apart.
    void openLong()
    {
        m_view.reset();
        std::vector<HistoryEntry> history;
        for (int i = changes; i >= 1; --i) {
            HistoryEntry change;
            change.seq = i;
            change.at = begin + i * 1000;
            change.user = TestWindow::me();
            change.kind = i == 1 ? MutationKind::Create : MutationKind::Update;
            change.changes = {{account::field::name, Value(QString::number(i - 1)), Value(QString::number(i))}};
            history.push_back(change);
        }
        m_test->restartWithHistory(history);
        QVERIFY(m_test->isReady());
        receiveNotes(1, notes);
        openTimeline();
    }

    static std::vector<FieldNumber> columns()
    {
        return {systemfield::createdAt, activity::field::kind, activity::field::subject, activity::field::parent,
            activity::field::pinned};
    }

    QString parent() const { return QStringLiteral("account/") + toText(m_account.id); }

    FieldValues noteAt(int number, const QString &kind = QStringLiteral("note")) const
    {
        return {{systemfield::createdAt, begin + number * 1000 + 500}, {activity::field::kind, kind},
            {activity::field::subject, QString::number(number)}, {activity::field::parent, parent()}};
    }

    void receiveNotes(int first, int count, const QString &kind = QStringLiteral("note"))
    {
        std::vector<std::pair<RecordId, FieldValues>> all;
        for (int i = first; i < first + count; ++i)
            all.emplace_back(newRecordId(), noteAt(i, kind));
        m_test->receive(incomingRows(activity::number, columns(), all, 10));
    }

    void receivePinned(const RecordId &note, int number, bool isPinned, qint64 seq)
    {
        FieldValues values = noteAt(number);
        values[activity::field::pinned] = isPinned;
        m_test->receive(incomingRows(activity::number, columns(), {{note, values}}, seq));
    }

    TimelineModel &model() { return *static_cast<TimelineModel *>(list()->model()); }
    int rows() { return model().rowCount(); }
    MessageStrip *strip() { return m_view->findChild<MessageStrip *>(QString(), Qt::FindDirectChildrenOnly); }

    int goToEnd()
    {
        QTest::keyClick(list(), Qt::Key_End);
        return rows();
    }

    bool isInOrder()
    {
        for (int row = 1; row < rows(); ++row) {
            if (model().itemAt(row)->at > model().itemAt(row - 1)->at)
                return false;
        }
        return true;
    }
};

QTEST_MAIN(TestLongTimeline)
#include "tst_longtimeline.moc"
