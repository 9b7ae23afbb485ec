// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/forms/recordform.h"
#include "client/lists/bulkeditdialog.h"
#include "client/lists/serverrows.h"
#include "client/shell/commands.h"
#include "client/shell/problemdialog.h"
#include "client/shell/relatedlist.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/toast.h"
#include "tests/support/windowatwork.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTimer>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
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
    }

    void whatOnlyTheServerHasStandsBelowAndIsOpened()
    {
        addAccounts(1);
        const RecordKey far{account::number, newRecordId()};
        m_test->restart(partly(), {Record{far, {{account::field::name, Value(QStringLiteral("Far away"))}}, false}});
        QVERIFY(m_test->isReady());
        openAccounts(1);
        auto *rows = list()->findChild<ServerRows *>();
        auto *beyond = rows->findChild<QTableView *>();
        QTRY_VERIFY(beyond->isVisible());
        QCOMPARE(beyond->model()->rowCount(), 1);
        QCOMPARE(beyond->model()->index(0, 0).data(Qt::ToolTipRole).toString(),
            QStringLiteral("On the server, not kept on this computer"));
        beyond->setFocus();
        beyond->setCurrentIndex(beyond->model()->index(0, 0));
        QTest::keyClick(beyond, Qt::Key_Return);
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::Record);
        QCOMPARE(m_test->tabs().currentLocation()->record(), far.id);
        QTRY_COMPARE(m_test->tabs().currentView()->title(), QStringLiteral("Far away"));
        // It is here now, like any other.
        openAccounts(2);
        QVERIFY(!list()->findChild<ServerRows *>()->hasRows());
    }

    void offlineAQuietLineSaysThatThereIsMore()
    {
        addAccounts(1);
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        openAccounts(1);
        const auto *rows = list()->findChild<ServerRows *>();
        const auto says = [rows](const QString &text) {
            const auto labels = rows->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
        };
        QTRY_VERIFY(says(QStringLiteral("There is more on the server. It is shown when you are online.")));
        QVERIFY(!rows->findChild<QTableView *>()->isVisible());
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
        const auto stripSays = [this](const QString &words) {
            const auto strips = m_test->tabs().currentView()->findChildren<MessageStrip *>();
            return std::any_of(strips.begin(), strips.end(),
                [&words](const MessageStrip *strip) { return strip->isVisible() && strip->text().contains(words); });
        };
        QTRY_VERIFY(stripSays(QStringLiteral("回收站")));
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

    void aRefusedDecisionShowsTheReasonThatWasGiven()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.kind = MutationKind::Action;
        item.problem.mutation.arguments = {{QStringLiteral("comment"), QStringLiteral("too expensive")}};
        const ProblemDialog dialog(fieldContext(), item);
        const auto *shown = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(shown && shown->isReadOnly());
        QCOMPARE(shown->toPlainText(), QStringLiteral("too expensive"));
    }

    void aRefusedDeleteHasNothingToEdit()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.kind = MutationKind::Delete;
        item.problem.mutation.changes = {{account::field::name, QStringLiteral("Acme"), {}}};
        QVERIFY(ProblemDialog(fieldContext(), item).findChildren<FieldEditor *>().isEmpty());
    }

    void whatFailsToBeSentAgainStaysInItsDialog()
    {
        ProblemItem item; // unknown to the outbox: sending it fails
        item.problem.id = 99;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.changes = {{account::field::name, {}, QStringLiteral("Acme")}};
        ProblemDialog dialog(fieldContext(), item);
        dialog.show();
        const auto *strip = dialog.findChild<MessageStrip *>();
        const QString before = strip->text();
        clickButton(dialog, QStringLiteral("Send again"));
        QTRY_VERIFY(strip->text() != before);
        QVERIFY(dialog.isVisible());
    }

private:
    /// Everything may be done with accounts, and some are at the server only.
    static EntityAccess partly()
    {
        return {account::number, Scope::All, Scope::All, Scope::All, true, true, true, {}, {}, true};
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

    QString phoneOf(const RecordId &id) { return m_test->valueOf(account::number, id, account::field::phone).toText(); }
};

QTEST_MAIN(TestEverydayWork)
#include "tst_everydaywork.moc"
