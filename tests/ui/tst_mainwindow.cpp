// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/aboutdialog.h"
#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/navigationrail.h"
#include "client/shell/shortcuts.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/toast.h"
#include "shared/entities/entitynames.h"
#include "tests/support/accessibility.h"
#include "tests/support/testwindow.h"

#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using tandem::test::TestWindow;

namespace account = entities::account;

/// The whole window over a real workspace without a server: by mouse and key, in both languages, in every size.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
    }

    void cleanup() { m_test.reset(); }

    void everyPageNamesItsControls_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("language");
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            for (const QString &location : {QStringLiteral("tandem://view/home"), QStringLiteral("tandem://view/sync"),
                     QStringLiteral("tandem://view/settings"), QStringLiteral("tandem://view/approvals"),
                     QStringLiteral("tandem://list/account"), QStringLiteral("tandem://board/opportunity"),
                     QStringLiteral("tandem://list/leaveRequest")})
                QTest::addRow("%s in %s", qPrintable(location), qPrintable(language)) << location << language;
        }
    }

    void everyPageNamesItsControls()
    {
        QFETCH(QString, location);
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        window().open(*Location::fromText(location));
        const TabArea *tabs = &m_test->tabs();
        QVERIFY(tabs->currentView());
        QVERIFY(!tabs->currentView()->title().isEmpty());
        const QStringList unnamed = test::unnamedControls(window());
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    }

    void signingOutDoesNotStopLongWorkUnasked()
    {
        QObject worker;
        JobList &jobs = m_test->records().jobs();
        jobs.start([] { return QStringLiteral("Import of many.csv"); }, &worker).showAtOnce();
        const QSignalSpy asked(&window(), &MainWindow::signOutRequested);
        QAction *signOut = window().commands().action(QStringLiteral("file.signOut"));
        signOut->trigger();
        QCOMPARE(asked.size(), 0);
        QVERIFY(window().findChild<Toast *>()->text().contains(QStringLiteral("many.csv")));
        signOut->trigger();
        QCOMPARE(asked.size(), 1);
    }

    void fitsSmallAndLargeScreens_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
            for (const QSize size : {QSize(911, 485), QSize(1280, 680), QSize(1920, 1000)})
                QTest::addRow("%dx%d %s", size.width(), size.height(), qPrintable(language)) << size << language;
        }
    }

    void fitsSmallAndLargeScreens()
    {
        QFETCH(QSize, size);
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        addAccount(QStringLiteral("华东精密机械有限公司"));
        for (const QString &page : {QStringLiteral("tandem://view/home"), QStringLiteral("tandem://list/account"),
                 QStringLiteral("tandem://view/settings"), QStringLiteral("tandem://view/approvals"),
                 QStringLiteral("tandem://board/opportunity")}) {
            window().open(*Location::fromText(page));
            window().resize(size);
            QCOMPARE(window().size(), size);
            QVERIFY2(window().minimumSizeHint().height() <= size.height(), qPrintable(page));
            QVERIFY2(window().minimumSizeHint().width() <= size.width(), qPrintable(page));
        }
    }

    void chineseIsFoundWithTwoCharactersAndOpensByKey()
    {
        const RecordId id = addAccount(QStringLiteral("华东精密机械有限公司"));
        QTreeWidgetItem *hit = searchFor(QStringLiteral("精密"));
        QVERIFY(hit);
        QTest::keyClick(paletteBox(), Qt::Key_Return);
        const TabArea *tabs = &m_test->tabs();
        QTRY_VERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
    }

    void enterOpensNothingThatWasFoundForOtherWords()
    {
        addAccount(QStringLiteral("华东精密机械有限公司"));
        QVERIFY(searchFor(QStringLiteral("精密")));
        const auto before = m_test->tabs().currentLocation();
        paletteBox()->setText(QStringLiteral("zzz"));
        QTest::keyClick(paletteBox(), Qt::Key_Return);
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        QTRY_VERIFY(results->topLevelItem(0)->text(0).contains(QStringLiteral("zzz")));
        QVERIFY(m_test->tabs().currentLocation() == before);
    }

    void hitsSpeakTheUsersLanguage()
    {
        m_test->add(entities::activity::number,
            {{entities::activity::field::kind, Value(QStringLiteral("visit"))},
                {entities::activity::field::subject, Value(QStringLiteral("Look at the plant"))}});
        const QTreeWidgetItem *hit = searchFor(QStringLiteral("plant"));
        QVERIFY(hit);
        QCOMPARE(hit->text(1), QStringLiteral("Visit"));
    }

    /// Who knows no sign for commands finds them; who types a name and Enter runs none.
    void commandsAreOfferedBehindWhatWasFoundButNotChosen()
    {
        addAccount(QStringLiteral("Darkwood Ltd"));
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        const auto isListed = [results](const QString &text) {
            return !results->findItems(text, Qt::MatchExactly).isEmpty();
        };
        const QTreeWidgetItem *hit = searchFor(QStringLiteral("Dark"));
        QVERIFY(hit);
        QCOMPARE(hit->text(0), QStringLiteral("Darkwood Ltd"));
        QVERIFY(isListed(QStringLiteral("Dark")));
        paletteBox()->setText(QStringLiteral("contents"));
        QTRY_VERIFY(isListed(QStringLiteral("Contents")));
        QVERIFY(isListed(QStringLiteral("No record on this computer matches “contents”.")));
        QVERIFY(!results->currentItem());
        QTest::keyClick(paletteBox(), Qt::Key_Return);
        QVERIFY(paletteBox()->isVisible());
        QTest::keyClick(paletteBox(), Qt::Key_Down);
        QVERIFY(results->currentItem());
        QTest::keyClick(paletteBox(), Qt::Key_Return);
        QTRY_VERIFY(m_test->tabs().currentLocation() == Location::view(QStringLiteral("help")));
    }

    void pagesAndNewRecordsAreFoundByTheirNames()
    {
        window().commands().action(QStringLiteral("search.open"))->trigger();
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        const auto choose = [&](const QString &text) {
            const auto rows = results->findItems(text, Qt::MatchExactly);
            for (int i = 0; !rows.isEmpty() && i < 20 && results->currentItem() != rows.first(); ++i)
                QTest::keyClick(paletteBox(), Qt::Key_Down);
            return !rows.isEmpty() && results->currentItem() == rows.first();
        };
        paletteBox()->setText(QStringLiteral("contract"));
        QTRY_VERIFY(choose(QStringLiteral("Contracts")));
        QTest::keyClick(paletteBox(), Qt::Key_Return);
        QTRY_VERIFY(m_test->tabs().currentLocation() == Location::list(QStringLiteral("contract")));
        window().commands().action(QStringLiteral("search.open"))->trigger();
        paletteBox()->setText(QStringLiteral("contract"));
        QTRY_VERIFY(choose(QStringLiteral("New: Contract")));
        QTest::keyClick(paletteBox(), Qt::Key_Return);
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::NewRecord);
        QCOMPARE(m_test->tabs().currentLocation()->entity(), QStringLiteral("contract"));
    }

    void whatIsCalledTheSameIsOfferedOnce()
    {
        window().commands().action(QStringLiteral("search.open"))->trigger();
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        paletteBox()->setText(QStringLiteral("settings"));
        QTRY_COMPARE(results->findItems(QStringLiteral("Settings"), Qt::MatchExactly).size(), qsizetype(1));
    }

    void commandsAreListedWithTheirShortcuts()
    {
        window().commands().action(QStringLiteral("search.commands"))->trigger();
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        QTRY_VERIFY(results->topLevelItemCount() > 10);
        bool withShortcut = false;
        for (int i = 0; i < results->topLevelItemCount(); ++i)
            withShortcut = withShortcut || results->topLevelItem(i)->text(1) == QLatin1String("Ctrl+W");
        QVERIFY(withShortcut);
    }

    /// What an administrator asks for first.
    void aboutTellsTheBuildAndTheFolderToCopy()
    {
        const auto version = QCoreApplication::applicationVersion();
        const auto asBefore = qScopeGuard([&] { QCoreApplication::setApplicationVersion(version); });
        QCoreApplication::setApplicationVersion(QStringLiteral("9.8.7"));
        QApplication::clipboard()->clear();
        window().commands().action(QStringLiteral("help.about"))->trigger();
        auto *dialog = window().findChild<AboutDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("&Copy details"))
                button->click();
        }
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(QStringLiteral("Version: 9.8.7\n")), qPrintable(copied));
        QVERIFY2(copied.contains(QDir::toNativeSeparators(m_test->filePath({}))), qPrintable(copied));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!window().findChild<AboutDialog *>());
    }

    void shortcutsDoNotClash()
    {
        QHash<QString, QString> owner;
        for (const Commands::Definition &definition : window().commands().definitions()) {
            const QString keys = definition.shortcut.toString();
            if (keys.isEmpty())
                continue;
            QVERIFY2(!owner.contains(keys), qPrintable(keys + QStringLiteral(": ") + definition.id));
            owner.insert(keys, definition.id);
        }
    }

    void whatWouldBeUndoneIsNotTheNameOfTheCommand()
    {
        m_test->add(account::number, {{account::field::name, QStringLiteral("Acme")}});
        window().commands().retranslate();
        QVERIFY(window().commands().plainText(QStringLiteral("edit.undo")).startsWith(QStringLiteral("Undo: ")));
        QCOMPARE(window().commands().plainName(QStringLiteral("edit.undo")), QStringLiteral("Undo"));
        QCOMPARE(window().commands().plainName(QStringLiteral("edit.redo")), QStringLiteral("Redo"));
        QCOMPARE(window().commands().plainName(QStringLiteral("file.new")), QStringLiteral("New record"));
    }

    void whatIsChosenHasACheckMark()
    {
        const auto chosen = [this](const char *id) {
            return window().commands().action(QLatin1String(id))->isChecked();
        };
        for (const char *look : {"view.dark", "view.light", "view.light"}) { // choosing the chosen takes no mark away
            window().commands().action(QLatin1String(look))->trigger();
            QVERIFY2(chosen(look), look);
            QCOMPARE(chosen("view.dark") + chosen("view.light") + chosen("view.system"), 1);
        }
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        window().commands().refresh();
        QVERIFY(chosen("language.zh_CN"));
        QVERIFY(!chosen("language.en"));
    }

    void menusPartTheirGroups()
    {
        for (const QAction *top : window().menuBar()->actions()) {
            const QList<QAction *> entries = top->menu()->actions();
            QVERIFY(!entries.constFirst()->isSeparator());
            QVERIFY(!entries.constLast()->isSeparator());
            const auto lines = std::ranges::count_if(entries, &QAction::isSeparator);
            QVERIFY2(lines < entries.size() / 2, qPrintable(top->text()));
            QVERIFY2(lines > 0 || entries.size() < 5, qPrintable(top->text()));
        }
    }

    void languageSwitchesAtRunTime()
    {
        const auto menuText = [this] {
            return window().menuBar()->actions().constFirst()->text();
        };
        const QString english = menuText();
        window().commands().action(QStringLiteral("language.zh_CN"))->trigger();
        QTRY_VERIFY(menuText() != english);
        window().open(Location::list(QStringLiteral("account")));
        const TabArea *tabs = &m_test->tabs();
        QTRY_COMPARE(tabs->currentView()->title(), QStringLiteral("客户"));
    }

    void tabsSurviveARestart()
    {
        const RecordId id = addAccount(QStringLiteral("Acme"));
        window().open(Location::list(QStringLiteral("account")));
        window().open(Location::record(QStringLiteral("account"), id));
        const int count = m_test->tabs().count();
        m_test->restart();
        QVERIFY(m_test->isReady());
        const TabArea *tabs = &m_test->tabs();
        QCOMPARE(tabs->count(), count);
        QVERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
    }

    void aTabInTheBackgroundHasItsName()
    {
        const RecordId id = addAccount(QStringLiteral("Acme"));
        window().open(Location::record(QStringLiteral("account"), id), Navigator::Target::BackgroundTab);
        const auto *bar = window().findChild<QTabBar *>(QStringLiteral("tabs"));
        QVERIFY(bar->currentIndex() != bar->count() - 1);
        QTRY_COMPARE(bar->tabText(bar->count() - 1), QStringLiteral("Acme"));
    }

    void titlesOfManyTabsCanBeTold()
    {
        window().resize(911, 700);
        for (int i = 0; i < 9; ++i)
            window().open(Location::record(QStringLiteral("account"), addAccount(QStringLiteral("Harbour %1").arg(i))),
                Navigator::Target::BackgroundTab);
        const auto *bar = window().findChild<QTabBar *>(QStringLiteral("tabs"));
        QTRY_COMPARE(bar->tabText(bar->count() - 1), QStringLiteral("Harbour 8"));
        const int beside = bar->iconSize().width(); // and a cross, as wide as the style likes
        for (int i = 1; i < bar->count(); ++i)
            QVERIFY2(bar->tabRect(i).width() >= 8 * bar->fontMetrics().averageCharWidth() + beside,
                qPrintable(QStringLiteral("%1 of %2").arg(bar->tabRect(i).width()).arg(beside)));
        const auto buttons = bar->findChildren<QToolButton *>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(),
            [](const QToolButton *button) { return button->isVisible() && button->arrowType() == Qt::RightArrow; }));
    }

    void tabsThatNobodyHasLookedAtSpeakTheLanguageOfNow()
    {
        window().open(Location::list(QStringLiteral("account")));
        window().open(Location::view(QStringLiteral("sync")));
        window().open(Location::view(QStringLiteral("help")));
        window().create(QStringLiteral("account"));
        window().open(Location::view(QStringLiteral("settings")));
        m_test->restart();
        QVERIFY(m_test->isReady());
        const auto *bar = window().findChild<QTabBar *>(QStringLiteral("tabs"));
        QCOMPARE(bar->tabText(1), QStringLiteral("Accounts"));
        QCOMPARE(bar->tabText(2), QStringLiteral("Sync"));
        QCOMPARE(bar->tabText(3), QStringLiteral("Help"));
        QCOMPARE(bar->tabText(4), QStringLiteral("New: Account"));
        window().commands().action(QStringLiteral("language.zh_CN"))->trigger();
        QTRY_COMPARE(bar->tabText(1), QStringLiteral("客户"));
        QCOMPARE(bar->tabText(2), QStringLiteral("同步"));
        QCOMPARE(bar->tabText(3), QStringLiteral("帮助"));
        QCOMPARE(bar->tabText(4), QStringLiteral("新建：客户"));
    }

    void theRailFollowsTheTab()
    {
        const auto *rail = window().findChild<NavigationRail *>();
        const auto *navigation = window().findChild<NavigationPanel *>();
        window().resize(1280, 800); // a narrow one gives the navigation's room to the tabs
        QCOMPARE(rail->current(), QStringLiteral("home"));
        QVERIFY(!navigation->isVisible());
        window().open(Location::list(QStringLiteral("account")));
        QCOMPARE(rail->current(), QStringLiteral("crm"));
        QVERIFY(navigation->isVisible());
        window().open(Location::view(QStringLiteral("approvals")));
        QCOMPARE(rail->current(), QStringLiteral("oa"));
        // Looking around elsewhere lasts until another tab comes.
        window().commands().action(QStringLiteral("go.crm"))->trigger();
        addAccount(QStringLiteral("Acme"));
        QCOMPARE(rail->current(), QStringLiteral("crm"));
    }

    void backReturnsToTheList()
    {
        const RecordId id = addAccount(QStringLiteral("Acme"));
        window().open(Location::list(QStringLiteral("account")));
        window().open(Location::record(QStringLiteral("account"), id), Navigator::Target::CurrentTab);
        const TabArea *tabs = &m_test->tabs();
        QVERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
        QTest::mouseClick(window().windowHandle(), Qt::BackButton, {}, QPoint(700, 400));
        QVERIFY(tabs->currentLocation() == Location::list(QStringLiteral("account")));
        QTest::mouseClick(window().windowHandle(), Qt::ForwardButton, {}, QPoint(700, 400));
        QVERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
        QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(tabs->currentLocation() == Location::list(QStringLiteral("account")));
    }

    void changedKeysAreShownInMenusAndPaletteAndSurviveARestart()
    {
        const QKeySequence keys(QStringLiteral("Ctrl+Shift+L"));
        window().shortcuts().assign(QStringLiteral("tab.close"), keys);
        QCOMPARE(window().commands().action(QStringLiteral("tab.close"))->shortcut(), keys);
        window().commands().action(QStringLiteral("search.commands"))->trigger();
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        QTRY_VERIFY(!results->findItems(keys.toString(QKeySequence::NativeText), Qt::MatchExactly, 1).isEmpty());
        QVERIFY(results->findItems(QStringLiteral("Ctrl+W"), Qt::MatchExactly, 1).isEmpty());
        m_test->restart();
        QVERIFY(m_test->isReady());
        QCOMPARE(window().commands().action(QStringLiteral("tab.close"))->shortcut(), keys);
    }

    void linksToNothingAreSaidPlainly()
    {
        for (const char *link : {"tandem://list/nosuchthing", "tandem://view/nosuchview", "tandem://board/account"}) {
            window().open(*Location::fromText(QLatin1String(link)));
            QVERIFY(m_test->tabs().currentView());
            QCOMPARE(m_test->tabs().currentView()->title(), QStringLiteral("Not found"));
            QVERIFY(m_test->tabs().currentView()->findChild<EmptyState *>()->isVisible());
        }
    }

    void goneRecordsAreSaidPlainly()
    {
        window().open(Location::record(QStringLiteral("account"), newRecordId()));
        const TabArea *tabs = &m_test->tabs();
        QTRY_VERIFY(!tabs->currentView()->title().isEmpty());
    }

private:
    QLineEdit *paletteBox() { return window().findChild<CommandPalette *>()->findChild<QLineEdit *>(); }

    /// The first hit for the words in the palette.
    QTreeWidgetItem *searchFor(const QString &words)
    {
        if (!m_test->waitForHits(words, 1))
            return nullptr;
        window().commands().action(QStringLiteral("search.open"))->trigger();
        const auto *results = window().findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        const auto found = [results, &words] {
            return results->currentItem() && results->currentItem()->text(0).contains(words);
        };
        paletteBox()->setText(words);
        return QTest::qWaitFor(found, test::patience) ? results->currentItem() : nullptr;
    }

    MainWindow &window() { return m_test->window(); }

    RecordId addAccount(const QString &name)
    {
        return m_test->add(account::number, {{account::field::name, Value(name)}});
    }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
