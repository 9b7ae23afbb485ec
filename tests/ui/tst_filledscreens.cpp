// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/serverrows.h"
#include "client/shell/devicespanel.h"
#include "client/shell/notificationpanel.h"
#include "client/shell/syncpage.h"
#include "client/shell/unsentfilesstrip.h"
#include "client/views/oa/approvalpanel.h"
#include "client/views/oa/chainrow.h"
#include "client/views/oa/personchoice.h"
#include "tests/support/accessibility.h"
#include "tests/support/shownstrips.h"
#include "tests/support/windowatwork.h"

#include <QListView>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTreeWidget>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace conflict = entities::conflict;
namespace instance = entities::approvalInstance;
namespace notice = entities::notification;
namespace opportunity = entities::opportunity;
namespace pipeline = entities::pipeline;
namespace stage = entities::stage;
namespace task = entities::approvalTask;

/// As TestAccessibility, with what is only there once there is something to show: every control of a full screen has a
/// name, too.
class TestFilledScreens : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aBoardWithDeals_data() { inEachLanguage(); }
    void aBoardWithDeals()
    {
        setLanguage();
        const RecordId line = m_test->add(pipeline::number,
            {{pipeline::field::key, QStringLiteral("sales")}, {pipeline::field::name, QStringLiteral("Sales")},
                {pipeline::field::active, true}});
        RecordId first;
        for (int i = 0; i < 3; ++i) {
            const RecordId id = m_test->add(stage::number,
                {{stage::field::pipeline, line}, {stage::field::name, QStringLiteral("Stage %1").arg(i)},
                    {stage::field::order, i}, {stage::field::type, QStringLiteral("open")}});
            first = i == 0 ? id : first;
        }
        m_test->add(opportunity::number,
            {{opportunity::field::name, QStringLiteral("Big one")}, {opportunity::field::pipeline, line},
                {opportunity::field::stage, first}, {systemfield::owner, TestWindow::me()}});
        m_test->window().open(Location::board(QStringLiteral("opportunity")));
        QTRY_COMPARE(columns(), 3);
        checkNames(QStringLiteral("board"));
    }

    void anOpenApproval_data() { inEachLanguage(); }
    void anOpenApproval()
    {
        setLanguage();
        receiveApproval();
        m_test->window().open(Location::record(QStringLiteral("approvalTask"), idOf(51)));
        auto *panel = m_test->tabs().currentView()->findChild<oa::ApprovalPanel *>();
        QVERIFY(panel);
        const auto *comment = panel->findChild<QPlainTextEdit *>();
        QTRY_VERIFY(comment->isVisible() && !comment->isReadOnly());
        QTRY_VERIFY(panel->findChildren<oa::ChainRow *>().size() >= 3); // submitted, open, still to come
        checkNames(QStringLiteral("open task"));
        auto *person = panel->findChild<oa::PersonChoice *>();
        for (const Qt::Key key : {Qt::Key_M, Qt::Key_I}) { // handed over, or one more asked
            press(*panel, key);
            QTRY_VERIFY(person->isVisible());
            checkNames(QStringLiteral("choice of a person"));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QTRY_VERIFY(person->isHidden());
        }
        press(*panel, Qt::Key_N); // a reason is asked for
        checkNames(QStringLiteral("decision without a reason"));
        m_test->window().open(Location::view(QStringLiteral("approvals")));
        auto *inbox = m_test->tabs().currentView()->findChild<RecordTable *>();
        QTRY_COMPARE(inbox->model()->rowCount(), 1);
        checkNames(QStringLiteral("inbox"));
    }

    void notices_data() { inEachLanguage(); }
    void notices()
    {
        setLanguage();
        m_test->receive(incomingRows(notice::number, {systemfield::owner, notice::field::kind, notice::field::text},
            {{idOf(61),
                {{systemfield::owner, TestWindow::me()}, {notice::field::kind, QStringLiteral("approval")},
                    {notice::field::text, QStringLiteral("Trip to Paris")}}}},
            2));
        auto *panel = m_test->window().findChild<NotificationPanel *>();
        panel->show();
        const auto *rows = panel->findChild<QListView *>();
        QTRY_COMPARE(rows->model()->rowCount(), 1);
        QTRY_VERIFY(rows->isVisible());
        checkNames(QStringLiteral("notices"));
    }

    void whatWaitsWhatWasRefusedAndWhatConflicts_data() { inEachLanguage(); }
    void whatWaitsWhatWasRefusedAndWhatConflicts()
    {
        setLanguage();
        const RecordId refused = m_test->add(account::number, {{account::field::name, QStringLiteral("Refused")}});
        m_test->refuseLast();
        const RecordId id = receiveConflict();
        QVERIFY(!m_test->add(account::number, {{account::field::name, QStringLiteral("Waits")}}).isNull());
        m_test->window().open(Location::view(QStringLiteral("sync")));
        auto *page = m_test->window().findChild<SyncPage *>();
        QVERIFY(page);
        auto *tabs = page->findChild<QTabWidget *>();
        QCOMPARE(tabs->count(), 3);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(tab).center());
            QCOMPARE(tabs->currentIndex(), tab);
            const auto *rows = tabs->currentWidget()->findChild<QTreeWidget *>();
            QTRY_VERIFY(rows->topLevelItemCount() > 0 && rows->isVisible());
            checkNames(tabs->tabText(tab));
        }
        m_test->window().open(Location::record(QStringLiteral("account"), id));
        QTRY_VERIFY(stripsOfView() > 0);
        checkNames(QStringLiteral("record with a conflict"));
        m_test->window().open(Location::record(QStringLiteral("account"), refused));
        settle({account::number, refused});
        checkNames(QStringLiteral("record that was refused"));
    }

    void aFileThatWasNotSent_data() { inEachLanguage(); }
    void aFileThatWasNotSent()
    {
        setLanguage();
        const RecordKey owner{account::number, receiveAccount()};
        const QString path = m_test->filePath(QStringLiteral("offer.pdf"));
        writeFile(path, "offer");
        QVERIFY(answerOf<RecordId>([&](auto done) {
            m_test->records().attachFile(owner, path, &m_test->window(), done);
        }).ok());
        m_test->refuseAll({ErrorCode::TooLarge, QStringLiteral("filesQuotaFull"), {},
            {{QStringLiteral("used"), 900}, {QStringLiteral("limit"), 1000}}, {}});
        m_test->window().open(Location::record(QStringLiteral("account"), owner.id));
        const auto *strip = m_test->window().findChild<UnsentFilesStrip *>();
        QVERIFY(strip);
        QTRY_VERIFY(strip->isVisible());
        checkNames(QStringLiteral("file that was not sent"));
    }

    void rowsOfTheServer_data() { inEachLanguage(); }
    void rowsOfTheServer()
    {
        addAccounts(1);
        m_test->restart(partly(), {farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(1); // by the words of its menu
        setLanguage();
        const auto *beyond = list()->findChild<ServerRows *>()->findChild<QTableView *>();
        QTRY_VERIFY(beyond->isVisible());
        checkNames(QStringLiteral("rows of the server"));
    }

    void aRecordOfEachEntity_data() { inEachLanguage(); }
    void aRecordOfEachEntity()
    {
        setLanguage();
        const RegistryPointer registry = m_test->records().registry();
        int seen = 0;
        for (const EntityDef &entity : registry->entities()) {
            if (entity.deleted)
                continue;
            const FieldDef *title = entity.field(entity.titleField);
            const bool hasText = title && title->type == FieldType::Text && title->isStored();
            const std::vector<FieldNumber> columns =
                hasText ? std::vector<FieldNumber>{title->number} : std::vector<FieldNumber>();
            const RecordKey key{entity.number, newRecordId()};
            m_test->receive(incomingRows(entity.number, columns,
                {{key.id, hasText ? FieldValues{{title->number, QStringLiteral("One")}} : FieldValues()}}, 5));
            m_test->window().open(Location::record(entity.name, key.id), Navigator::Target::CurrentTab);
            settle(key);
            checkNames(entity.name);
            ++seen;
        }
        QVERIFY(seen > 20);
    }

    void theDevicesThatTheServerDoesNotTell_data() { inEachLanguage(); }
    void theDevicesThatTheServerDoesNotTell()
    {
        setLanguage();
        m_test->window().open(Location::view(QStringLiteral("settings")));
        QVERIFY(m_test->window().findChild<DevicesPanel *>());
        checkNames(QStringLiteral("settings"));
    }

private:
    static void inEachLanguage()
    {
        QTest::addColumn<QString>("language");
        for (const char *language : {"en", "zh_CN"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void setLanguage()
    {
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
    }

    void checkNames(const QString &what)
    {
        const QStringList unnamed = unnamedControls(m_test->window());
        QVERIFY2(unnamed.isEmpty(), qPrintable(what + QLatin1Char('\n') + unnamed.join(QLatin1Char('\n'))));
    }

    /// What a page has asked of its record before, it has got: questions are answered in order, and the answer to one
    /// may be another one.
    void settle(const RecordKey &key)
    {
        for (int i = 0; i < 3; ++i) {
            (void)answerOf<Record>([&](auto done) { m_test->records().read(key, &m_test->window(), done); });
        }
    }

    /// With Ctrl and Shift, as all commands of an approval are.
    static void press(QWidget &panel, Qt::Key key)
    {
        auto *comment = panel.findChild<QPlainTextEdit *>();
        comment->setFocus();
        QTest::keyClick(comment, key, Qt::ControlModifier | Qt::ShiftModifier);
    }

    int columns()
    {
        const auto views = m_test->tabs().currentView()->findChildren<QListView *>();
        return int(std::count_if(views.begin(), views.end(),
            [](const QListView *view) { return view->isVisible() && view->viewport()->acceptDrops(); }));
    }

    int stripsOfView() { return int(test::shownStrips(*m_test->tabs().currentView()).size()); }

    /// Somebody else's turn is to come.
    void receiveApproval()
    {
        namespace user = entities::user;
        m_test->receive(incomingRows(user::number, {user::field::name},
            {{idOf(71), {{user::field::name, QStringLiteral("Li Wei")}}},
                {TestWindow::me(), {{user::field::name, QStringLiteral("Wang Fang")}}}},
            1));
        const QString upcoming =
            QStringLiteral(R"([{"node": "second", "name": "Second signature", "copy": false, "users": ["%1"]}])")
                .arg(toText(idOf(71)));
        m_test->receive(incomingRows(instance::number,
            {instance::field::title, instance::field::status, instance::field::initiator, instance::field::upcoming},
            {{idOf(41),
                {{instance::field::title, QStringLiteral("Trip to Paris")},
                    {instance::field::status, QStringLiteral("pending")},
                    {instance::field::initiator, TestWindow::me()}, {instance::field::upcoming, upcoming}}}},
            2));
        m_test->receive(incomingRows(task::number,
            {systemfield::owner, task::field::instance, task::field::state, task::field::node},
            {{idOf(51),
                {{systemfield::owner, TestWindow::me()}, {task::field::instance, idOf(41)},
                    {task::field::state, QStringLiteral("open")}, {task::field::node, QStringLiteral("boss")}}}},
            3));
    }

    RecordId receiveAccount()
    {
        const RecordId id = newRecordId();
        m_test->receive(incomingRows(
            account::number, {account::field::name}, {{id, {{account::field::name, QStringLiteral("Acme")}}}}, 1));
        return id;
    }

    /// About the phone of the account that it gives.
    RecordId receiveConflict()
    {
        const RecordId id = receiveAccount();
        m_test->receive(incomingRows(conflict::number,
            {conflict::field::record, conflict::field::entityNumber, conflict::field::fieldNumber,
                conflict::field::standingValue, conflict::field::displacedValue, conflict::field::at,
                conflict::field::status},
            {{idOf(81),
                {{conflict::field::record, QStringLiteral("account/") + toText(id)},
                    {conflict::field::entityNumber, qint64(account::number)},
                    {conflict::field::fieldNumber, qint64(account::field::phone)},
                    {conflict::field::standingValue, QStringLiteral("\"010 1\"")},
                    {conflict::field::displacedValue, QStringLiteral("\"010 2\"")},
                    {conflict::field::at, qint64(1'760'000'000'000)},
                    {conflict::field::status, QStringLiteral("open")}}}},
            4));
        return id;
    }
};

QTEST_MAIN(TestFilledScreens)
#include "tst_filledscreens.moc"
