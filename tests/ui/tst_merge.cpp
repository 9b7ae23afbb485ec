// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/masschangepanel.h"
#include "client/lists/mergedialog.h"
#include "client/lists/mergegrid.h"
#include "client/widgets/messagestrip.h"
#include "server/records/builtins.h"
#include "tests/support/listatserver.h"

#include <QRadioButton>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace order = entities::order;

/// Two accounts that are one company: side by side, chosen by mouse and by keys, and made one by a whole server.
class TestMerge : public ListAtServer
{
    Q_OBJECT

private slots:
    void init()
    {
        startServer();
        m_rep = addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        m_full = addAccountOf(m_rep,
            {{account::field::name, Value(QStringLiteral("Acme"))}, {account::field::code, Value(QStringLiteral("A1"))},
                {account::field::taxNumber, Value(QStringLiteral("T1"))},
                {account::field::website, Value(QStringLiteral("https://acme.example"))}});
        m_poor = addAccountOf(m_rep,
            {{account::field::name, Value(QStringLiteral("Acme Ltd"))},
                {account::field::code, Value(QStringLiteral("A2"))},
                {account::field::preferences, Value(QStringLiteral("tea"))}});
        m_order = newRecordId();
        m_server->core.create(order::number, m_order,
            {{order::field::account, Value(m_poor)}, {systemfield::owner, Value(m_rep)},
                {systemfield::department, Value(server::basics::company())}});
    }

    void cleanup() { stopServer(); }

    void theMouseChoosesWhatStaysAndItIsOfferedToBeUndone()
    {
        openListAs(QStringLiteral("rep"), 2);
        MergeDialog *dialog = openDialog();
        QVERIFY(dialog);
        QCOMPARE(staying(*dialog), m_full); // there is more in it
        QTRY_VERIFY(says(*dialog, QStringLiteral("Orders: 1")));
        const MergeChoice::Side poor = MergeChoice::other(dialog->choice().staying());
        click(dialog->grid().valueButton(account::field::code, poor));
        QVERIFY(dialog->grid().valueButton(account::field::preferences, poor)->isChecked());
        clickButton(*dialog, QStringLiteral("Merge"));
        QTRY_VERIFY(isDeleted(m_poor));
        QCOMPARE(valueOf(m_full, account::field::name), Value(QStringLiteral("Acme")));
        QCOMPARE(valueOf(m_full, account::field::code), Value(QStringLiteral("A2")));
        QCOMPARE(valueOf(m_full, account::field::preferences), Value(QStringLiteral("tea")));
        QCOMPARE(m_server->core.find(order::number, m_order)->value(order::field::account), Value(m_full));
        QTRY_COMPARE(m_list->model().rowCount(), 1);

        auto *panel = dialog->findChild<MassChangePanel *>();
        QTRY_VERIFY(says(*panel, QStringLiteral("Two records were merged.")));
        clickButton(*panel, QStringLiteral("Undo this merge…"));
        QTRY_VERIFY(
            panel->findChild<MessageStrip *>()->text().contains(QStringLiteral("The merged record comes back")));
        dialog->reject();
    }

