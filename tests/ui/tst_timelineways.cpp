// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "timelinefixture.h"

#include <QApplication>
#include <QHelpEvent>
#include <QToolTip>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// The stream of a record says by which way a change came.
class TestTimelineWays : public TimelineFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void theTipAtAChangeSaysWhereItWasMade_data()
    {
        QTest::addColumn<Channel>("channel");
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("tip");
        QTest::newRow("own laptop") << Channel::Laptop << QStringLiteral("X1") << QStringLiteral("On your laptop X1");
        QTest::newRow("a laptop") << Channel::Laptop << QString() << QStringLiteral("On a laptop");
        QTest::newRow("rest") << Channel::Rest << QString() << QStringLiteral("By REST");
        QTest::newRow("rule") << Channel::Server << QString() << QStringLiteral("By a rule of the server");
        QTest::newRow("from before") << Channel::Unknown << QString() << QString();
    }

    void theTipAtAChangeSaysWhereItWasMade()
    {
        QFETCH(Channel, channel);
        QFETCH(QString, device);
        QFETCH(QString, tip);
        m_view.reset();
        HistoryEntry change;
        change.seq = 5;
        change.at = 1'760'000'000'000;
        change.user = TestWindow::me();
        change.changes = {{account::field::name, Value(QStringLiteral("Acne")), Value(QStringLiteral("Acme"))}};
        change.channel = channel;
        change.device = device;
        m_test->restartWithHistory({change});
        QVERIFY(m_test->isReady());
        openTimeline();
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        const QModelIndex first = list()->model()->index(0, 0);
        // In the words for screen readers as well.
        QCOMPARE(!tip.isEmpty() && first.data(Qt::AccessibleTextRole).toString().contains(tip), !tip.isEmpty());
        const QPoint place = list()->visualRect(first).center();
        QHelpEvent asked(QEvent::ToolTip, place, list()->viewport()->mapToGlobal(place));
        QApplication::sendEvent(list()->viewport(), &asked);
        QTRY_COMPARE(QToolTip::isVisible() ? QToolTip::text() : QString(), tip);
        QToolTip::hideText();
    }
};

QTEST_MAIN(TestTimelineWays)
#include "tst_timelineways.moc"
