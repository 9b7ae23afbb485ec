// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/commands.h"
#include "client/shell/shortcuts.h"
#include "client/shell/shortcutsheet.h"
#include "client/widgets/keybox.h"
#include "client/widgets/messagestrip.h"
#include "tests/support/accessibility.h"
#include "tests/support/patience.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace tandem::client;

namespace {

QKeySequence keys(const char *text)
{
    return QKeySequence(QLatin1String(text));
}

}

/// Keys of commands as the user changes them.
class TestShortcuts : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
    }

    void cleanup()
    {
        stop();
        m_folder.reset();
    }

    void whatIsChangedHoldsAtOnceAndAfterARestart()
    {
        m_shortcuts->assign(QStringLiteral("a.save"), keys("Ctrl+Shift+Y"));
        QCOMPARE(m_commands->action(QStringLiteral("a.save"))->shortcut(), keys("Ctrl+Shift+Y"));
        QTest::keyClick(m_window.get(), Qt::Key_Y, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_ran, QStringList{QStringLiteral("save")});
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(m_ran.size(), qsizetype(1));
        stop();
        start();
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+Shift+Y"));
        QVERIFY(m_shortcuts->isChanged(QStringLiteral("a.save")));
        m_shortcuts->resetAll();
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+S"));
        stop();
        start();
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+S"));
    }

    void aCommandCanBeWithoutKeys()
    {
        m_shortcuts->assign(QStringLiteral("a.save"), {});
        stop();
        start();
        QVERIFY(m_commands->shortcut(QStringLiteral("a.save")).isEmpty());
    }

    void whoHasTheKeysIsNamedAndCanLoseThem()
    {
        const auto problem = m_shortcuts->problem(QStringLiteral("a.save"), keys("Ctrl+W"));
        QVERIFY(problem);
        QCOMPARE(problem->owner, QStringLiteral("a.close"));
        QVERIFY2(problem->text.contains(QLatin1String("Close tab")), qPrintable(problem->text));
        m_shortcuts->assign(QStringLiteral("a.save"), keys("Ctrl+W"));
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+W"));
        QVERIFY(m_commands->shortcut(QStringLiteral("a.close")).isEmpty());
        stop();
        start();
        QVERIFY(m_commands->shortcut(QStringLiteral("a.close")).isEmpty());
    }

    void someKeysAreNotToBeHad_data()
    {
        QTest::addColumn<QString>("pressed");
        for (const char *pressed : {"Ctrl+Space", "Shift+Space", "Meta+Space", "X", "Shift+X", "Ctrl+C", "Ctrl+V",
                 "Ctrl+A", "Space", "F2", "Del", "Ctrl+Return", "Ctrl+Shift+Right", "Tab"})
            QTest::newRow(pressed) << QString::fromLatin1(pressed);
    }

    void someKeysAreNotToBeHad()
    {
        QFETCH(QString, pressed);
        const auto problem = m_shortcuts->problem(QStringLiteral("a.save"), QKeySequence(pressed));
        QVERIFY(problem);
        QVERIFY(problem->owner.isEmpty());
        QVERIFY(!problem->text.isEmpty());
    }

    void functionKeysAndCombinationsAreFree()
    {
        for (const char *pressed : {"F7", "Ctrl+Shift+L", "Alt+3", "Ctrl+S"})
            QVERIFY2(!m_shortcuts->problem(QStringLiteral("a.save"), keys(pressed)), pressed);
    }

    void aNewerVersionDoesNotClaimTheUsersKeys()
    {
        m_settings->setValue(QStringLiteral("shortcuts/a.save"), QStringLiteral("Ctrl+W"));
        stop();
        start();
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+W"));
        QVERIFY(m_commands->shortcut(QStringLiteral("a.close")).isEmpty());
    }

    void theSheetChangesKeysAndNamesTheConflictAtThePlace()
    {
        ShortcutSheet sheet(*m_shortcuts, m_window.get());
        sheet.open();
        QVERIFY(QTest::qWaitForWindowExposed(&sheet, tandem::test::patience));
        const QStringList unnamed = tandem::test::unnamedControls(sheet);
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
        auto *list = sheet.findChild<QTreeWidget *>();
        auto *box = sheet.findChild<KeyBox *>();
        auto *strip = sheet.findChild<MessageStrip *>();
        list->setFocus();
        list->setCurrentItem(list->findItems(QStringLiteral("Save"), Qt::MatchExactly).constFirst());
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(box->hasFocus());
        QTest::keyClick(box, Qt::Key_W, Qt::ControlModifier);
        QVERIFY(strip->isVisible());
        QVERIFY2(strip->text().contains(QLatin1String("Close tab")), qPrintable(strip->text()));
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+S"));
        // Other keys that are free are taken without a question; the wish before is forgotten.
        QTest::keyClick(box, Qt::Key_F7);
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("F7"));
        QVERIFY(!strip->isVisible());
        QTest::keyClick(box, Qt::Key_W, Qt::ControlModifier);
        const QList<QPushButton *> offered = strip->findChildren<QPushButton *>();
        const auto take = std::find_if(offered.begin(), offered.end(), [](const QPushButton *candidate) {
            return candidate->isVisible() && candidate->text() == ShortcutSheet::tr("Use them here instead");
        });
        QVERIFY(take != offered.end());
        QTest::mouseClick(*take, Qt::LeftButton);
        QCOMPARE(m_commands->shortcut(QStringLiteral("a.save")), keys("Ctrl+W"));
        QCOMPARE(list->findItems(QStringLiteral("Close tab"), Qt::MatchExactly).constFirst()->text(1), QString());
        QVERIFY(m_ran.isEmpty());
    }

    void aCommandIsCalledByItsNameWhateverItWouldDoNow()
    {
        m_commands->add({QStringLiteral("a.undo"), QStringLiteral("edit"),
            [] { return QStringLiteral("&Undo: New: Account"); }, keys("Ctrl+Z"), {}, [] {}, {}, {},
            [] {
                return QStringLiteral("&Undo");
            }});
        QCOMPARE(m_commands->plainText(QStringLiteral("a.undo")), QStringLiteral("Undo: New: Account"));
        ShortcutSheet sheet(*m_shortcuts, m_window.get());
        const auto *list = sheet.findChild<QTreeWidget *>();
        QCOMPARE(list->findItems(QStringLiteral("Undo"), Qt::MatchExactly).size(), qsizetype(1));
        const auto problem = m_shortcuts->problem(QStringLiteral("a.save"), keys("Ctrl+Z"));
        QVERIFY(problem);
        QVERIFY2(problem->text.contains(QStringLiteral("“Undo”")), qPrintable(problem->text));
    }

    void modifiersAloneAndDeadKeysAreNoShortcut()
    {
        QVERIFY(KeyBox::keysOf(QKeyEvent(QEvent::KeyPress, Qt::Key_Control, Qt::ControlModifier)).isEmpty());
        QVERIFY(KeyBox::keysOf(QKeyEvent(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier)).isEmpty());
        QVERIFY(KeyBox::keysOf(QKeyEvent(QEvent::KeyPress, Qt::Key_Dead_Acute, Qt::NoModifier)).isEmpty());
        // "Ctrl+?" needs Shift on most keyboards and must fire with it.
        const QKeyEvent question(
            QEvent::KeyPress, Qt::Key_Question, Qt::ControlModifier | Qt::ShiftModifier, QStringLiteral("?"));
        QCOMPARE(KeyBox::keysOf(question), keys("Ctrl+?"));
    }

private:
    void start()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("client.ini")), QSettings::IniFormat);
        m_window = std::make_unique<QWidget>();
        m_commands = new Commands(m_window.get());
        m_commands->add({QStringLiteral("a.save"), QStringLiteral("file"), [] { return QStringLiteral("&Save…"); },
            keys("Ctrl+S"), {},
            [this] {
                m_ran.append(QStringLiteral("save"));
            }});
        m_commands->add({QStringLiteral("a.close"), QStringLiteral("file"), [] { return QStringLiteral("&Close tab"); },
            keys("Ctrl+W"), {},
            [this] {
                m_ran.append(QStringLiteral("close"));
            }});
        m_shortcuts = std::make_unique<Shortcuts>(*m_commands, *m_settings);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), tandem::test::patience));
    }

    void stop()
    {
        m_shortcuts.reset();
        m_window.reset();
        m_settings.reset();
        m_ran.clear();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QWidget> m_window;
    Commands *m_commands = nullptr; ///< of the window
    std::unique_ptr<Shortcuts> m_shortcuts;
    QStringList m_ran;
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
