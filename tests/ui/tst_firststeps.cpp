// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/records.h"
#include "client/shell/commandpalette.h"
#include "client/shell/firststeps.h"
#include "client/views/joint/firststepscard.h"
#include "shared/entities/entitynames.h"
#include "tests/support/testwindow.h"

#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;
using joint::FirstStepsCard;
using Step = FirstSteps::Step;

namespace account = entities::account;
namespace activity = entities::activity;

/// The checklist for newcomers on the home page.
class TestFirstSteps : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::view(QStringLiteral("home")));
    }
    void cleanup() { m_test.reset(); }

    void eachStepTicksItselfWhenItIsDone()
    {
        QVERIFY(card()->isVisible());
        QVERIFY(!steps().isDone(Step::OpenAccount));
        const RecordId id = m_test->add(account::number, {{account::field::name, QStringLiteral("华为")}});
        m_test->window().open(Location::record(QStringLiteral("account"), id));
        QTRY_VERIFY(steps().isDone(Step::OpenAccount));
        QTRY_VERIFY(steps().isDone(Step::WorkOffline)); // there is no server, and something was written

        QVERIFY(!steps().isDone(Step::LogActivity));
        m_test->add(activity::number, {{activity::field::subject, QStringLiteral("Call")}});
        QTRY_VERIFY(steps().isDone(Step::LogActivity));

        QVERIFY(!steps().isDone(Step::Search));
        QTest::keyClick(&m_test->window(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(steps().isDone(Step::Search));

        SavedView view;
        view.entity = account::number;
        view.name = QStringLiteral("Mine");
        const auto saved =
            answerOf<RecordId>([&](auto done) { m_test->records().saveView(view, &m_test->window(), done); });
        QVERIFY(saved.ok());
        QTRY_VERIFY(steps().areAllDone());
    }

    void noStepIsADeadEnd_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("place");
        QTest::newRow("account") << 0 << QStringLiteral("tandem://list/account");
        QTest::newRow("offline") << 3 << QStringLiteral("tandem://view/settings");
        QTest::newRow("view") << 4 << QStringLiteral("tandem://list/account");
    }

    void noStepIsADeadEnd()
    {
        QFETCH(int, row);
        QFETCH(QString, place);
        QTest::mouseClick(rows().at(row), Qt::LeftButton);
        QTRY_COMPARE(m_test->tabs().currentLocation()->toText(), place);
    }

    void theActivityAndTheSearchOpenToo()
    {
        QTest::mouseClick(rows().at(2), Qt::LeftButton);
        QVERIFY(m_test->window().findChild<CommandPalette *>()->isVisible());
        m_test->window().findChild<CommandPalette *>()->hide();
        rows().at(1)->setFocus();
        QTest::keyClick(rows().at(1), Qt::Key_Space);
        QTRY_VERIFY(m_test->tabs().currentLocation()->kind() == Location::Kind::NewRecord);
        QCOMPARE(m_test->tabs().currentLocation()->entity(), QStringLiteral("activity"));
    }

    void whatIsClosedStaysClosed()
    {
        QTest::mouseClick(card()->findChildren<QToolButton *>().constFirst(), Qt::LeftButton);
        QVERIFY(!card()->isVisible());
        m_test->restart();
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::view(QStringLiteral("home")));
        QVERIFY(!card()->isVisible());
    }

private:
    FirstSteps &steps() { return m_test->window().firstSteps(); }
    FirstStepsCard *card() { return m_test->window().findChild<FirstStepsCard *>(); }
    /// Without the cross, which stands first.
    QList<QToolButton *> rows() { return card()->findChildren<QToolButton *>().mid(1); }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestFirstSteps)
#include "tst_firststeps.moc"