    void keysAloneChooseWhatStays()
    {
        openListAs(QStringLiteral("rep"), 2);
        MergeDialog *dialog = openDialog();
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog, patience));
        const MergeChoice::Side full = dialog->choice().staying();
        const MergeChoice::Side poor = MergeChoice::other(full);
        MergeGrid &grid = dialog->grid();
        QVERIFY(dialog->focusWidget() == grid.stayButton(full));
        press(*dialog, towards(poor));
        QCOMPARE(staying(*dialog), m_poor);
        // The values follow, except where only the other has one.
        QVERIFY(grid.valueButton(account::field::name, poor)->isChecked());
        QVERIFY(grid.valueButton(account::field::website, full)->isChecked());
        // Tab comes to the value of each field that is chosen.
        tabTo(*dialog, grid.valueButton(account::field::name, poor));
        press(*dialog, towards(full));
        QVERIFY(grid.valueButton(account::field::name, full)->isChecked());
        tabTo(*dialog, grid.valueButton(account::field::website, full));
        press(*dialog, towards(poor));
        press(*dialog, Qt::Key_Return);
        QTRY_VERIFY(isDeleted(m_full));
        QCOMPARE(valueOf(m_poor, account::field::name), Value(QStringLiteral("Acme")));
        QCOMPARE(valueOf(m_poor, account::field::code), Value(QStringLiteral("A2")));
        QCOMPARE(valueOf(m_poor, account::field::taxNumber), Value(QStringLiteral("T1")));
        QVERIFY(valueOf(m_poor, account::field::website).isEmpty());
        QTRY_VERIFY(says(*dialog, QStringLiteral("Two records were merged.")));
        dialog->reject();
    }

    void whatTheServerRefusesIsSaidThereAndNothingChosenIsLost()
    {
        server::registerMerge(m_server->core.actions, 0);
        openListAs(QStringLiteral("rep"), 2);
        MergeDialog *dialog = openDialog();
        QVERIFY(dialog);
        const MergeChoice::Side poor = MergeChoice::other(dialog->choice().staying());
        QRadioButton *code = dialog->grid().valueButton(account::field::code, poor);
        click(code);
        clickButton(*dialog, QStringLiteral("Merge"));
        auto *strip = dialog->findChild<MessageStrip *>(QString(), Qt::FindDirectChildrenOnly);
        QTRY_VERIFY(strip->text().contains(QStringLiteral("1 records point to the one that would go")));
        QVERIFY(code->isChecked() && code->isEnabled());
        QVERIFY(!isDeleted(m_poor));
        server::registerMerge(m_server->core.actions, 1);
        clickButton(*dialog, QStringLiteral("Merge"));
        QTRY_VERIFY(isDeleted(m_poor));
        QCOMPARE(valueOf(m_full, account::field::code), Value(QStringLiteral("A2")));
        QTRY_COMPARE(records().syncState().problems, qint64(0));
        QTRY_VERIFY(says(*dialog, QStringLiteral("Two records were merged.")));
        dialog->reject();
    }

    void aRuleThatIsKnownHereIsSaidBeforeAnythingIsSent()
    {
        const RecordId nameless = addAccountOf(m_rep, {{account::field::name, Value(QStringLiteral("Third"))}});
        openListAs(QStringLiteral("rep"), 3);
        const auto both = std::vector{record(m_full), record(nameless)};
        MergeChoice::Candidates candidates{
            {MergeCandidate{both.front(), false, true}, MergeCandidate{both.back(), false, true}}};
        candidates.back().record.values.erase(account::field::name); // as it may come from somewhere else
        const FieldContext context = fieldContextOf(records());
        MergeDialog dialog(*context.registry->entity(account::number), candidates, context, m_list.get());
        dialog.open();
        dialog.choice().choose(account::field::name, MergeChoice::Second);
        clickButton(dialog, QStringLiteral("Merge"));
        auto *strip = dialog.findChild<MessageStrip *>(QString(), Qt::FindDirectChildrenOnly);
        QTRY_VERIFY(!strip->text().isEmpty());
        QVERIFY(dialog.focusWidget() == dialog.grid().valueButton(account::field::name, MergeChoice::Second));
        QCOMPARE(records().syncState().waiting, qint64(0));
        QVERIFY(!isDeleted(nameless));
    }

    void withoutAConnectionItWaitsAndSaysSo()
    {
        openListAs(QStringLiteral("rep"), 2);
        m_server->goOffline();
        QTRY_VERIFY(!records().isOnline());
        MergeDialog *dialog = openDialog();
        QVERIFY(dialog);
        QVERIFY(says(*dialog, QStringLiteral("There is no connection.")));
        clickButton(*dialog, QStringLiteral("Merge"));
        QTRY_VERIFY(says(*dialog, QStringLiteral("You can close this window and go on working.")));
        QVERIFY(!isDeleted(m_poor));
        m_server->goOnline();
        QTRY_VERIFY(isDeleted(m_poor));
        QTRY_VERIFY(says(*dialog, QStringLiteral("Two records were merged.")));
        dialog->reject();
    }

    void itIsOfferedForTwoThatTheUserMayMergeAndNoOthers()
    {
        const RecordId clerk = addUser(QStringLiteral("clerk"), QStringLiteral("service")); // who changes his own
        addAccountOf(clerk, {{account::field::name, Value(QStringLiteral("Own"))}});
        openListAs(QStringLiteral("clerk"), 3);
        selectRows(0, 2);
        QTRY_VERIFY(!m_list->canMerge());
        selectRows(0, 1);
        QTRY_VERIFY(!m_list->canMerge());
        selectRows(1, 2);
        QTRY_VERIFY(!m_list->canMerge());
        QVERIFY(!menuHas(*moreMenuOf(*m_list), QStringLiteral("Merge…")));
        addAccountOf(clerk, {{account::field::name, Value(QStringLiteral("Own too"))}});
        QTRY_COMPARE(m_list->model().rowCount(), 4);
        m_list->model().setFilter(QStringLiteral("owner = me()"));
        QTRY_COMPARE(m_list->model().rowCount(), 2);
        selectRows(0, 1);
        QTRY_VERIFY(m_list->canMerge());
        QVERIFY(menuHas(*moreMenuOf(*m_list), QStringLiteral("Merge…")));
    }

