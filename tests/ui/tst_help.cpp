// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/forms/customentitydialog.h"
#include "client/shell/commands.h"
#include "client/shell/helpbrowser.h"
#include "client/shell/helpkey.h"
#include "client/shell/helppage.h"
#include "client/shell/helpwindow.h"
#include "shared/entities/entitynames.h"
#include "tests/support/accessibility.h"
#include "tests/support/testwindow.h"

#include <QDirIterator>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QWhatsThis>

using namespace tandem;
using namespace tandem::client;
using tandem::test::TestWindow;

namespace {

const QStringList languages{QStringLiteral("en"), QStringLiteral("zh_CN")};

QString readSource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}

/// The help: a page for every screen, in both languages, found by F1, by search and by links.
class TestHelp : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
    }

    void cleanup() { m_test.reset(); }

    void everyViewHasAPageInBothLanguages()
    {
        QStringList contexts;
        for (const QString &name : m_test->views().viewNames())
            contexts.append(Location::view(name).helpContext());
        for (const char *workspace : {"home", "crm", "oa", "people", "settings", "new"}) {
            for (const NavigationEntry &entry : m_test->views().navigation(QLatin1String(workspace))) {
                contexts.append(entry.location.helpContext());
                if (entry.location.kind() == Location::Kind::List)
                    contexts.append(Location::record(entry.location.name(), newRecordId()).helpContext());
            }
        }
        QVERIFY(contexts.size() > 20);
        expectPages(contexts);
    }

    void everyDialogHasAPageInBothLanguages()
    {
        QStringList contexts;
        QStringList without;
        const QRegularExpression dialog(QStringLiteral("class (\\w+)( final)? : public QDialog"));
        const QRegularExpression context(
            QStringLiteral("setHelpContext\\(\\*this, (?:QStringLiteral\\()?u?\"([^\"]+)\""));
        QDirIterator it(QStringLiteral(TANDEM_SOURCE_DIR "/client"), {QStringLiteral("*.h")}, QDir::Files,
            QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString header = it.next();
            const QString source = readSource(header.chopped(1) + QStringLiteral("cpp"));
            for (auto found = context.globalMatch(source); found.hasNext();)
                contexts.append(found.next().captured(1));
            if (dialog.match(readSource(header)).hasMatch() && !context.match(source).hasMatch())
                without.append(header);
        }
        QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
        QVERIFY(contexts.size() > 10);
        expectPages(contexts);
    }

    void bothLanguagesHaveTheSamePages()
    {
        const HelpLibrary english(languages.at(0));
        const HelpLibrary chinese(languages.at(1));
        QCOMPARE(chinese.pages().size(), english.pages().size());
        for (const HelpLibrary::Page &page : english.pages()) {
            const HelpLibrary::Page *other = chinese.page(page.name);
            QVERIFY2(other, qPrintable(page.name));
            QCOMPARE(other->contexts, page.contexts);
            static const QRegularExpression han(QStringLiteral("\\p{Han}"));
            QVERIFY2(other->title.contains(han), qPrintable(page.name));
            QVERIFY2(!page.title.contains(han), qPrintable(page.name));
        }
    }

    void linksLeadToPagesThatAreThere()
    {
        const QRegularExpression link(QStringLiteral("\\]\\(([^)]+)\\)"));
        for (const QString &language : languages) {
            const HelpLibrary library(language);
            QStringList linked;
            for (const HelpLibrary::Page &page : library.pages()) {
                for (auto found = link.globalMatch(page.text); found.hasNext();) {
                    const QString target = found.next().captured(1);
                    QVERIFY2(library.page(target), qPrintable(page.name + QStringLiteral(" → ") + target));
                    linked.append(target);
                }
            }
            for (const HelpLibrary::Page &page : library.pages())
                QVERIFY2(page.name == HelpLibrary::startPage || linked.contains(page.name), qPrintable(page.name));
        }
    }

    void f1OpensThePageOfTheScreen_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("page");
        QTest::newRow("home") << QStringLiteral("tandem://view/home") << QStringLiteral("home");
        QTest::newRow("customers") << QStringLiteral("tandem://list/account") << QStringLiteral("account");
        QTest::newRow("board") << QStringLiteral("tandem://board/opportunity") << QStringLiteral("board");
        QTest::newRow("sync") << QStringLiteral("tandem://view/sync") << QStringLiteral("sync");
        QTest::newRow("a list without a page of its own")
            << QStringLiteral("tandem://list/pipeline") << QStringLiteral("lists");
    }

    void f1OpensThePageOfTheScreen()
    {
        QFETCH(QString, location);
        QFETCH(QString, page);
        m_test->window().open(*Location::fromText(location));
        QTest::keyClick(&m_test->window(), Qt::Key_F1);
        QVERIFY(m_test->tabs().currentLocation() == Location::view(QStringLiteral("help")));
        QCOMPARE(browser()->page(), page);
        // A second screen turns the page of the same tab.
        const int tabs = m_test->tabs().count();
        m_test->window().open(Location::view(QStringLiteral("approvals")));
        QTest::keyClick(&m_test->window(), Qt::Key_F1);
        QCOMPARE(browser()->page(), QStringLiteral("approvals"));
        QCOMPARE(m_test->tabs().count(), tabs + 1);
    }

    void theHelpFollowsTheLanguageAndNamesItsControls()
    {
        m_test->window().commands().action(QStringLiteral("help.contents"))->trigger();
        auto *text = browser()->findChild<QTextBrowser *>();
        QVERIFY(text->toPlainText().startsWith(QLatin1String("Help for Tandem")));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("帮助")));
        QTRY_COMPARE(m_test->tabs().currentView()->title(), QStringLiteral("帮助"));
        const QStringList unnamed = test::unnamedControls(m_test->window());
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    }

    void inANarrowWindowTheTextHasMostOfTheRoom()
    {
        HelpBrowser narrow;
        narrow.resize(480, 500);
        narrow.show();
        const auto *list = narrow.findChild<QListWidget *>();
        const auto *text = narrow.findChild<QTextBrowser *>();
        QTRY_VERIFY(text->width() > 0);
        QVERIFY2(list->width() * 2 < text->width(),
            qPrintable(QStringLiteral("%1, %2").arg(list->width()).arg(text->width())));
    }

    void oddFieldsSayWhatTheyAreFor()
    {
        const RecordId id =
            m_test->add(entities::account::number, {{entities::account::field::name, QStringLiteral("华为")}});
        m_test->window().open(Location::record(QStringLiteral("account"), id));
        const auto editor = [this](const QString &name) {
            return m_test->tabs().currentView()->findChild<FieldEditor *>(name);
        };
        QTRY_VERIFY(editor(QStringLiteral("class")));
        const QString english = editor(QStringLiteral("class"))->whatsThis();
        QVERIFY(english.contains(QLatin1String("potential")));
        QCOMPARE(editor(QStringLiteral("class"))->toolTip(), english);
        QCOMPARE(editor(QStringLiteral("class"))->control()->whatsThis(), english);
        QVERIFY2(editor(QStringLiteral("phone"))->whatsThis().isEmpty(), "what everybody knows is not explained");
        m_test->records().setLanguage(QStringLiteral("zh_CN"));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(editor(QStringLiteral("class"))->whatsThis().contains(QStringLiteral("客户关系")));
    }

    void theKeysAskWhatSomethingIs()
    {
        m_test->window().open(Location::list(QStringLiteral("account")));
        QTest::keyClick(&m_test->window(), Qt::Key_F1, Qt::ShiftModifier);
        QVERIFY(QWhatsThis::inWhatsThisMode());
        QWhatsThis::leaveWhatsThisMode();
        const auto explained = m_test->window().findChildren<QWidget *>();
        const auto count = std::count_if(explained.begin(), explained.end(),
            [](const QWidget *widget) { return widget->isVisible() && !widget->whatsThis().isEmpty(); });
        QVERIFY2(count >= 4, "box, filter, view and the state of sync");
    }

    void searchFindsWordsInTextsAndTitles()
    {
        const HelpLibrary chinese(QStringLiteral("zh_CN"));
        const auto names = [](const std::vector<HelpLibrary::Hit> &hits) {
            QStringList list;
            for (const HelpLibrary::Hit &hit : hits)
                list.append(hit.name);
            return list;
        };
        QCOMPARE(names(chinese.search(QStringLiteral("回收站"))).constFirst(), QStringLiteral("recyclebin"));
        QVERIFY(names(chinese.search(QStringLiteral("年假"))).contains(QStringLiteral("leaveRequest")));
        QVERIFY(chinese.search(QStringLiteral("没有这样的词")).empty());
        const HelpLibrary english(QStringLiteral("en"));
        QCOMPARE(names(english.search(QStringLiteral("fingerprint"))), QStringList{QStringLiteral("signin")});
        for (const HelpLibrary::Hit &hit : english.search(QStringLiteral("record")))
            QVERIFY2(!hit.excerpt.contains(QLatin1String("](")), qPrintable(hit.excerpt));
    }

    void aHitOpensItsPageAndBackReturns()
    {
        m_test->window().commands().action(QStringLiteral("help.contents"))->trigger();
        auto *box = browser()->findChild<QLineEdit *>();
        auto *list = browser()->findChild<QListWidget *>();
        QTest::keyClicks(box, QStringLiteral("nosuchword"));
        QTRY_VERIFY(list->count() == 1 && !(list->item(0)->flags() & Qt::ItemIsEnabled));
        box->clear();
        QTest::keyClicks(box, QStringLiteral("fingerprint"));
        QTRY_VERIFY(list->count() == 1 && list->item(0)->flags() & Qt::ItemIsEnabled);
        QTest::keyClick(box, Qt::Key_Down);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
        QCOMPARE(browser()->page(), QStringLiteral("signin"));
        emit browser()->findChild<QTextBrowser *>()->anchorClicked(QUrl(QStringLiteral("sync")));
        QCOMPARE(browser()->page(), QStringLiteral("sync"));
    }

    void f1InADialogOpensTheHelpBesideIt()
    {
        const HelpKey key;
        FieldContext context;
        context.registry = m_test->records().registry();
        CustomEntityDialog dialog(context, &m_test->window());
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QTest::keyClick(dialog.line(QStringLiteral("labelEn")), Qt::Key_F1);
        auto *help = dialog.findChild<HelpWindow *>();
        QVERIFY(help);
        QVERIFY(help->isVisible() && !help->isModal());
        QCOMPARE(help->browser().page(), QStringLiteral("customfields"));
        QTest::keyClick(dialog.line(QStringLiteral("labelEn")), Qt::Key_F1);
        QCOMPARE(dialog.findChildren<HelpWindow *>().size(), qsizetype(1));
    }

private:
    static void expectPages(const QStringList &contexts)
    {
        for (const QString &language : languages) {
            const HelpLibrary library(language);
            for (const QString &context : contexts) {
                const bool has = std::any_of(library.pages().begin(), library.pages().end(),
                    [&context](const HelpLibrary::Page &page) { return page.contexts.contains(context); });
                QVERIFY2(has || context.startsWith(QLatin1String("board/")),
                    qPrintable(language + QStringLiteral(": ") + context));
            }
        }
    }

    HelpBrowser *browser() { return m_test->tabs().currentView()->findChild<HelpBrowser *>(); }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestHelp)
#include "tst_help.moc"
