// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/viewcatalogue.h"
#include "client/records/workspace.h"
#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "client/shell/mainwindow.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/tabarea.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/accessibility.h"
#include "tests/support/localsync.h"

#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace tandem;
using namespace tandem::client;

namespace account = entities::account;

/// The whole window over a real workspace without a server: by mouse and key, in both languages, in every size.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_theme = std::make_unique<Theme>(*qApp);
        m_translator = std::make_unique<Translator>();
        m_translator->setLanguage(QStringLiteral("en"));
        openWindow();
    }

    void cleanup()
    {
        closeWindow();
        m_translator.reset();
        m_theme.reset();
        m_folder.reset();
    }

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
        m_translator->setLanguage(language);
        m_window->open(*Location::fromText(location));
        const auto *tabs = m_window->findChild<TabArea *>();
        QVERIFY(tabs->currentView());
        QVERIFY(!tabs->currentView()->title().isEmpty());
        const QStringList unnamed = test::unnamedControls(*m_window);
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
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
        m_translator->setLanguage(language);
        addAccount(QStringLiteral("华东精密机械有限公司"));
        for (const QString &page : {QStringLiteral("tandem://view/home"), QStringLiteral("tandem://list/account"),
                 QStringLiteral("tandem://view/settings"), QStringLiteral("tandem://view/approvals"),
                 QStringLiteral("tandem://board/opportunity")}) {
            m_window->open(*Location::fromText(page));
            m_window->resize(size);
            QCOMPARE(m_window->size(), size);
            QVERIFY2(m_window->minimumSizeHint().height() <= size.height(), qPrintable(page));
            QVERIFY2(m_window->minimumSizeHint().width() <= size.width(), qPrintable(page));
        }
    }

    void chineseIsFoundWithTwoCharactersAndOpensByKey()
    {
        const RecordId id = addAccount(QStringLiteral("华东精密机械有限公司"));
        m_window->commands().action(QStringLiteral("search.open"))->trigger();
        auto *palette = m_window->findChild<CommandPalette *>();
        auto *box = palette->findChild<QLineEdit *>();
        auto *results = palette->findChild<QTreeWidget *>();
        QVERIFY(palette->isVisible());
        const auto found = [results] {
            return results->currentItem() && results->currentItem()->text(0).contains(QStringLiteral("精密"));
        };
        // The index is built in the background: ask until it answers.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                box->setText(QStringLiteral("精密")
                    + (box->text().endsWith(QLatin1Char(' ')) ? QString() : QStringLiteral(" ")));
                QTest::keyClick(box, Qt::Key_End);
                return QTest::qWaitFor(found, 300);
            }(),
            15'000);
        QTest::keyClick(box, Qt::Key_Return);
        const auto *tabs = m_window->findChild<TabArea *>();
        QTRY_VERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
    }

    void commandsAreListedWithTheirShortcuts()
    {
        m_window->commands().action(QStringLiteral("search.commands"))->trigger();
        const auto *results = m_window->findChild<CommandPalette *>()->findChild<QTreeWidget *>();
        QTRY_VERIFY(results->topLevelItemCount() > 10);
        bool withShortcut = false;
        for (int i = 0; i < results->topLevelItemCount(); ++i)
            withShortcut = withShortcut || results->topLevelItem(i)->text(1) == QLatin1String("Ctrl+W");
        QVERIFY(withShortcut);
    }

    void shortcutsDoNotClash()
    {
        QHash<QString, QString> owner;
        for (const Commands::Definition &definition : m_window->commands().definitions()) {
            const QString keys = definition.shortcut.toString();
            if (keys.isEmpty())
                continue;
            QVERIFY2(!owner.contains(keys), qPrintable(keys + QStringLiteral(": ") + definition.id));
            owner.insert(keys, definition.id);
        }
    }

    void languageSwitchesAtRunTime()
    {
        const auto menuText = [this] {
            return m_window->menuBar()->actions().constFirst()->text();
        };
        const QString english = menuText();
        m_translator->setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(menuText() != english);
        m_window->open(Location::list(QStringLiteral("account")));
        const auto *tabs = m_window->findChild<TabArea *>();
        QTRY_COMPARE(tabs->currentView()->title(), QStringLiteral("客户"));
    }

    void tabsSurviveARestart()
    {
        const RecordId id = addAccount(QStringLiteral("Acme"));
        m_window->open(Location::list(QStringLiteral("account")));
        m_window->open(Location::record(QStringLiteral("account"), id));
        const int count = m_window->findChild<TabArea *>()->count();
        closeWindow();
        openWindow();
        const auto *tabs = m_window->findChild<TabArea *>();
        QCOMPARE(tabs->count(), count);
        QVERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
    }

    void backReturnsToTheList()
    {
        const RecordId id = addAccount(QStringLiteral("Acme"));
        m_window->open(Location::list(QStringLiteral("account")));
        m_window->open(Location::record(QStringLiteral("account"), id), Navigator::Target::CurrentTab);
        const auto *tabs = m_window->findChild<TabArea *>();
        QVERIFY(tabs->currentLocation() == Location::record(QStringLiteral("account"), id));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(tabs->currentLocation() == Location::list(QStringLiteral("account")));
    }

    void goneRecordsAreSaidPlainly()
    {
        m_window->open(Location::record(QStringLiteral("account"), newRecordId()));
        const auto *tabs = m_window->findChild<TabArea *>();
        QTRY_VERIFY(!tabs->currentView()->title().isEmpty());
    }

private:
    void openWindow()
    {
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        config.sync = [](Replica &replica) {
            return std::make_unique<test::LocalSync>(replica, namedRecordId(QStringLiteral("user")));
        };
        auto workspace = Workspace::open(config);
        QVERIFY2(workspace.ok(), workspace.ok() ? "" : qPrintable(workspace.error().toLog()));
        m_workspace = *std::move(workspace);
        Records &records = m_workspace->records();
        QTRY_VERIFY(records.mayCreate(account::number));
        connect(m_translator.get(), &Translator::languageChanged, &records, &Records::setLanguage);
        m_settings =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("client.ini")), QSettings::IniFormat);
        m_views = std::make_unique<ViewRegistry>();
        registerViews(*m_views, records, {*m_theme, *m_translator, *m_settings});
        m_window =
            std::make_unique<MainWindow>(MainWindow::Parts{records, *m_views, *m_theme, *m_translator, *m_settings});
        m_window->restoreSession();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void closeWindow()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_views.reset();
        m_settings.reset();
        m_workspace.reset();
    }

    RecordId addAccount(const QString &name)
    {
        bool done = false;
        const RecordId id = m_workspace->records().create(account::number, {{account::field::name, Value(name)}}, this,
            [&done](Result<std::vector<MutationId>> written) { done = written.ok(); });
        return QTest::qWaitFor([&done] { return done; }) ? id : RecordId();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Translator> m_translator;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ViewRegistry> m_views;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
