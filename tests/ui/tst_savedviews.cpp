// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/lists/conditionrow.h"
#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/lists/saveviewdialog.h"
#include "client/shell/commands.h"
#include "client/shell/navigationpanel.h"
#include "client/widgets/chip.h"
#include "client/widgets/toast.h"
#include "tests/support/windowatwork.h"

#include <QComboBox>
#include <QLineEdit>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// What a list shows, how it is kept under a name, and what goes on when the list is left.
class TestSavedViews : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
        SavedView view = accountView("Theirs");
        view.shared = true;
        QVERIFY(saveAsSomebodyElse(view));
        const EntityNumber views = m_test->records().entity(QStringLiteral("savedView"))->number;
        m_test->restart(EntityAccess{views, Scope::All, Scope::Own, Scope::Own, true, true, true, {}, {}});
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Theirs")));
        choose(*viewMenu(), QStringLiteral("Theirs"));
        QVERIFY(!menuHas(*viewMenu(), QStringLiteral("Delete saved view")));
        QVERIFY(!menuHas(*viewMenu(), QStringLiteral("Edit saved view…")));
    }

    void whatSomebodyKeepsForHimselfIsInNobodyElsesMenu()
    {
        QVERIFY(saveAsSomebodyElse(accountView("Only theirs")));
        QVERIFY(saved(accountView("Mine")));
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Mine")));
        QVERIFY(!menuHas(*viewMenu(), QStringLiteral("Only theirs")));
        QTRY_VERIFY(navigationHas(QStringLiteral("Mine")));
        QVERIFY(!navigationHas(QStringLiteral("Only theirs")));
    }

    void aListOpensWithTheViewThatIsMarkedSo()
    {
        addAccounts(3);
        SavedView theirs = accountView("Theirs");
        theirs.shared = true;
        theirs.isDefault = true;
        QVERIFY(saveAsSomebodyElse(theirs));
        SavedView mine = accountView("Second one");
        mine.filter = QStringLiteral("name contains '2'");
        mine.isDefault = true;
        QVERIFY(saved(mine));
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_COMPARE(list()->viewTitle(), QStringLiteral("Second one"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        choose(*viewMenu(), QStringLiteral("All"));
        QTRY_COMPARE(list()->model().rowCount(), 3);
    }

    void theMenuNamesEachViewOnceAndMarksTheShownOne()
    {
        m_test->window().open(Location::list(QStringLiteral("account")));
        QCOMPARE(entriesForAll(), qsizetype(1));
        QCOMPARE(markedInMenu(), QStringList(QStringLiteral("All")));
        choose(*viewMenu(), QStringLiteral("Key accounts"));
        QCOMPARE(markedInMenu(), QStringList(QStringLiteral("Key accounts")));
        choose(*viewMenu(), QStringLiteral("All"));
        QCOMPARE(markedInMenu(), QStringList(QStringLiteral("All")));
    }

    void savedViewsStandInTheirOrder()
    {
        SavedView last = accountView("A last one");
        last.order = 2;
        QVERIFY(saved(last));
        SavedView first = accountView("B first one");
        first.order = 1;
        QVERIFY(saved(first));
        const auto views = answerOf<std::vector<SavedView>>(
            [&](auto done) { m_test->records().savedViews(account::number, &m_test->window(), done); });
        QVERIFY(views.ok());
        QStringList names;
        for (const SavedView &view : *views)
            names.append(view.name);
        QCOMPARE(names, (QStringList{QStringLiteral("B first one"), QStringLiteral("A last one")}));
    }

    void aSavedViewIsRenamedAndKeepsWhatItShows()
    {
        addAccounts(3);
        SavedView view = accountView("Second");
        view.filter = QStringLiteral("name contains '2'");
        QVERIFY(saved(view));
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Second")));
        choose(*viewMenu(), QStringLiteral("Second"));
        choose(*viewMenu(), QStringLiteral("Edit saved view…"));
        auto *dialog = list()->findChild<SaveViewDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit *>()->text(), QStringLiteral("Second"));
        dialog->findChild<QLineEdit *>()->setText(QStringLiteral("Number two"));
        clickButton(*dialog, QStringLiteral("Save"));
        QTRY_VERIFY(menuHas(*viewMenu(), QStringLiteral("Number two")));
        QVERIFY(!menuHas(*viewMenu(), QStringLiteral("Second")));
        QTRY_COMPARE(list()->model().rowCount(), 1);
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

private:
    static SavedView accountView(const char *name)
    {
        SavedView view;
        view.entity = account::number;
        view.name = QString::fromLatin1(name);
        return view;
    }

    Result<RecordId> save(const SavedView &view)
    {
        return answerOf<RecordId>([&](auto done) { m_test->records().saveView(view, &m_test->window(), done); });
    }

    bool saved(const SavedView &view) { return save(view).ok(); }

    bool saveAsSomebodyElse(const SavedView &view)
    {
        const auto id = save(view);
        const EntityNumber views = m_test->records().entity(QStringLiteral("savedView"))->number;
        return id.ok() && answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update(
                {views, *id}, {{systemfield::owner, namedRecordId(QStringLiteral("other"))}}, &m_test->window(), done);
        }).ok();
    }

    ConditionRow *conditionRow()
    {
        const QWidget *popup = QApplication::activePopupWidget();
        return popup ? popup->findChild<ConditionRow *>() : nullptr;
    }

    /// How many are called "All".
    qsizetype entriesForAll()
    {
        QMenu *menu = viewMenu();
        const QList<QAction *> actions = menu->actions();
        menu->close();
        return std::count_if(actions.begin(), actions.end(),
            [](const QAction *action) { return action->text() == QStringLiteral("All"); });
    }

    QStringList markedInMenu()
    {
        QStringList marked;
        QMenu *menu = viewMenu();
        for (const QAction *action : menu->actions()) {
            if (action->isChecked())
                marked.append(action->text());
        }
        menu->close();
        return marked;
    }

    bool navigationHas(const QString &text)
    {
        const auto *panel = m_test->window().findChild<NavigationPanel *>();
        return !panel->findItems(text, Qt::MatchExactly).isEmpty();
    }
};

QTEST_MAIN(TestSavedViews)
#include "tst_savedviews.moc"
