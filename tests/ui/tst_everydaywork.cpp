// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/forms/recordform.h"
#include "client/lists/bulkeditdialog.h"
#include "client/lists/conditionrow.h"
#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/lists/importdialog.h"
#include "client/lists/importrunpanel.h"
#include "client/lists/importsdialog.h"
#include "client/lists/recordlistview.h"
#include "client/lists/recordtable.h"
#include "client/lists/saveviewdialog.h"
#include "client/shell/commands.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/problemdialog.h"
#include "client/shell/relatedlist.h"
#include "client/views/crm/missingfieldsdialog.h"
#include "client/widgets/chip.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/toast.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"
#include "tests/support/testwindow.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>
#include <QToolButton>
#include <QUrl>
#include <QWindow>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace opportunity = entities::opportunity;
namespace notice = entities::notification;
namespace pipeline = entities::pipeline;
namespace stage = entities::stage;

/// What people do all day, through the controls that they use.
class TestEverydayWork : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
    }
    void cleanup() { m_test.reset(); }

    void aSavedViewIsInTheMenuAndSurvivesARestart()
    {
        addAccounts(2);
        m_test->window().open(Location::list(QStringLiteral("account")));
        choose(*viewMenu(), QStringLiteral("Save this view…"));
        auto *dialog = list()->findChild<SaveViewDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("Good ones"));
        clickButton(*dialog, QStringLiteral("Save"));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Good ones")));
        QTRY_VERIFY(navigationHas(QStringLiteral("Good ones")));
        m_test->restart();
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Good ones")));
        QTRY_VERIFY(navigationHas(QStringLiteral("Good ones")));
        choose(*viewMenu(), QStringLiteral("Good ones"));
        QCOMPARE(list()->viewTitle(), QStringLiteral("Good ones"));
        choose(*viewMenu(), QStringLiteral("Delete saved view"));
        QTRY_VERIFY(!navigationHas(QStringLiteral("Good ones")));
    }

    void aFilterWithAlternativesSurvivesInASavedView()
    {
        addAccounts(3);
        openAccounts(3);
        auto *bar = list()->findChild<FilterBar *>();
        bar->setFilter(QStringLiteral("name contains 'Account' and (name contains '1' or name contains '2')"));
        emit bar->filterChanged();
        QTRY_COMPARE(list()->model().rowCount(), 2);
        choose(*viewMenu(), QStringLiteral("Save this view…"));
        auto *dialog = list()->findChild<SaveViewDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("Two of them"));
        clickButton(*dialog, QStringLiteral("Save"));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Two of them")));
        m_test->restart();
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Two of them")));
        choose(*viewMenu(), QStringLiteral("Two of them"));
        QTRY_COMPARE(list()->model().rowCount(), 2);
        bar = list()->findChild<FilterBar *>();
        QTRY_COMPARE(bar->findChildren<Chip *>().size(), qsizetype(2));
        QTest::keyClick(bar->findChildren<Chip *>().constLast(), Qt::Key_Delete);
        QTRY_COMPARE(list()->model().rowCount(), 3);
    }

    void theSavedViewOfSomebodyElseIsNotOfferedToBeChanged()
    {
        SavedView view;
        view.entity = account::number;
        view.name = QStringLiteral("Theirs");
        const auto id =
            answerOf<RecordId>([&](auto done) { m_test->records().saveView(view, &m_test->window(), done); });
        QVERIFY(id.ok());
        const EntityNumber views = m_test->records().entity(QStringLiteral("savedView"))->number;
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update(
                {views, *id}, {{systemfield::owner, namedRecordId(QStringLiteral("other"))}}, &m_test->window(), done);
        }).ok());
        m_test->restart(EntityAccess{views, Scope::All, Scope::Own, Scope::Own, true, true, true, {}, {}});
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Theirs")));
        choose(*viewMenu(), QStringLiteral("Theirs"));
        QVERIFY(!menuHas(*viewMenu(), QStringLiteral("Delete saved view")));
    }

    void whatMayNotBeTouchedIsNotOffered()
    {
        addAccounts(2);
        m_test->restart(EntityAccess{account::number, Scope::All, Scope::None, Scope::None, false, true, true, {}, {}});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QVERIFY(!buttonNamed<QPushButton>(*list(), QStringLiteral("New")));
        table()->selectAll();
        QTRY_COMPARE(list()->selectedCount(), 2);
        QMenu *menu = moreMenu();
        QVERIFY(!actionNamed(*menu, QStringLiteral("Edit selected…"))->isEnabled());
        QVERIFY(!actionNamed(*menu, QStringLiteral("Delete selected"))->isEnabled());
        menu->close();
        emit table()->removeRequested();
        const auto *strip = list()->findChild<MessageStrip *>();
        QTRY_VERIFY(strip->text().contains(QStringLiteral("may not delete")));
        QCOMPARE(list()->model().rowCount(), 2);
    }

    void manyAreChangedAtOnceAndComeBackWithUndo()
    {
        const std::vector<RecordId> ids = addAccounts(3);
        openAccounts(3);
        table()->selectAll();
        QTRY_COMPARE(list()->selectedCount(), 3);
        choose(*moreMenu(), QStringLiteral("Edit selected…"));
        QTRY_VERIFY(list()->findChild<BulkEditDialog *>());
        auto *dialog = list()->findChild<BulkEditDialog *>();
        auto *fields = dialog->findChild<QComboBox *>();
        fields->setCurrentIndex(fields->findData(QStringLiteral("phone")));
        clickButton(*dialog, QStringLiteral("Add"));
        auto *editor = dialog->findChild<FieldEditor *>();
        QVERIFY(editor);
        QTest::keyClicks(editor->control(), QStringLiteral("010 6000 0000"));
        dialog->accept();
        for (const RecordId &id : ids)
            QTRY_COMPARE(phoneOf(id), QStringLiteral("010 6000 0000"));
        pressUndo();
        for (const RecordId &id : ids)
            QTRY_COMPARE(phoneOf(id), QString());
    }

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

    void aLostDealIsAskedForItsReasonBeforeItMoves()
    {
        const Board board = openBoard();
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update({stage::number, board.stages[1]}, {{stage::field::type, QStringLiteral("lost")}},
                &m_test->window(), done);
        }).ok());
        const auto isReady = [this] {
            return columns().size() == 3 && columns().at(0)->model()->rowCount(columns().at(0)->rootIndex()) == 1;
        };
        QTRY_VERIFY(isReady());
        const auto ask = [this]() -> crm::MissingFieldsDialog * {
            QListView *first = columns().at(0);
            first->setCurrentIndex(first->model()->index(0, 0, first->rootIndex()));
            QTest::keyClick(first, Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
            const auto isAsked = [this] {
                return m_test->tabs().currentView()->findChild<crm::MissingFieldsDialog *>() != nullptr;
            };
            (void)QTest::qWaitFor(isAsked);
            return m_test->tabs().currentView()->findChild<crm::MissingFieldsDialog *>();
        };
        auto *dialog = ask();
        QVERIFY(dialog);
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

    void aRecordIsMadeWithTheKeyboardAlone()
    {
        auto *plus = buttonNamed<QToolButton>(m_test->window(), QStringLiteral("New"));
        QVERIFY(plus);
        const EntityDef *entity = m_test->records().entity(account::number);
        const QString wanted = m_test->records().labels().entity(*entity);
        // The menu of a button runs until something is chosen: the keys come while it does.
        QTimer keys;
        connect(&keys, &QTimer::timeout, this, [&keys, wanted] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu)
                return;
            if (menu->activeAction() && menu->activeAction()->text() == wanted) {
                keys.stop();
                QTest::keyClick(menu, Qt::Key_Return);
            } else {
                QTest::keyClick(menu, Qt::Key_Down);
            }
        });
        keys.start(10);
        plus->setFocus();
        QTest::keyClick(plus, Qt::Key_Space);
        QTRY_VERIFY(
            m_test->tabs().currentLocation() && m_test->tabs().currentLocation()->kind() == Location::Kind::NewRecord);
        QTRY_VERIFY(qobject_cast<QLineEdit *>(m_test->window().focusWidget()));
        QTest::keyClicks(m_test->window().focusWidget(), QStringLiteral("Keyboard Ltd"));
        QTRY_VERIFY(m_test->window().commands().action(QStringLiteral("file.save"))->isEnabled());
        QTest::keyClick(m_test->window().focusWidget(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::Record);
        const RecordId id = m_test->tabs().currentLocation()->record();
        QCOMPARE(m_test->valueOf(account::number, id, account::field::name), Value(QStringLiteral("Keyboard Ltd")));
        QCOMPARE(m_test->valueOf(account::number, id, account::field::class_), Value(QStringLiteral("potential")));
        QTRY_COMPARE(m_test->tabs().currentView()->title(), QStringLiteral("Keyboard Ltd"));
        // The empty form does not come back: it would be saved over the record that was made with it.
        QVERIFY(!m_test->tabs().canReopen());
        m_test->window().open(Location::newRecord(QStringLiteral("account"), id));
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::Record);
    }

    void aNewRecordIsSavedByKeysWhereverTheFocusIs()
    {
        m_test->window().open(Location::newRecord(QStringLiteral("account"), newRecordId()));
        auto *form = m_test->tabs().currentView()->findChild<RecordForm *>();
        const auto name = [form] {
            return form->editor(QStringLiteral("name"))->control();
        };
        QTRY_COMPARE(m_test->window().focusWidget(), name());
        QTest::keyClicks(name(), QStringLiteral("Focus"));
        emit m_test->records().registryChanged(); // the form is built anew under the keys
        QTRY_COMPARE(m_test->window().focusWidget(), name());
        QTest::keyClicks(name(), QStringLiteral(" Ltd"));
        name()->clearFocus();
        QVERIFY(!m_test->window().focusWidget() || !form->isAncestorOf(m_test->window().focusWidget()));
        QTest::keyClick(&m_test->window(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::Record);
        const RecordId id = m_test->tabs().currentLocation()->record();
        QCOMPARE(m_test->valueOf(account::number, id, account::field::name), Value(QStringLiteral("Focus Ltd")));
    }

    void aChineseSpreadsheetIsImported()
    {
        // GB18030: 客户名称,员工人数 / 华东精密机械,120 / 坏行公司,很多
        const QString path = m_test->filePath(QStringLiteral("accounts.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            QByteArray::fromHex("bfcdbba7c3fbb3c62cd4b1b9a4c8cbcafd0abbaab6abbeabc3dcbbfad0b52c3132300abbb5d0d0b9"
                                "abcbbe2cbadcb6e00a"));
        file.close();
        openAccounts(0);
        auto *dialog = new ImportDialog(QStringLiteral("account"), fieldContext(), list());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        QVERIFY(dialog->openFile(path));
        QStringList mapped;
        for (const QComboBox *box : dialog->findChildren<QComboBox *>()) {
            if (box->accessibleName().startsWith(QStringLiteral("Field for column")))
                mapped.append(box->currentData().toString());
        }
        QCOMPARE(mapped, (QStringList{QStringLiteral("name"), QStringLiteral("employees")}));
        clickButton(*dialog, QStringLiteral("Import"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        QTRY_COMPARE(
            list()->model().recordAt(0) ? list()->model().recordAt(0)->value(account::field::name).toText() : QString(),
            QStringLiteral("华东精密机械"));
        const QString errors = m_test->filePath(QStringLiteral("errors.csv"));
        dialog->saveErrorsTo(errors);
        QFile written(errors);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(written.readAll());
        QVERIFY2(text.contains(QStringLiteral("坏行公司")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("whole number")) || text.contains(QStringLiteral("not a number")),
            qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("华东精密机械")), qPrintable(text));
        dialog->reject();
    }

    void equalRowsOfAFileAreOneRecord()
    {
        const QString path = m_test->filePath(QStringLiteral("twins.csv"));
        writeFile(path, "Name,Employees\nTwin Ltd,5\nTwin Ltd,6\nOther Ltd,7\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Close")));
        QTRY_COMPARE(list()->model().rowCount(), 2);
    }

    void anImportIsRevertedWhereItsResultStands()
    {
        const QString path = m_test->filePath(QStringLiteral("mistake.csv"));
        writeFile(path, "Name,Employees\nWrong Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Revert import…")));
        QTRY_COMPARE(outbox().size(), size_t(3)); // its record, the row, how it ended
        const std::vector<OutboxItem> imported = outbox();
        const RecordId run = imported.front().mutation.record;
        QCOMPARE(originOf(imported.at(1).mutation.arguments), run);
        QCOMPARE(m_test->records().undoText(), QStringLiteral("New: Account")); // the note about it is no step

        clickButton(dialog, QStringLiteral("Revert import…"));
        auto *panel = dialog.findChild<ImportRunPanel *>();
        QVERIFY(panel->findChild<MessageStrip *>()->text().contains(QStringLiteral("1 added record")));
        QCOMPARE(outbox().size(), size_t(3)); // asked first
        clickButton(*panel, QStringLiteral("Revert import"));
        QTRY_COMPARE(outbox().size(), size_t(4));
        const Mutation asked = outbox().back().mutation;
        QCOMPARE(asked.kind, MutationKind::Action);
        QCOMPARE(asked.action, QStringLiteral("revert"));
        QCOMPARE(asked.record, run);
        QTRY_VERIFY(!buttonNamed<QPushButton>(*panel, QStringLiteral("Revert import…"))->isEnabled());
    }

    void pastImportsAreListedWithTheirState()
    {
        namespace importRun = entities::importRun;
        const RecordId done = m_test->add(importRun::number,
            {{importRun::field::entity, Value(QStringLiteral("account"))},
                {importRun::field::fileName, Value(QStringLiteral("leads.csv"))}, {importRun::field::created, Value(7)},
                {importRun::field::finishedAt, Value(qint64(1'760'000'000'000))}});
        QVERIFY(!done.isNull());
        openAccounts(0);
        choose(*moreMenu(), QStringLiteral("Past imports…"));
        auto *dialog = m_test->tabs().currentView()->findChild<ImportsDialog *>();
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTableWidget *>();
        QTRY_COMPARE(table->rowCount(), 1);
        QStringList cells;
        for (int column = 0; column < table->columnCount(); ++column)
            cells.append(table->item(0, column)->text());
        QVERIFY2(cells.contains(QStringLiteral("Accounts")), qPrintable(cells.join(QLatin1Char('|'))));
        QVERIFY2(cells.contains(QStringLiteral("leads.csv")), qPrintable(cells.join(QLatin1Char('|'))));
        QCOMPARE(cells.last(), QStringLiteral("Done"));
        QTRY_VERIFY(buttonNamed<QPushButton>(*dialog, QStringLiteral("Revert import…")));
        dialog->reject();
    }

    void withoutItsColumnsAKeyIsNotPassedOverInSilence()
    {
        const QString path = m_test->filePath(QStringLiteral("nameless.csv"));
        writeFile(path, "Employees\n5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
        const auto keys = std::find_if(boxes.begin(), boxes.end(),
            [](const QComboBox *box) { return box->findText(QStringLiteral("nothing: every row is new")) >= 0; });
        QVERIFY(keys != boxes.end());
        QCOMPARE((*keys)->currentText(), QStringLiteral("nothing: every row is new"));
        (*keys)->setCurrentIndex(0);
        clickButton(dialog, QStringLiteral("Import"));
        QVERIFY(dialog.findChild<MessageStrip *>()->text().contains(QStringLiteral("Name")));
        QCOMPARE(list()->model().rowCount(), 0);
    }

    void aLongImportGoesOnBehindTheWindow()
    {
        QByteArray rows("Name,Employees\n");
        for (int i = 0; i < 300; ++i)
            rows += "Company " + QByteArray::number(i) + ",5\n";
        const QString path = m_test->filePath(QStringLiteral("many.csv"));
        writeFile(path, rows);
        openAccounts(0);
        QPointer<ImportDialog> dialog(new ImportDialog(QStringLiteral("account"), fieldContext(), &m_test->window()));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setPatience(std::chrono::milliseconds(0));
        dialog->open();
        QVERIFY(dialog->openFile(path));
        clickButton(*dialog, QStringLiteral("Import"));
        QTRY_VERIFY(dialog->isHidden());
        QCOMPARE(m_test->records().jobs().shown().size(), size_t(1));
        Job *job = m_test->records().jobs().shown().front();
        QVERIFY(job->title().contains(QStringLiteral("many.csv")));
        QTRY_VERIFY(!job->isRunning());
        QCOMPARE(job->state(), Job::State::Done);
        QTRY_COMPARE(list()->model().rowCount(), 300);
        QVERIFY(m_test->window().findChild<Toast *>()->text().contains(QStringLiteral("300")));
        job->act(); // back to how it went
        QTRY_VERIFY(dialog->isVisible());
        clickButton(*dialog, QStringLiteral("Close"));
        QTRY_VERIFY(!dialog);
        QVERIFY(job->actionText().isEmpty()); // there is nothing left to show
    }

    void anImportThatIsTriedAgainGoesOnWhenItsWindowIsClosed()
    {
        QByteArray rows("Name,Employees\n");
        for (int i = 0; i < 300; ++i)
            rows += "Company " + QByteArray::number(i) + ",5\n";
        const QString path = m_test->filePath(QStringLiteral("again.csv"));
        const QString away = m_test->filePath(QStringLiteral("away.csv"));
        writeFile(path, rows);
        openAccounts(0);
        QPointer<ImportDialog> dialog(new ImportDialog(QStringLiteral("account"), fieldContext(), &m_test->window()));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        QVERIFY(dialog->openFile(path));
        QVERIFY(QFile::rename(path, away));
        clickButton(*dialog, QStringLiteral("Import"));
        QVERIFY(dialog->findChild<MessageStrip *>()->isVisible());
        QVERIFY(QFile::rename(away, path));
        clickButton(*dialog, QStringLiteral("Import"));
        dialog->close();
        QVERIFY(dialog->isHidden());
        QTRY_COMPARE(list()->model().rowCount(), 300);
        QVERIFY(dialog);
        JobList &jobs = m_test->records().jobs();
        QTRY_COMPARE(jobs.shown().front()->state(), Job::State::Done);
        QCOMPARE(jobs.shown().front()->actionText(), QStringLiteral("Show"));
        jobs.clearEnded();
        QTRY_VERIFY(!dialog);
    }

    void aMappingIsNotLostByEscape()
    {
        const QString path = m_test->filePath(QStringLiteral("some.csv"));
        writeFile(path, "Name,Employees\nOne Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
        const auto employees = std::find_if(boxes.begin(), boxes.end(),
            [](const QComboBox *box) { return box->currentData().toString() == QStringLiteral("employees"); });
        QVERIFY(employees != boxes.end());
        (*employees)->setCurrentIndex(0); // not imported
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.findChild<MessageStrip *>()->isVisible());
        (*employees)->setCurrentIndex((*employees)->findData(QStringLiteral("employees")));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void anExportGoesOnWhenItsListIsLeft()
    {
        addAccounts(3);
        openAccounts(3);
        const QString path = m_test->filePath(QStringLiteral("left.csv"));
        list()->findChild<ExportStrip *>()->start(
            fieldContext(), list()->model().query(), {QStringLiteral("name")}, path);
        m_test->tabs().closeCurrent();
        QTRY_VERIFY(QFile::exists(path));
        QTRY_VERIFY(m_test->window().findChild<Toast *>()->text().contains(QStringLiteral("left.csv")));
    }

    void aChipNarrowsTheListUntilItIsRemoved()
    {
        addAccounts(3);
        openAccounts(3);
        auto *bar = list()->findChild<FilterBar *>();
        auto *button = buttonNamed<QToolButton>(*bar, QStringLiteral("Filter"));
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(conditionRow());
        const QList<QComboBox *> boxes = conditionRow()->findChildren<QComboBox *>();
        boxes.at(0)->setCurrentIndex(boxes.at(0)->findData(QStringLiteral("name")));
        boxes.at(1)->setCurrentIndex(boxes.at(1)->findData(int(FilterCondition::Operator::Contains)));
        QTRY_VERIFY(conditionRow()->findChild<FieldEditor *>());
        QTest::keyClicks(conditionRow()->findChildren<FieldEditor *>().constLast()->control(), QStringLiteral("2"));
        clickButton(*conditionRow()->window(), QStringLiteral("Done"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        QTRY_COMPARE(bar->findChildren<Chip *>().size(), qsizetype(1));
        Chip *chip = bar->findChild<Chip *>();
        QVERIFY2(chip->text().contains(QStringLiteral("contains 2")), qPrintable(chip->text()));
        QTest::keyClick(chip, Qt::Key_Delete);
        QTRY_COMPARE(list()->model().rowCount(), 3);
        QTRY_VERIFY(bar->findChildren<Chip *>().isEmpty());
    }

    void whatIsDeletedComesBackFromTheBinOrByUndo()
    {
        addAccounts(2);
        openAccounts(2);
        deleteRow(0);
        QTRY_COMPARE(list()->model().rowCount(), 1);

        choose(*moreMenu(), QStringLiteral("Recycle bin"));
        QCOMPARE(list()->viewTitle(), QStringLiteral("Recycle bin"));
        QTRY_VERIFY(
            list()->model().rowCount() == 1 && list()->model().recordAt(0) && list()->model().recordAt(0)->isDeleted());
        table()->selectAll();
        QTRY_COMPARE(list()->selectedCount(), 1);
        choose(*moreMenu(), QStringLiteral("Restore selected"));
        QTRY_COMPARE(list()->model().rowCount(), 0);
        choose(*viewMenu(), QStringLiteral("All"));
        QTRY_COMPARE(list()->model().rowCount(), 2);

        deleteRow(1);
        QTRY_COMPARE(list()->model().rowCount(), 1);
        pressUndo();
        QTRY_COMPARE(list()->model().rowCount(), 2);
    }

    void aNoticeIsToldInTheUsersLanguageWithTheTitleOfNow()
    {
        const RecordId id = addAccounts(1).front();
        const auto *toast = m_test->window().findChild<Toast *>();
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        // The first look at what is there already is over once the bell has been asked.
        QTRY_VERIFY(m_test->records().currentUser() == TestWindow::me());
        m_test->add(notice::number,
            {{systemfield::owner, TestWindow::me()}, {notice::field::kind, QStringLiteral("approval")},
                {notice::field::text, QStringLiteral("Approved: old title")},
                {notice::field::textKey, QStringLiteral("approvalApproved")},
                {notice::field::arguments, QStringLiteral("{\"title\":\"old title\"}")},
                {notice::field::record, QString(QStringLiteral("account/") + toText(id))}});
        QTRY_VERIFY2(toast->text().contains(QStringLiteral("Account 1")), qPrintable(toast->text()));
        QVERIFY2(!toast->text().contains(QStringLiteral("approved")), qPrintable(toast->text()));
        const auto *bell = buttonNamed<QToolButton>(m_test->window(), QStringLiteral("通知"));
        QVERIFY(bell);
        QTRY_COMPARE(bell->text(), QStringLiteral("1"));
    }

    void theRecycleBinSpeaksBothLanguages()
    {
        addAccounts(1);
        openAccounts(1);
        deleteRow(0);
        QTRY_COMPARE(list()->model().rowCount(), 0);
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(buttonNamed<QToolButton>(*list(), QStringLiteral("更多")));
        QTest::mouseClick(buttonNamed<QToolButton>(*list(), QStringLiteral("更多")), Qt::LeftButton);
        choose(*qobject_cast<QMenu *>(QApplication::activePopupWidget()), QStringLiteral("回收站"));
        QTRY_COMPARE(list()->viewTitle(), QStringLiteral("回收站"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        // Opened from there, it says where it is and offers the way back.
        table()->setCurrentIndex(list()->model().index(0, 0));
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::Record);
        const auto stripSays = [this](const QString &words) {
            const auto strips = m_test->tabs().currentView()->findChildren<MessageStrip *>();
            return std::any_of(strips.begin(), strips.end(),
                [&words](const MessageStrip *strip) { return strip->isVisible() && strip->text().contains(words); });
        };
        QTRY_VERIFY(stripSays(QStringLiteral("回收站")));
    }

    void aFileThatIsDroppedOnARecordIsAttached()
    {
        const RecordId id = addAccounts(1).front();
        const QString path = m_test->filePath(QStringLiteral("offer.txt"));
        writeFile(path, "an offer");
        m_test->window().open(Location::record(QStringLiteral("account"), id));
        QTRY_VERIFY(m_test->tabs().currentView()->acceptDrops());
        QVERIFY(dropFile(*m_test->tabs().currentView(), path));
        const auto files = [this] {
            ListQuery query;
            query.entity = entities::file::number;
            return answerOf<qint64>([&](auto done) { m_test->records().count(query, &m_test->window(), done); });
        };
        QTRY_VERIFY(files().ok() && *files() == 1);
        // A field for text must not take the path as its text.
        QTRY_VERIFY(m_test->tabs().currentView()->findChild<RecordForm *>()->isLoaded());
        auto *name = m_test->tabs().currentView()->findChild<RecordForm *>()->editor(QStringLiteral("name"))->control();
        QVERIFY(!wouldTake(*name, path));
    }

    void aSpreadsheetThatIsDroppedOnAListIsImported()
    {
        openAccounts(0);
        const QString path = m_test->filePath(QStringLiteral("accounts.csv"));
        writeFile(path, "Name,Employees\nDropped Ltd,5\n");
        QVERIFY(dropFile(*m_test->tabs().currentView(), path));
        auto *dialog = m_test->window().findChild<ImportDialog *>();
        QVERIFY(dialog);
        clickButton(*dialog, QStringLiteral("Import"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        const QString picture = m_test->filePath(QStringLiteral("a.png"));
        writeFile(picture, "no table");
        QVERIFY(!wouldTake(*m_test->tabs().currentView(), picture));
        dialog->reject();
    }

    void columnsComeBackInANewTab()
    {
        addAccounts(1);
        openAccounts(1);
        list()->model().setColumns({QStringLiteral("name"), QStringLiteral("phone")});
        m_test->tabs().closeCurrent();
        openAccounts(1);
        QCOMPARE(list()->model().columns(), (QStringList{QStringLiteral("name"), QStringLiteral("phone")}));
        m_test->window().commands().action(QStringLiteral("view.resetLayout"))->trigger();
        QCOMPARE(list()->model().columns(), m_test->records().entity(account::number)->list.columns);
    }

    void aRelatedRecordIsDeletedFromItsList()
    {
        const RecordId id = addAccounts(1).front();
        const RecordId order = m_test->add(entities::order::number, {{entities::order::field::account, id}});
        m_test->window().open(Location::record(QStringLiteral("account"), id));
        const auto *list = m_test->tabs().currentView()->findChild<RelatedList *>(QStringLiteral("orders"));
        QVERIFY(list);
        auto *rows = list->findChild<RecordTable *>();
        QTRY_COMPARE(rows->model()->rowCount(), 1);
        rows->selectRow(0);
        emit rows->removeRequested();
        QTRY_VERIFY(!m_test->valueOf(entities::order::number, order, systemfield::deletedAt).isNull());
        QTRY_COMPARE(rows->model()->rowCount(), 0);
    }

    void aRefusedDecisionShowsTheReasonThatWasGiven()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.kind = MutationKind::Action;
        item.problem.mutation.arguments = {{QStringLiteral("comment"), QStringLiteral("too expensive")}};
        const ProblemDialog dialog(fieldContext(), item);
        const auto *shown = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(shown && shown->isReadOnly());
        QCOMPARE(shown->toPlainText(), QStringLiteral("too expensive"));
    }

    void aRefusedDeleteHasNothingToEdit()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.kind = MutationKind::Delete;
        item.problem.mutation.changes = {{account::field::name, QStringLiteral("Acme"), {}}};
        QVERIFY(ProblemDialog(fieldContext(), item).findChildren<FieldEditor *>().isEmpty());
    }

    void whatFailsToBeSentAgainStaysInItsDialog()
    {
        ProblemItem item; // unknown to the outbox: sending it fails
        item.problem.id = 99;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.changes = {{account::field::name, {}, QStringLiteral("Acme")}};
        ProblemDialog dialog(fieldContext(), item);
        dialog.show();
        const auto *strip = dialog.findChild<MessageStrip *>();
        const QString before = strip->text();
        clickButton(dialog, QStringLiteral("Send again"));
        QTRY_VERIFY(strip->text() != before);
        QVERIFY(dialog.isVisible());
    }

    void aSavedViewCountsItsRecords()
    {
        addAccounts(3);
        SavedView view;
        view.entity = account::number;
        view.name = QStringLiteral("All of them");
        view.filter = QStringLiteral("name contains 'Account'");
        QVERIFY(answerOf<RecordId>([&](auto done) { m_test->records().saveView(view, &m_test->window(), done); }).ok());
        m_test->window().open(Location::list(QStringLiteral("account")));
        const auto *panel = m_test->window().findChild<NavigationPanel *>();
        const auto counted = [panel] {
            const auto items = panel->findItems(QStringLiteral("All of them"), Qt::MatchExactly);
            return items.isEmpty() ? QString() : items.constFirst()->text(1);
        };
        QTRY_COMPARE(counted(), QStringLiteral("3"));
        addAccounts(1);
        QTRY_COMPARE(counted(), QStringLiteral("4"));
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
        return QTest::qWaitFor(ready) ? board : Board();
    }

    Value stageOf(const RecordId &deal)
    {
        return m_test->valueOf(opportunity::number, deal, opportunity::field::stage);
    }

    static void writeFile(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static bool wouldTake(QWidget &target, const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        // Without asking the parents, as delivery to the widget itself.
        static_cast<QObject &>(target).event(&enter);
        return enter.isAccepted();
    }

    static bool dropFile(QWidget &target, const QString &path)
    {
        if (!wouldTake(target, path))
            return false;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        static_cast<QObject &>(target).event(&drop);
        return drop.isAccepted();
    }

    RecordListView *list() { return m_test->tabs().currentView()->findChild<RecordListView *>(); }
    RecordTable *table() { return list()->findChild<RecordTable *>(); }
    FieldContext fieldContext()
    {
        FieldContext context;
        context.records = &m_test->records();
        context.registry = m_test->records().registry();
        context.labels = std::make_shared<Labels>(m_test->records().labels());
        return context;
    }

    std::vector<RecordId> addAccounts(int count)
    {
        std::vector<RecordId> ids;
        for (int i = 1; i <= count; ++i)
            ids.push_back(m_test->add(account::number, {{account::field::name, QStringLiteral("Account %1").arg(i)}}));
        return ids;
    }

    void openAccounts(int count)
    {
        m_test->window().open(Location::list(QStringLiteral("account")));
        choose(*viewMenu(), QStringLiteral("All"));
        QTRY_COMPARE(list()->model().rowCount(), count);
    }

    void deleteRow(int row)
    {
        QTRY_VERIFY(list()->model().recordAt(row));
        table()->setFocus();
        const auto isSelected = [this, row] { // again, if the list was still being read
            table()->selectRow(row);
            return list()->selectedCount() == 1;
        };
        QTRY_VERIFY(isSelected());
        QTest::keyClick(table(), Qt::Key_Delete);
    }

    void pressUndo()
    {
        m_test->window().activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), &m_test->window());
        QTRY_VERIFY(m_test->window().commands().action(QStringLiteral("edit.undo"))->isEnabled());
        QTest::keyClick(&m_test->window(), Qt::Key_Z, Qt::ControlModifier);
    }

    QString phoneOf(const RecordId &id) { return m_test->valueOf(account::number, id, account::field::phone).toText(); }

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

    ConditionRow *conditionRow()
    {
        const QWidget *popup = QApplication::activePopupWidget();
        return popup ? popup->findChild<ConditionRow *>() : nullptr;
    }

    template <typename Button>
    static Button *buttonNamed(const QWidget &parent, const QString &name)
    {
        for (Button *button : parent.findChildren<Button *>()) {
            if (button->isVisible() && (button->accessibleName() == name || button->text() == name))
                return button;
        }
        return nullptr;
    }

    std::vector<OutboxItem> outbox()
    {
        return answerOf<std::vector<OutboxItem>>([this](auto done) {
            m_test->records().outbox(&m_test->window(), done);
        }).valueOr({});
    }

    static void clickButton(const QWidget &parent, const QString &text)
    {
        auto *button = buttonNamed<QPushButton>(parent, text);
        QVERIFY2(button, qPrintable(text));
        QVERIFY2(button->isEnabled(), qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    QMenu *viewMenu()
    {
        QMenu *menu = buttonNamed<QToolButton>(*list(), QStringLiteral("View"))->menu();
        menu->popup({});
        return menu;
    }

    QMenu *moreMenu()
    {
        QTest::mouseClick(buttonNamed<QToolButton>(*list(), QStringLiteral("More")), Qt::LeftButton);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }

    static QAction *actionNamed(const QMenu &menu, const QString &text)
    {
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    static bool menuHas(QMenu &menu, const QString &text)
    {
        const bool found = actionNamed(menu, text) != nullptr;
        menu.close();
        return found;
    }

    static void choose(QMenu &menu, const QString &text)
    {
        QAction *action = actionNamed(menu, text);
        menu.close();
        QVERIFY2(action, qPrintable(text));
        QVERIFY2(action->isEnabled(), qPrintable(text));
        action->trigger();
    }

    bool navigationHas(const QString &text)
    {
        const auto *panel = m_test->window().findChild<NavigationPanel *>();
        return !panel->findItems(text, Qt::MatchExactly).isEmpty();
    }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestEverydayWork)
#include "tst_everydaywork.moc"
