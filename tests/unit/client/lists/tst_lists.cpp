// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/fields/recordscontext.h"
#include "client/lists/conditionrow.h"
#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/lists/filtereditor.h"
#include "client/lists/filtergroupbox.h"
#include "client/lists/listjob.h"
#include "client/lists/recordtable.h"
#include "client/lists/saveviewdialog.h"
#include "client/records/joblist.h"
#include "client/widgets/chip.h"
#include "client/widgets/messagestrip.h"
#include "tests/support/testworkspace.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestLists : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        fillDeals(
            m_folder.path(), {{idOf(1), named(QStringLiteral("华为"))}, {idOf(2), named(QStringLiteral("part"))}});
        m_workspace = openWorkspace(m_folder.path());
        QVERIFY(m_workspace);
    }

    void chipsFollowTitlesAndAreNotBuiltAnew()
    {
        FilterBar bar(QStringLiteral("deal"), fieldContextOf(records()));
        bar.setFilter(QStringLiteral("account = id('%1') and stage = 'won'").arg(toText(idOf(1))));
        const QList<Chip *> chips = bar.findChildren<Chip *>();
        QCOMPARE(chips.size(), 2);
        QTRY_VERIFY(chips.first()->text().contains(QStringLiteral("华为")));

        QSignalSpy titles(&records(), &Records::titlesChanged);
        records().update(dealKey(1), {{deal::name, QStringLiteral("华为技术")}}, this, {});
        QVERIFY(titles.wait(patience));
        QTRY_VERIFY(chips.first()->text().contains(QStringLiteral("华为技术")));
        QCOMPARE(bar.findChildren<Chip *>(), chips);
    }

    void aChipTakesOnlyItsOwnConditionAway()
    {
        FilterBar bar(QStringLiteral("deal"), fieldContextOf(records()));
        bar.setFilter(QStringLiteral("stage = 'won' and name contains 'a' and visits > 2"));
        emit bar.findChildren<Chip *>().at(1)->removeRequested();
        QCOMPARE(bar.filter(), QStringLiteral("stage = 'won' and visits > 2"));
    }

    void aGroupIsOneChipAndAlternativesAreJoined()
    {
        FilterBar bar(QStringLiteral("deal"), fieldContextOf(records()));
        bar.setFilter(QStringLiteral("visits > 2 and (name contains 'a' or name contains 'b') and won = true"));
        const QList<Chip *> chips = bar.findChildren<Chip *>();
        QCOMPARE(chips.size(), 3);
        QVERIFY2(chips.at(1)->text().contains(QStringLiteral("contains a or ")), qPrintable(chips.at(1)->text()));
        QVERIFY(chips.at(1)->text().endsWith(QStringLiteral("contains b")));
        QTest::keyClick(chips.at(1), Qt::Key_Delete);
        QCOMPARE(bar.filter(), QStringLiteral("visits > 2 and won = true"));

        FilterBar any(QStringLiteral("deal"), fieldContextOf(records()));
        any.setFilter(QStringLiteral("visits > 2 or won = true or visits = 0"));
        QCOMPARE(any.findChildren<Chip *>().size(), 3);
        emit any.findChildren<Chip *>().constFirst()->removeRequested();
        QCOMPARE(any.filter(), QStringLiteral("won = true or visits = 0"));
    }

    void anyInsideAllIsBuiltWithTheMouse()
    {
        const FieldContext context = fieldContextOf(records());
        FilterEditor editor(*context.registry->entity(QStringLiteral("deal")), context);
        editor.setFilter(QStringLiteral("visits > 2"));
        editor.show();
        QSignalSpy changes(&editor, &FilterEditor::filterChanged);
        click(editor, QStringLiteral("Add group"));
        const QList<FilterGroupBox *> groups = editor.findChildren<FilterGroupBox *>();
        QCOMPARE(groups.size(), 2);
        QTRY_VERIFY(groups.at(1)->isVisible());
        QComboBox *match = groups.at(1)->findChild<QComboBox *>(QString(), Qt::FindDirectChildrenOnly);
        QCOMPARE(match->currentData().toInt(), int(FilterPart::Kind::Any));
        click(*groups.at(1), QStringLiteral("Add condition"));
        const QList<ConditionRow *> rows = groups.at(1)->findChildren<ConditionRow *>();
        QCOMPARE(rows.size(), 2);
        QTRY_VERIFY(rows.at(1)->isVisible());
        typeName(*rows.at(0), QStringLiteral("hua"));
        typeName(*rows.at(1), QStringLiteral("wei"));
        const QString wanted = QStringLiteral("visits > 2 and (name contains 'hua' or name contains 'wei')");
        QCOMPARE(changes.last().at(0).toString(), wanted);
        QCOMPARE(editor.findChild<QLineEdit *>(QStringLiteral("filterText"))->text(), wanted);

        match->setFocus();
        QTest::keyClick(match, Qt::Key_Up);
        QCOMPARE(changes.last().at(0).toString(),
            QStringLiteral("visits > 2 and name contains 'hua' and name contains 'wei'"));
    }

    void theEditorIsOnTheScreenAsAWhole()
    {
        FilterBar bar(QStringLiteral("deal"), fieldContextOf(records()));
        const QRect room = bar.screen()->availableGeometry();
        bar.move(room.right() - 260, room.bottom() - 120);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        auto *open = bar.findChild<QToolButton *>(QString(), Qt::FindDirectChildrenOnly);
        QTest::mouseClick(open, Qt::LeftButton);
        auto *editor = bar.findChild<FilterEditor *>();
        QVERIFY(editor);
        // The platform of the tests moves a window by the frame that popups do not have.
        const QRect place = room.adjusted(0, 0, 2, 2);
        QVERIFY(place.contains(editor->geometry()));
        const int before = editor->height();
        click(*editor, QStringLiteral("Add group"));
        click(*editor, QStringLiteral("Add condition"));
        QTRY_VERIFY(editor->height() > before);
        QVERIFY(place.contains(editor->geometry()));
    }

    void theTextIsTheSameFilter()
    {
        const FieldContext context = fieldContextOf(records());
        FilterEditor editor(*context.registry->entity(QStringLiteral("deal")), context);
        editor.setFilter({});
        editor.show();
        QSignalSpy changes(&editor, &FilterEditor::filterChanged);
        auto *text = editor.findChild<QLineEdit *>(QStringLiteral("filterText"));
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("visits>=2 or isEmpty(note) and won=true"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(changes.last().at(0).toString(), QStringLiteral("visits >= 2 or isEmpty(note) and won = true"));
        QTRY_COMPARE(editor.findChildren<ConditionRow *>().size(), 3);

        const qsizetype before = changes.size();
        text->selectAll();
        QTest::keyClicks(text, QStringLiteral("visits > "));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(changes.size(), before);
        click(editor, QStringLiteral("Done"));
        QVERIFY2(editor.isVisible(), "what is no filter must not be thrown away silently");
        QTest::keyClicks(text, QStringLiteral("7"));
        click(editor, QStringLiteral("Done"));
        QVERIFY(!editor.isVisible());
        QCOMPARE(changes.last().at(0).toString(), QStringLiteral("visits > 7"));
    }

    void nothingOfAFilterIsLostInTheEditor_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::newRow("function") << QStringLiteral("closeDate <= addDays(today(), 30)");
        QTest::newRow("linked record") << QStringLiteral("account.name = 'A'");
        QTest::newRow("several texts") << QStringLiteral("name in ('a', 'b')");
        QTest::newRow("number beside money") << QStringLiteral("amount >= 1000");
        QTest::newRow("comparison that is not offered") << QStringLiteral("visits > 2");
        QTest::newRow("several choices") << QStringLiteral("stage in ('open', 'won')");
    }

    void nothingOfAFilterIsLostInTheEditor()
    {
        QFETCH(QString, filter);
        const FieldContext context = fieldContextOf(records());
        FilterEditor editor(*context.registry->entity(QStringLiteral("deal")), context);
        editor.setFilter(filter);
        editor.show();
        QSignalSpy changes(&editor, &FilterEditor::filterChanged);
        click(editor, QStringLiteral("Add condition"));
        click(editor, QStringLiteral("Done"));
        QCOMPARE(changes.last().at(0).toString(), filter);
    }

    void columnsShareTheRoomUntilSomebodyWidensOne()
    {
        RecordListModel model(records());
        ListQuery query;
        query.entity = deal::number;
        model.setColumns({QStringLiteral("name"), QStringLiteral("stage"), QStringLiteral("amount")});
        model.setQuery(query);
        RecordTable table(model, fieldContextOf(records()));
        table.resize(900, 300);
        table.show();
        QTRY_COMPARE(table.horizontalScrollBar()->maximum(), 0);
        QCOMPARE(table.horizontalHeader()->length(), table.viewport()->width());
        QVERIFY2(table.columnWidth(0) > table.columnWidth(1), "a name needs more than a choice");
        const int before = table.columnWidth(0);
        table.resize(600, 300);
        QTRY_VERIFY(table.columnWidth(0) < before);
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);

        RecordTable other(model, fieldContextOf(records()));
        other.resize(1'200, 300);
        other.show();
        other.restoreColumns(table.saveColumns()); // nobody has given a width: it is not kept
        QTRY_VERIFY(other.columnWidth(0) > before);

        table.horizontalHeader()->resizeSection(0, 333);
        table.resize(1'000, 300);
        QTRY_COMPARE(table.horizontalHeader()->length(), table.viewport()->width());
        QCOMPARE(table.columnWidth(0), 333);
        other.restoreColumns(table.saveColumns());
        QCOMPARE(other.columnWidth(0), 333);
    }

    void columnsStayWhereTheyWereDragged()
    {
        RecordListModel model(records());
        ListQuery query;
        query.entity = deal::number;
        model.setQuery(query);
        model.setColumns({QStringLiteral("name"), QStringLiteral("stage"), QStringLiteral("amount")});
        RecordTable table(model, fieldContextOf(records()));
        table.horizontalHeader()->moveSection(0, 1); // stage, name, amount
        table.setColumnWidth(0, 333);
        const auto toggle = [&table](const QString &name) {
            emit table.horizontalHeader()->customContextMenuRequested({});
            const auto *menu = table.findChild<QMenu *>();
            const QList<QAction *> actions = menu->actions();
            for (QAction *action : actions) {
                if (action->text() == name)
                    action->trigger();
            }
            delete menu;
        };
        toggle(QStringLiteral("code"));
        QCOMPARE(table.columnOrder(),
            (QStringList{
                QStringLiteral("stage"), QStringLiteral("name"), QStringLiteral("amount"), QStringLiteral("code")}));
        QCOMPARE(table.columnWidth(int(model.columns().indexOf(QStringLiteral("name")))), 333);
        toggle(QStringLiteral("stage"));
        QCOMPARE(table.columnOrder(),
            (QStringList{QStringLiteral("name"), QStringLiteral("amount"), QStringLiteral("code")}));
    }

    void theNameOfAViewIsNotLostByEscape()
    {
        SaveViewDialog dialog{SavedView()};
        dialog.show();
        auto *name = dialog.findChild<QLineEdit *>();
        QTest::keyClicks(name, QStringLiteral("Renewals"));
        QTest::keyClick(name, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.findChild<MessageStrip *>()->isVisible());
        dialog.reject();
        QVERIFY(!dialog.isVisible());
    }

    void anExportSaysHowItEnds()
    {
        ListQuery query;
        query.entity = deal::number;
        ExportStrip strip;
        auto *message = strip.findChild<MessageStrip *>();
        strip.start(
            fieldContextOf(records()), query, {QStringLiteral("name")}, m_folder.filePath(QStringLiteral("deals.csv")));
        QVERIFY(strip.isRunning());
        QTRY_COMPARE(message->tone(), Tone::Success);
        QTRY_VERIFY(!strip.isRunning());

        strip.start(fieldContextOf(records()), query, {QStringLiteral("name")},
            m_folder.filePath(QStringLiteral("nowhere/deals.csv")));
        QTRY_COMPARE(message->tone(), Tone::Danger);
        QVERIFY2(message->text().contains(QStringLiteral("nowhere")), qPrintable(message->text()));
        QTRY_VERIFY(!strip.isRunning());

        const QString path = m_folder.filePath(QStringLiteral("cancelled.csv"));
        strip.start(fieldContextOf(records()), query, {QStringLiteral("name")}, path);
        const QList<QPushButton *> buttons = message->findChildren<QPushButton *>();
        const auto cancel = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton *button) { return button->text() == ExportStrip::tr("Cancel"); });
        QVERIFY(cancel != buttons.end());
        QTest::mouseClick(*cancel, Qt::LeftButton);
        QTRY_VERIFY(!strip.isRunning());
        QVERIFY(!QFile::exists(path));
        QTRY_VERIFY(message->findChildren<QPushButton *>().isEmpty());
    }

    void anExportThatOnlyWaitsForTheDiskOffersNoCancel()
    {
        ListQuery query;
        query.entity = deal::number;
        ExportStrip strip;
        auto *message = strip.findChild<MessageStrip *>();
        strip.start(
            fieldContextOf(records()), query, {QStringLiteral("name")}, m_folder.filePath(QStringLiteral("disk.csv")));
        const Job *job = records().jobs().findChildren<Job *>().constLast();
        const auto offered = [message, job] {
            const QList<QPushButton *> buttons = message->findChildren<QPushButton *>();
            const bool inStrip = std::any_of(buttons.begin(), buttons.end(), [](const QPushButton *button) {
                return !button->isHidden() && button->text() == ExportStrip::tr("Cancel");
            });
            return std::pair(inStrip, job->canCancel());
        };
        QCOMPARE(offered(), std::pair(true, true));
        std::pair waiting(true, true);
        auto *work = strip.findChild<ListJob *>();
        connect(work, &ListJob::completing, work, [&waiting, offered] { waiting = offered(); });
        QTRY_COMPARE(message->tone(), Tone::Success);
        QCOMPARE(waiting, std::pair(false, false));
        QTRY_VERIFY(!strip.isRunning());
    }

private:
    static void click(const QWidget &parent, const QString &text)
    {
        for (QPushButton *button : parent.findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisibleTo(&parent)) {
                // What was just added has its place only after the layout's turn.
                QTRY_VERIFY(button->height() >= button->minimumSizeHint().height());
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(text));
    }

    static void typeName(const ConditionRow &row, const QString &name)
    {
        const QList<QComboBox *> boxes = row.findChildren<QComboBox *>();
        boxes.at(0)->setCurrentIndex(boxes.at(0)->findData(QStringLiteral("name")));
        boxes.at(1)->setCurrentIndex(boxes.at(1)->findData(int(FilterCondition::Operator::Contains)));
        QTest::keyClicks(row.findChildren<FieldEditor *>().constLast()->control(), name);
    }

    Records &records() { return m_workspace->records(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_MAIN(TestLists)
#include "tst_lists.moc"
