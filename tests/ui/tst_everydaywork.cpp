// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/forms/recordform.h"
#include "client/lists/bulkeditdialog.h"
#include "client/shell/commands.h"
#include "client/shell/customisationpanel.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/relatedlist.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/toast.h"
#include "tests/support/shownstrips.h"
#include "tests/support/windowatwork.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace contract = entities::contract;
namespace instance = entities::approvalInstance;
namespace notice = entities::notification;

/// What people do all day, through the controls that they use.
class TestEverydayWork : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
        // Nor does a field that looks like any other swallow what is typed without a word.
        table()->setCurrentIndex(list()->model().index(0, 0));
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_VERIFY(stripSays(QStringLiteral("not change it")));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(stripSays(QStringLiteral("不能修改")));
    }

    void whatWasSaidOfAnEarlierAttemptGoesWithTheNext()
    {
        addAccounts(2);
        openAccounts(2);
        auto *strip = list()->findChild<MessageStrip *>();
        strip->showMessage(Tone::Warning, QStringLiteral("1 record stays where it is."));
        deleteRow(0);
        QTRY_COMPARE(list()->model().rowCount(), 1);
        QVERIFY(!strip->isVisible());
    }

    void anActionIsOfferedWhereItCanSucceed()
    {
        const RecordId made = receiveContract(QStringLiteral("none"), {});
        m_test->window().open(Location::record(QStringLiteral("contract"), made));
        QTRY_VERIFY(offers(QStringLiteral("Submit for approval")));
        QVERIFY(!offers(QStringLiteral("Withdraw")));
        receiveContract(QStringLiteral("pending"), TestWindow::me());
        QTRY_VERIFY(offers(QStringLiteral("Withdraw")));
        QVERIFY(!offers(QStringLiteral("Submit for approval")));
        receiveContract(QStringLiteral("returned"), TestWindow::me());
        QTRY_VERIFY(offers(QStringLiteral("Submit for approval")));
        QTRY_VERIFY(offers(QStringLiteral("Withdraw")));
        receiveContract(QStringLiteral("pending"), namedRecordId(QStringLiteral("somebody")));
        QTRY_VERIFY(!offers(QStringLiteral("Submit for approval")));
        QTRY_VERIFY(!offers(QStringLiteral("Withdraw")));
    }

    void anActionThatWaitsIsNotAskedForTwice()
    {
        const QString submit = QStringLiteral("Submit for approval");
        const RecordId made = receiveContract(QStringLiteral("none"), {});
        m_test->window().open(Location::record(QStringLiteral("contract"), made));
        QTRY_VERIFY(offers(submit));
        clickButton(*m_test->tabs().currentView(), submit);
        QTRY_VERIFY(offers(submit) && !buttonNamed<QPushButton>(*m_test->tabs().currentView(), submit)->isEnabled());
        QTRY_VERIFY(m_test->window().findChild<Toast *>()->text().contains(QStringLiteral("next contact")));
        QCOMPARE(outbox().size(), size_t(1));
        m_test->refuseAll(Error::conflict(QStringLiteral("flowMissing")));
        QTRY_VERIFY(offers(submit) && buttonNamed<QPushButton>(*m_test->tabs().currentView(), submit)->isEnabled());
    }

    void aClickBesideTheNavigationLeavesThePageMarked()
    {
        m_test->window().resize(1280, 800);
        m_test->window().open(Location::list(QStringLiteral("account")));
        auto *panel = m_test->window().findChild<NavigationPanel *>();
        QTRY_VERIFY(panel->isVisible() && panel->selectedItems().size() == 1);
        const QPoint beside(panel->viewport()->width() / 2, panel->viewport()->height() - 2);
        QVERIFY(!panel->itemAt(beside));
        QTest::mouseClick(panel->viewport(), Qt::LeftButton, {}, beside);
        QCOMPARE(panel->selectedItems().size(), qsizetype(1));
    }

    void aBuiltInFieldIsNotOfferedToBeChanged()
    {
        CustomisationPanel panel(m_test->records());
        panel.show();
        const auto *change = buttonNamed<QPushButton>(panel, QStringLiteral("Change field…"));
        QVERIFY(change && !change->isEnabled());
        auto *fields = panel.findChild<QTreeWidget *>();
        fields->setCurrentItem(fields->topLevelItem(0));
        QVERIFY(!change->isEnabled());
        QVERIFY(change->toolTip().contains(QStringLiteral("built in")));
    }

    void whatIsNotMadeByHandIsNotAddedByHand()
    {
        const RecordKey owner{contract::number, receiveContract(QStringLiteral("none"), {})};
        const ViewContext context{m_test->records(), m_test->window()};
        const auto mayAdd = [&](const char *name) {
            RelatedList related(context, owner, QString::fromLatin1(name));
            related.show();
            return buttonNamed<QPushButton>(related, QStringLiteral("Add")) != nullptr;
        };
        QVERIFY(mayAdd("orders"));
        QVERIFY(!mayAdd("approvals"));
        QVERIFY(!mayAdd("files"));
    }

    void manyAreChangedByKeysAlone()
    {
        const std::vector<RecordId> ids = addAccounts(2);
        openAccounts(2);
        table()->selectAll();
        choose(*moreMenu(), QStringLiteral("Edit selected…"));
        QTRY_VERIFY(list()->findChild<BulkEditDialog *>());
        auto *dialog = list()->findChild<BulkEditDialog *>();
        auto *fields = dialog->findChild<QComboBox *>();
        fields->setCurrentIndex(fields->findData(QStringLiteral("phone")));
        QTest::keyClick(fields, Qt::Key_Return);
        auto *editor = dialog->findChild<FieldEditor *>();
        QVERIFY(editor);
        // From the value on to the buttons, not round by the choice of fields.
        const auto *apply = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        const QWidget *next = editor->control();
        while (next != apply && next != fields)
            next = next->nextInFocusChain();
        QVERIFY(next == apply);
        QTest::keyClicks(editor->control(), QStringLiteral("010 6000 0000"));
        QTest::keyClick(editor->control(), Qt::Key_Return);
        for (const RecordId &id : ids)
            QTRY_COMPARE(phoneOf(id), QStringLiteral("010 6000 0000"));
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
        QTRY_VERIFY(stripSays(QStringLiteral("回收站")));
        m_test->translator().setLanguage(QStringLiteral("en"));
        QTRY_VERIFY(stripSays(QStringLiteral("is in the recycle bin")));
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

private:
    bool stripSays(const QString &words)
    {
        const QStringList texts = shownStrips(*m_test->tabs().currentView());
        return std::any_of(texts.begin(), texts.end(), [&words](const QString &text) { return text.contains(words); });
    }

    /// One contract, as the server tells of it each time, and its case.
    RecordId receiveContract(const QString &state, const RecordId &initiator)
    {
        const RecordId id = namedRecordId(QStringLiteral("contract"));
        const RecordId approval = namedRecordId(QStringLiteral("case"));
        ++m_seq;
        m_test->receive(incomingRows(instance::number, {instance::field::title, instance::field::initiator},
            {{approval,
                {{instance::field::title, QStringLiteral("Delivery")}, {instance::field::initiator, initiator}}}},
            m_seq));
        m_test->receive(incomingRows(contract::number,
            {systemfield::owner, contract::field::title, contract::field::approvalState,
                contract::field::approvalInstance},
            {{id,
                {{systemfield::owner, TestWindow::me()}, {contract::field::title, QStringLiteral("Delivery")},
                    {contract::field::approvalState, state}, {contract::field::approvalInstance, approval}}}},
            m_seq));
        return id;
    }

    bool offers(const QString &action)
    {
        return buttonNamed<QPushButton>(*m_test->tabs().currentView(), action) != nullptr;
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

    qint64 m_seq = 0; ///< of the server's changes

    QString phoneOf(const RecordId &id) { return m_test->valueOf(account::number, id, account::field::phone).toText(); }
};

QTEST_MAIN(TestEverydayWork)
#include "tst_everydaywork.moc"