private:
    MergeDialog *openDialog()
    {
        m_list->findChild<RecordTable *>()->selectAll();
        if (!QTest::qWaitFor([this] { return m_list->canMerge(); }, patience))
            return nullptr;
        choose(*moreMenuOf(*m_list), QStringLiteral("Merge…"));
        const auto isShown = [this] {
            const auto *dialog = m_list->findChild<MergeDialog *>();
            return dialog && dialog->isVisible();
        };
        return QTest::qWaitFor(isShown, patience) ? m_list->findChild<MergeDialog *>() : nullptr;
    }

    void selectRows(int first, int last)
    {
        auto *table = m_list->findChild<RecordTable *>();
        const QModelIndex end = m_list->model().index(last, 0);
        table->selectionModel()->select(QItemSelection(m_list->model().index(first, 0), end),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }

    static RecordId staying(MergeDialog &dialog)
    {
        return dialog.choice().candidate(dialog.choice().staying()).record.key.id;
    }

    static Qt::Key towards(MergeChoice::Side side) { return side == MergeChoice::First ? Qt::Key_Left : Qt::Key_Right; }

    static void press(QWidget &dialog, Qt::Key key) { QTest::keyClick(dialog.focusWidget(), key); }

    static void tabTo(QWidget &dialog, const QWidget *wanted)
    {
        for (int step = 0; step < mostControls && dialog.focusWidget() != wanted; ++step)
            press(dialog, Qt::Key_Tab);
        QVERIFY(dialog.focusWidget() == wanted);
    }

    static void click(QRadioButton *button)
    {
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
        QVERIFY(button->isChecked());
    }

    Record record(const RecordId &id)
    {
        return answerOf<Record>([&](auto done) { records().read({account::number, id}, this, done); }).valueOr({});
    }

    Value valueOf(const RecordId &id, FieldNumber field)
    {
        return m_server->core.find(account::number, id)->value(field);
    }
    bool isDeleted(const RecordId &id) { return !valueOf(id, systemfield::deletedAt).isNull(); }

    static constexpr int mostControls = 50;
    RecordId m_rep;
    RecordId m_full; ///< has more values than the other
    RecordId m_poor;
    RecordId m_order; ///< of the poor one
};

QTEST_MAIN(TestMerge)
#include "tst_merge.moc"
