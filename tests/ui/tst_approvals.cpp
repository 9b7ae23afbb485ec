// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/recordtable.h"
#include "client/records/workspace.h"
#include "client/shell/navigator.h"
#include "client/shell/shortcuts.h"
#include "client/views/oa/approvalpanel.h"
#include "client/views/oa/approvalspage.h"
#include "client/views/oa/chainrow.h"
#include "client/views/oa/personchoice.h"
#include "client/widgets/messagestrip.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/localsync.h"
#include "tests/support/testworkspace.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTest>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace instance = entities::approvalInstance;
namespace task = entities::approvalTask;

namespace {

class NoNavigator final : public Navigator
{
public:
    void open(const Location &, Target) override { }
    void create(const QString &, const QVariantMap &) override { }
    void notify(const QString &, bool) override { }
    void run(const QString &) override { }
    FirstSteps &firstSteps() override { qFatal("the inbox asks for no first steps"); }
};

}

/// The inbox while its list changes under the user's hands.
class TestApprovals : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        config.sync = [this](Replica &replica) {
            m_replica = &replica;
            auto sync = std::make_unique<LocalSync>(replica, me());
            (void)replica.applySnapshotPage(wholePage(people(), 1)).ok();
            (void)replica.applySnapshotPage(wholePage(cases(1), 1)).ok();
            (void)replica.applySnapshotPage(wholePage(tasks({51, 52}, QStringLiteral("open"), 1), 1)).ok();
            m_sync = sync.get();
            return sync;
        };
        auto opened = Workspace::open(config);
        QVERIFY(opened.ok());
        m_workspace = *std::move(opened);
        QTRY_COMPARE(m_workspace->records().currentUser(), me());
        m_page = std::make_unique<oa::ApprovalsPage>(ViewContext{m_workspace->records(), m_navigator});
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get(), patience));
        QTRY_COMPARE(table().model()->rowCount(), 2);
        table().selectRecord(idOf(51));
        QTRY_VERIFY(comment().isVisible() && !comment().isReadOnly());
        QCOMPARE(panel().record().id, idOf(51));
    }

    void cleanup()
    {
        m_page.reset();
        m_workspace.reset();
        m_folder.reset();
    }

    void aCaseThatIsDecidedElsewhereStaysWhileItsReasonIsTyped()
    {
        comment().setPlainText(QStringLiteral("too expensive"));
        arrive({51}, QStringLiteral("done"));
        QTRY_COMPARE(table().model()->rowCount(), 1);
        QCOMPARE(panel().record().id, idOf(51));
        QTRY_VERIFY(comment().isReadOnly());
        QCOMPARE(comment().toPlainText(), QStringLiteral("too expensive"));
        QVERIFY(!panel().findChild<MessageStrip *>()->text().isEmpty());
        QVERIFY(!table().currentIndex().isValid());
        // Chosen by hand, the other one is there, with nothing of what was meant for the first.
        table().selectRecord(idOf(52));
        QCOMPARE(panel().record().id, idOf(52));
        QCOMPARE(comment().toPlainText(), QString());
    }

    void whatWasTypedWaitsForItsCase()
    {
        comment().setPlainText(QStringLiteral("ask the manager"));
        table().selectRecord(idOf(52));
        QCOMPARE(comment().toPlainText(), QString());
        table().selectRecord(idOf(51));
        QTRY_COMPARE(comment().toPlainText(), QStringLiteral("ask the manager"));
    }

    void theListDecidesByKeyboard()
    {
        press(table(), Qt::Key_N);
        // Without a reason nothing is sent; it is asked for.
        QTRY_VERIFY(comment().hasFocus());
        QVERIFY(sent().empty());
        QTest::keyClicks(&comment(), QStringLiteral("too late"));
        press(comment(), Qt::Key_N);
        QTRY_COMPARE(sent().size(), size_t(1));
        QCOMPARE(sent().back().action, QStringLiteral("reject"));
        QCOMPARE(sent().back().record, idOf(51));
        QCOMPARE(sent().back().arguments.value(QStringLiteral("comment")).toString(), QStringLiteral("too late"));
        table().selectRecord(idOf(52));
        QTRY_VERIFY(comment().isVisible() && !comment().isReadOnly());
        QTRY_VERIFY(command(Qt::Key_Y).isEnabled());
        press(table(), Qt::Key_Y);
        QTRY_COMPARE(sent().size(), size_t(2));
        QCOMPARE(sent().back().action, QStringLiteral("approve"));
        QCOMPARE(sent().back().record, idOf(52));
    }

    void afterADecisionTheNextCaseHasTheKeyboard()
    {
        comment().setFocus();
        QTest::keyClicks(&comment(), QStringLiteral("fine"));
        QTest::keyClick(&comment(), Qt::Key_Y, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(sent().size(), size_t(1));
        QTRY_COMPARE(table().currentKey().id, idOf(52));
        QCOMPARE(panel().record().id, idOf(52));
        QVERIFY(table().hasFocus());
        QTRY_VERIFY(command(Qt::Key_Y).isEnabled());
        QTest::keyClick(&table(), Qt::Key_Y, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(sent().size(), size_t(2));
        QCOMPARE(sent().back().record, idOf(52));
        arrive({51, 52}, QStringLiteral("done"));
        QTRY_COMPARE(table().model()->rowCount(), 0);
        QTRY_VERIFY(m_page->hasFocus());
    }

    void aDecisionIsHandedOverByKeyboard()
    {
        comment().setPlainText(QStringLiteral("on leave"));
        press(table(), Qt::Key_M);
        QVERIFY(person().isVisible());
        // Nobody is chosen yet.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(person().isVisible());
        chooseLiWei();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(sent().size(), size_t(1));
        QVERIFY(person().isHidden());
        QCOMPARE(sent().back().action, QStringLiteral("transfer"));
        QCOMPARE(sent().back().record, idOf(51));
        QCOMPARE(sent().back().arguments,
            (QCborMap{
                {QStringLiteral("to"), toText(idOf(71))}, {QStringLiteral("comment"), QStringLiteral("on leave")}}));
        QTRY_COMPARE(comment().toPlainText(), QString());
    }

    void anotherApproverIsAddedByKeyboard()
    {
        press(table(), Qt::Key_I);
        QVERIFY(person().isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(person().isHidden());
        QVERIFY(comment().hasFocus());
        press(comment(), Qt::Key_I);
        chooseLiWei();
        const auto positions = person().findChildren<QRadioButton *>();
        QCOMPARE(positions.size(), 2);
        QVERIFY(positions.at(0)->isChecked());
        positions.at(1)->setFocus();
        QTest::keyClick(positions.at(1), Qt::Key_Space);
        QTest::keyClick(positions.at(1), Qt::Key_Return);
        QTRY_COMPARE(sent().size(), size_t(1));
        QCOMPARE(sent().back().action, QStringLiteral("addApprover"));
        QCOMPARE(sent().back().arguments.value(QStringLiteral("position")).toString(), QStringLiteral("after"));
    }

    void whatTheStepForbidsIsNotOffered()
    {
        QVERIFY(command(Qt::Key_M).isEnabled());
        arriveCase({{instance::field::state,
            QStringLiteral(R"({"definition": {"nodes": [{"id": "boss", "transferable": false}]}})")}});
        QTRY_VERIFY(!command(Qt::Key_M).isEnabled());
        QVERIFY(command(Qt::Key_I).isEnabled());
    }

    void theApplicantReminds()
    {
        openStarted();
        QVERIFY(!command(Qt::Key_Y).isEnabled());
        press(table(), Qt::Key_R);
        QTRY_COMPARE(sent().size(), size_t(1));
        QCOMPARE(sent().back().action, QStringLiteral("remind"));
        QCOMPARE(sent().back().record, idOf(41));
        QVERIFY(sent().back().arguments.isEmpty());
    }

    void whoRemindsTooSoonLearnsWhenItIsPossible()
    {
        arriveCase({{instance::field::remindedAt, SystemClock::instance().now()}});
        openStarted();
        press(table(), Qt::Key_R);
        QTRY_VERIFY2(strip().text().contains(QLatin1Char(':')), qPrintable(strip().text()));
        QVERIFY(sent().empty());
    }

    void aWithdrawalIsAskedForOnce()
    {
        openStarted();
        click(panel(), "Withdraw");
        QVERIFY2(strip().isVisible() && strip().text().contains(QLatin1String("no longer counts")), "the question");
        click(strip(), "Leave it");
        QVERIFY(!strip().isVisible());
        QVERIFY(sent().empty());
        click(panel(), "Withdraw");
        QTRY_VERIFY(strip().isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(sent().size(), size_t(1));
        QCOMPARE(sent().back().action, QStringLiteral("withdraw"));
        QCOMPARE(sent().back().record, idOf(41));
    }

    void theChainSaysWhoDidWhatAndWhoIsToCome()
    {
        arriveCase({{instance::field::upcoming,
            QStringLiteral(R"([{"node": "second", "name": "Second signature", "copy": false, "users": ["%1"]},
                {"node": "books", "name": "Books", "copy": true, "users": []}])")
                .arg(toText(idOf(71)))}});
        arriveTransfer();
        QTRY_COMPARE(chain().size(), 6);
        QTRY_COMPARE(chain().value(0), QStringLiteral("Submitted · Wang Fang"));
        QTRY_COMPARE(chain().value(1), QStringLiteral("Boss · Wang Fang\nTransferred to Li Wei\non leave"));
        QTRY_COMPARE(chain().value(3), QStringLiteral("Boss · Li Wei\nOpen\nTransferred by Zhang San"));
        QTRY_COMPARE(chain().value(4), QStringLiteral("Second signature · Li Wei\nStill to come"));
        QTRY_COMPARE(chain().value(5), QStringLiteral("Books\nWill be informed"));
    }

    void theKeysAreKnownToTheSheetOfShortcuts()
    {
        const auto fixed = Shortcuts::fixed();
        int found = 0;
        for (const QAction *action : m_page->actions()) {
            const QKeySequence keys = action->shortcut();
            found += int(std::count_if(
                fixed.begin(), fixed.end(), [&](const Shortcuts::Fixed &known) { return known.keys == keys; }));
        }
        QCOMPARE(found, 6);
    }

private:
    static RecordId me() { return namedRecordId(QStringLiteral("user")); }
    oa::ApprovalPanel &panel() { return *m_page->findChild<oa::ApprovalPanel *>(); }
    RecordTable &table() { return *m_page->findChild<RecordTable *>(); }
    QPlainTextEdit &comment() { return *panel().findChild<QPlainTextEdit *>(); }

    MessageStrip &strip() { return *panel().findChild<MessageStrip *>(); }
    oa::PersonChoice &person() { return *panel().findChild<oa::PersonChoice *>(); }

    /// With Ctrl and Shift, as all commands of the inbox are.
    static void press(QWidget &widget, Qt::Key key)
    {
        widget.setFocus();
        QTest::keyClick(&widget, key, Qt::ControlModifier | Qt::ShiftModifier);
    }

    const QAction &command(Qt::Key key)
    {
        const QKeySequence keys(Qt::CTRL | Qt::SHIFT | key);
        for (const QAction *action : m_page->actions()) {
            if (action->shortcut() == keys)
                return *action;
        }
        qFatal("no such command");
    }

    static void click(const QWidget &in, const char *text)
    {
        const auto button = [&in, text]() -> QPushButton * {
            for (QPushButton *candidate : in.findChildren<QPushButton *>()) {
                if (candidate->isVisible() && candidate->text() == QLatin1String(text))
                    return candidate;
            }
            return nullptr;
        };
        QTRY_VERIFY2(button(), text);
        QTest::mouseClick(button(), Qt::LeftButton);
    }

    void openStarted()
    {
        m_page->findChild<QTabBar *>()->setCurrentIndex(2);
        QTRY_COMPARE(panel().record().id, idOf(41));
        QTRY_VERIFY(command(Qt::Key_R).isEnabled());
    }

    void chooseLiWei()
    {
        auto *line = person().findChild<QLineEdit *>();
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClick(line, Qt::Key_Down);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QWidget *offers = QApplication::activePopupWidget();
        QTest::keyClick(offers, Qt::Key_Down);
        QTest::keyClick(offers, Qt::Key_Return);
        QTRY_COMPARE(line->text(), QStringLiteral("Li Wei"));
    }

    std::vector<Mutation> sent()
    {
        const auto waiting =
            answerOf<std::vector<OutboxItem>>([this](auto done) { m_workspace->records().outbox(m_page.get(), done); });
        std::vector<Mutation> mutations;
        for (const OutboxItem &item : waiting.valueOr({}))
            mutations.push_back(item.mutation);
        return mutations;
    }

    /// What the chain says, without the times.
    QStringList chain()
    {
        QStringList texts;
        for (const oa::ChainRow *row : panel().findChildren<oa::ChainRow *>())
            texts.append(row->text());
        return texts;
    }

    static IncomingRows people()
    {
        namespace user = entities::user;
        return incomingRows(user::number, {user::field::name},
            {{idOf(71), {{user::field::name, QStringLiteral("Li Wei")}}},
                {idOf(72), {{user::field::name, QStringLiteral("Zhang San")}}},
                {me(), {{user::field::name, QStringLiteral("Wang Fang")}}}},
            1);
    }

    static IncomingRows cases(qint64 seq, const FieldValues &more = {})
    {
        FieldValues values{{instance::field::status, QStringLiteral("pending")}, {instance::field::initiator, me()}};
        values.insert(more.begin(), more.end());
        std::vector<FieldNumber> columns;
        for (const auto &[field, value] : values)
            columns.push_back(field);
        return incomingRows(instance::number, columns, {{idOf(41), values}}, seq);
    }

    void arriveCase(const FieldValues &more) { apply(cases(9, more)); }

    /// The first task went to somebody else.
    void arriveTransfer()
    {
        const std::vector<FieldNumber> columns{systemfield::owner, task::field::instance, task::field::state,
            task::field::decision, task::field::comment, task::field::nodeName, task::field::seat, task::field::origin,
            task::field::sentBy, task::field::sentTo};
        const FieldValues given{{systemfield::owner, me()}, {task::field::instance, idOf(41)},
            {task::field::state, QStringLiteral("done")}, {task::field::decision, QStringLiteral("transferred")},
            {task::field::comment, QStringLiteral("on leave")}, {task::field::nodeName, QStringLiteral("Boss")},
            {task::field::seat, 1}, {task::field::sentTo, idOf(71)}};
        const FieldValues taken{{systemfield::owner, idOf(71)}, {task::field::instance, idOf(41)},
            {task::field::state, QStringLiteral("open")}, {task::field::nodeName, QStringLiteral("Boss")},
            {task::field::seat, 3}, {task::field::origin, QStringLiteral("transfer")}, {task::field::sentBy, idOf(72)}};
        const FieldValues other{{systemfield::owner, me()}, {task::field::instance, idOf(41)},
            {task::field::state, QStringLiteral("open")}, {task::field::seat, 2}};
        apply(incomingRows(task::number, columns, {{idOf(51), given}, {idOf(52), other}, {idOf(53), taken}}, 9));
    }

    static IncomingRows tasks(const std::vector<int> &ids, const QString &state, qint64 seq)
    {
        std::vector<std::pair<RecordId, FieldValues>> rows;
        for (const int id : ids) {
            rows.emplace_back(idOf(id),
                FieldValues{{systemfield::owner, me()}, {task::field::instance, idOf(41)}, {task::field::state, state},
                    {task::field::node, QStringLiteral("boss")}});
        }
        return incomingRows(task::number,
            {systemfield::owner, task::field::instance, task::field::state, task::field::node}, rows, seq);
    }

    void arrive(const std::vector<int> &ids, const QString &state) { apply(tasks(ids, state, 9)); }

    void apply(const IncomingRows &rows)
    {
        QMetaObject::invokeMethod(
            m_sync, [this, rows] { (void)m_replica->applyChanges(changesOf(rows, 9)).ok(); },
            Qt::BlockingQueuedConnection);
    }

    NoNavigator m_navigator;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<oa::ApprovalsPage> m_page;
    Replica *m_replica = nullptr;
    SyncControl *m_sync = nullptr;
};

QTEST_MAIN(TestApprovals)
#include "tst_approvals.moc"
