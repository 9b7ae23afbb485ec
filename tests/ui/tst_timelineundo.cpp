// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "timelinefixture.h"

#include <QMenu>
#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// A change is taken back from its entry in the stream of a record.
class TestTimelineUndo : public TimelineFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aChangeIsUndoneFromItsEntry()
    {
        openWithChange(QStringLiteral("Acne"), QStringLiteral("Acme"));
        QSignalSpy told(m_view.get(), &TimelineView::told);
        chooseUndo();
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(nameOfAccount(), Value(QStringLiteral("Acne")));
        QVERIFY(m_test->records().canUndo());
    }

    void whatWasChangedAgainSinceStaysAndIsNamed()
    {
        openWithChange(QStringLiteral("First"), QStringLiteral("Second"));
        QSignalSpy told(m_view.get(), &TimelineView::told);
        chooseUndo();
        QTRY_COMPARE(told.size(), 1);
        QVERIFY2(told.front().front().toString().contains(QStringLiteral("Name")),
            qPrintable(told.front().front().toString()));
        QCOMPARE(nameOfAccount(), Value(QStringLiteral("Acme")));
    }

    void whatIsBackAlreadyIsNotOffered()
    {
        openWithChange(QStringLiteral("Acme"), QStringLiteral("Second"));
        emit list()->customContextMenuRequested(list()->visualRect(list()->model()->index(0, 0)).center());
        QCOMPARE(nameOfAccount(), Value(QStringLiteral("Acme"))); // read behind the question of the menu
        QVERIFY(!menu());
    }

private:
    /// One change of the account's name in its timeline; the account is called Acme now.
    void openWithChange(const QString &from, const QString &to)
    {
        m_view.reset();
        HistoryEntry change;
        change.seq = 5;
        change.at = 1'760'000'000'000;
        change.user = TestWindow::me();
        change.changes = {{account::field::name, Value(from), Value(to)}};
        m_test->restartWithHistory({change});
        QVERIFY(m_test->isReady());
        openTimeline();
        QTRY_COMPARE(list()->model()->rowCount(), 1);
    }

    QMenu *menu() { return m_view->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly); }

    void chooseUndo()
    {
        emit list()->customContextMenuRequested(list()->visualRect(list()->model()->index(0, 0)).center());
        QTRY_VERIFY(menu() && menu()->isVisible());
        QTest::keyClick(menu(), Qt::Key_Down);
        QTest::keyClick(menu(), Qt::Key_Return);
    }

    Value nameOfAccount() { return m_test->valueOf(account::number, m_account.id, account::field::name); }
};

QTEST_MAIN(TestTimelineUndo)
#include "tst_timelineundo.moc"
