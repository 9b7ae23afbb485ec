// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/views/crm/missingfieldsdialog.h"
#include "tests/support/windowatwork.h"

#include <QContextMenuEvent>
#include <QListView>
#include <QMenu>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace opportunity = entities::opportunity;
namespace pipeline = entities::pipeline;
namespace stage = entities::stage;

/// Deals that are moved from stage to stage.
class TestBoard : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aCardMovesByKeyAndByDrop()
    {
        const Board board = openBoard();
        QListView *first = columns().at(0);
        first->setFocus();
        first->setCurrentIndex(first->model()->index(0, 0, first->rootIndex()));
        QTest::keyClick(first, Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(stageOf(board.card), Value(board.stages[1]));

        QMimeData data;
        data.setData(QStringLiteral("application/x-tandem-card"), toBytes(board.card));
        QDragEnterEvent enter(QPoint(10, 10), Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(columns().at(2)->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(columns().at(2)->viewport(), &drop);
        QVERIFY(drop.isAccepted());
        QTRY_COMPARE(stageOf(board.card), Value(board.stages[2]));
    }

    void aCardMovesFromItsMenuAndStaysChosen()
    {
        const Board board = openBoard();
        QListView *first = columns().at(0);
        first->setCurrentIndex(first->model()->index(0, 0, first->rootIndex()));
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(10, 10), first->mapToGlobal(QPoint(10, 10)));
        QApplication::sendEvent(first, &asked);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QVERIFY(!actionNamed(*menu, QStringLiteral("Move to Stage 0"))->isEnabled());
        choose(*menu, QStringLiteral("Move to Stage 2"));
        QTRY_COMPARE(stageOf(board.card), Value(board.stages[2]));
        QTRY_COMPARE(columns().at(2)->currentIndex().data().toString(), QStringLiteral("Big one"));
    }

    void aLostDealIsAskedForItsReasonBeforeItMoves()
    {
        const Board board = openBoard();
        QVERIFY(endsIn(board.stages[1], QStringLiteral("lost")));
        crm::MissingFieldsDialog *dialog = askedAtTheNextStage();
        QVERIFY(dialog);
        QCOMPARE(dialog->windowTitle(), QStringLiteral("Big one"));
        QCOMPARE(stageOf(board.card), Value(board.stages[0]));
        dialog->accept(); // nothing filled in: it asks on
        QTRY_VERIFY(buttonNamed<QPushButton>(*dialog, QStringLiteral("Continue"))->isEnabled());
        QVERIFY(dialog->isVisible());
        dialog->findChild<FieldEditor *>()->enterValue(QStringLiteral("price"));
        dialog->accept();
        QTRY_COMPARE(stageOf(board.card), Value(board.stages[1]));
        QCOMPARE(m_test->valueOf(opportunity::number, board.card, opportunity::field::lostReason),
            Value(QStringLiteral("price")));
    }

    void aWonDealIsAskedForItsAccountBeforeItMoves()
    {
        const Board board = openBoard();
        const RecordId acme = m_test->add(entities::account::number,
            {{entities::account::field::name, QStringLiteral("Acme")}, {systemfield::owner, TestWindow::me()}});
        QVERIFY(endsIn(board.stages[1], QStringLiteral("won")));
        crm::MissingFieldsDialog *dialog = askedAtTheNextStage();
        QVERIFY(dialog);
        QCOMPARE(stageOf(board.card), Value(board.stages[0]));
        auto *account = dialog->findChild<FieldEditor *>();
        QVERIFY(account);
        QCOMPARE(account->field().number, FieldNumber(opportunity::field::account));
        account->enterValue(acme);
        dialog->accept();
        QTRY_COMPARE(stageOf(board.card), Value(board.stages[1]));
        QCOMPARE(m_test->valueOf(opportunity::number, board.card, opportunity::field::account), Value(acme));
    }

private:
    struct Board
    {
        std::vector<RecordId> stages;
        RecordId card; ///< in the first stage
    };

    /// Three stages and one deal, on the screen.
    Board openBoard()
    {
        Board board;
        const RecordId line = m_test->add(pipeline::number,
            {{pipeline::field::key, QStringLiteral("sales")}, {pipeline::field::name, QStringLiteral("Sales")},
                {pipeline::field::active, true}});
        for (int i = 0; i < 3; ++i) {
            board.stages.push_back(m_test->add(stage::number,
                {{stage::field::pipeline, line}, {stage::field::name, QStringLiteral("Stage %1").arg(i)},
                    {stage::field::order, i}, {stage::field::type, QStringLiteral("open")}}));
        }
        board.card = m_test->add(opportunity::number,
            {{opportunity::field::name, QStringLiteral("Big one")}, {opportunity::field::pipeline, line},
                {opportunity::field::stage, board.stages[0]}, {systemfield::owner, TestWindow::me()}});
        m_test->window().open(Location::board(QStringLiteral("opportunity")));
        const auto ready = [this] {
            return columns().size() == 3 && columns().at(0)->model()->rowCount(columns().at(0)->rootIndex()) == 1;
        };
        return QTest::qWaitFor(ready, patience) ? board : Board();
    }

    bool endsIn(const RecordId &id, const QString &type)
    {
        const auto written = answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update({stage::number, id}, {{stage::field::type, type}}, &m_test->window(), done);
        });
        const auto isReady = [this] {
            return columns().size() == 3 && columns().at(0)->model()->rowCount(columns().at(0)->rootIndex()) == 1;
        };
        return written.ok() && QTest::qWaitFor(isReady, patience);
    }

    /// What is asked when the only card goes one stage further; null if nothing is.
    crm::MissingFieldsDialog *askedAtTheNextStage()
    {
        QListView *first = columns().at(0);
        first->setCurrentIndex(first->model()->index(0, 0, first->rootIndex()));
        QTest::keyClick(first, Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        const auto asked = [this] {
            return m_test->tabs().currentView()->findChild<crm::MissingFieldsDialog *>();
        };
        (void)QTest::qWaitFor([&] { return asked() != nullptr; }, patience);
        return asked();
    }

    Value stageOf(const RecordId &deal)
    {
        return m_test->valueOf(opportunity::number, deal, opportunity::field::stage);
    }

    QList<QListView *> columns()
    {
        QList<QListView *> found;
        for (QListView *view : m_test->tabs().currentView()->findChildren<QListView *>()) {
            if (view->isVisible() && view->viewport()->acceptDrops())
                found.append(view);
        }
        std::sort(found.begin(), found.end(), [](const QListView *a, const QListView *b) {
            return a->mapToGlobal(QPoint()).x() < b->mapToGlobal(QPoint()).x();
        });
        return found;
    }
};

QTEST_MAIN(TestBoard)
#include "tst_board.moc"
