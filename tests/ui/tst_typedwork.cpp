// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fielddelegate.h"
#include "client/fields/fieldeditor.h"
#include "client/fields/mentionedit.h"
#include "client/forms/recordform.h"
#include "client/lists/recordlistview.h"
#include "client/lists/recordtable.h"
#include "client/shell/drafttroublestrip.h"
#include "client/shell/peekpane.h"
#include "client/shell/timelineview.h"
#include "client/widgets/emptystate.h"
#include "shared/database/connection.h"
#include "shared/entities/entitynames.h"
#include "tests/support/testwindow.h"

#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTabWidget>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// What is typed beside a form of its own, in previews and cells, is not lost when the user turns to something else.
class TestTypedWork : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
        m_first = {account::number, addAccount(QStringLiteral("Account 1"))};
        m_second = {account::number, addAccount(QStringLiteral("Account 2"))};
    }
    void cleanup() { m_test.reset(); }

    void thePreviewKeepsWhatWasTyped()
    {
        PeekPane peek({m_test->records(), m_test->window()});
        peek.show();
        peek.setRecord(m_first);
        const auto phone = [&peek] {
            return peek.findChild<RecordForm *>()->editor(QStringLiteral("phone"));
        };
        QTRY_VERIFY(peek.findChild<RecordForm *>()->isLoaded());
        QTest::keyClicks(phone()->control(), QStringLiteral("010 6000 0000"));
        peek.setRecord(m_second);
        QTRY_VERIFY(peek.findChild<RecordForm *>()->isLoaded());
        QVERIFY(phone()->value().isNull());
        peek.setRecord(m_first);
        QTRY_COMPARE(phone()->value(), Value(QStringLiteral("010 6000 0000")));
        QSignalSpy closed(&peek, &PeekPane::closeRequested);
        peek.findChild<RecordForm *>()->saveAndClose();
        QTRY_COMPARE(closed.count(), 1);

        auto *missing = peek.findChild<EmptyState *>(QString(), Qt::FindDirectChildrenOnly);
        peek.setRecord({account::number, newRecordId()});
        QTRY_VERIFY(missing->isVisible());
        QVERIFY(phone()->value().isNull());
        peek.setRecord(m_first);
        QTRY_VERIFY(!missing->isVisible());
    }

    void thePreviewSaysThatWhatIsTypedIsNotKept()
    {
        PeekPane peek({m_test->records(), m_test->window()});
        peek.show();
        peek.setRecord(m_first);
        QTRY_VERIFY(peek.findChild<RecordForm *>()->isLoaded());
        const auto *strip = peek.findChild<DraftTroubleStrip *>();
        QVERIFY(strip->isHidden());
        renameDrafts(QStringLiteral("draft"), QStringLiteral("away"));
        auto *form = peek.findChild<RecordForm *>();
        QTest::keyClicks(form->editor(QStringLiteral("phone"))->control(), QStringLiteral("010"));
        QTRY_VERIFY(strip->isVisible());
        form->discard();
        QTRY_VERIFY(strip->isHidden());
        renameDrafts(QStringLiteral("away"), QStringLiteral("draft"));
    }

    void aNoteStaysWithItsRecord()
    {
        PeekPane peek({m_test->records(), m_test->window()});
        peek.show();
        peek.setRecord(m_first);
        peek.findChild<QTabWidget *>()->setCurrentIndex(1);
        const auto note = [&peek] {
            return peek.findChild<TimelineView *>()->findChild<MentionEdit *>();
        };
        QTest::keyClicks(note(), QStringLiteral("Call back"));
        peek.setRecord(m_second);
        QCOMPARE(note()->storedText(), QString());
        peek.setRecord(m_first);
        QTRY_COMPARE(note()->storedText(), QStringLiteral("Call back"));
        const QPointer<RecordForm> form = peek.findChild<RecordForm *>();
        emit m_test->records().registryChanged();
        QVERIFY2(form, "what is open over it would be gone");
        QTRY_COMPARE(note()->storedText(), QStringLiteral("Call back"));

        QTest::keyClick(note(), Qt::Key_Return);
        QTest::keyClick(note(), Qt::Key_Return);
        QTest::keyClicks(note(), QStringLiteral("Next"));
        QTRY_COMPARE(activities(), qint64(1));
        QCOMPARE(activities(), qint64(1));
        QCOMPARE(note()->storedText(), QStringLiteral("Next"));
        peek.setRecord(m_second);
        peek.setRecord(m_first);
        QTRY_COMPARE(note()->storedText(), QStringLiteral("Next"));
    }

    void aCellIsKeptOpenUntilItIsRight()
    {
        QPointer<FieldEditor> cell = edit(1, QStringLiteral("abc"));
        QVERIFY(cell);
        QTest::keyClick(cell->control(), Qt::Key_Return);
        QTRY_VERIFY(cell && !cell->error().isEmpty());
        QVERIFY(cell->isVisible());
        qobject_cast<QLineEdit *>(cell->control())->clear();
        QTest::keyClicks(cell->control(), QStringLiteral("12"));
        QTest::keyClick(cell->control(), Qt::Key_Return);
        QTRY_COMPARE(employees(), Value(12));
    }

    void aRefusedCellIsOpenAgainWithWhatWasTyped()
    {
        const QPointer<FieldEditor> first = edit(2, QStringLiteral("15"));
        QVERIFY(first);
        auto *table = list()->findChild<RecordTable *>();
        QTest::keyClick(first->control(), Qt::Key_Return);
        const auto cell = [table] {
            return table->findChild<FieldDelegate *>()->openEditor();
        };
        QTRY_VERIFY(cell() && !cell()->error().isEmpty());
        QCOMPARE(qobject_cast<QLineEdit *>(cell()->control())->text(), QStringLiteral("15"));
        QVERIFY(cell()->isVisible());
        QVERIFY(established().isNull());
        qobject_cast<QLineEdit *>(cell()->control())->clear();
        QTest::keyClicks(cell()->control(), QStringLiteral("1987"));
        QTest::keyClick(cell()->control(), Qt::Key_Return);
        QTRY_COMPARE(established(), Value(1987));
        QVERIFY(!cell());
    }

    void aCellThatARuleRefusesIsOpenedAgain()
    {
        QVERIFY(emptyName());
        const auto *delegate = list()->findChild<FieldDelegate *>();
        QTRY_VERIFY(delegate->openEditor() && !delegate->openEditor()->error().isEmpty());
        QCOMPARE(delegate->openEditor()->value(), Value());
        QCOMPARE(name(), Value(QStringLiteral("Account 1")));
    }

    void aCellThatIsOpenAgainBeforeItIsRefusedShowsWhatWasTyped()
    {
        QVERIFY(emptyName());
        auto *table = list()->findChild<RecordTable *>();
        const auto *delegate = table->findChild<FieldDelegate *>();
        QTest::keyClick(table, Qt::Key_F2);
        const bool wasOpenAgain = delegate->openEditor() && delegate->openEditor()->error().isEmpty();
        QTRY_VERIFY(delegate->openEditor() && !delegate->openEditor()->error().isEmpty());
        QVERIFY(wasOpenAgain);
        QCOMPARE(delegate->openEditor()->value(), Value());
        QCOMPARE(name(), Value(QStringLiteral("Account 1")));
    }

    void aCellThatIsOpenAgainBeforeItIsRefusedKeepsWhatIsTypedThere()
    {
        QVERIFY(emptyName());
        auto *table = list()->findChild<RecordTable *>();
        const auto *delegate = table->findChild<FieldDelegate *>();
        QTest::keyClick(table, Qt::Key_F2);
        QVERIFY(delegate->openEditor() && delegate->openEditor()->error().isEmpty());
        auto *line = qobject_cast<QLineEdit *>(delegate->openEditor()->control());
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("Later word"));
        QTRY_VERIFY(delegate->openEditor() && !delegate->openEditor()->error().isEmpty());
        QCOMPARE(delegate->openEditor()->value(), Value(QStringLiteral("Later word")));
        QTest::keyClick(delegate->openEditor()->control(), Qt::Key_Return);
        QTRY_COMPARE(name(), Value(QStringLiteral("Later word")));
    }

    void whatACellCannotKeepIsInTheRecordsDraft_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("refused by a rule") << QStringLiteral("15");
        QTest::newRow("no value at all") << QStringLiteral("abc");
    }

    void whatACellCannotKeepIsInTheRecordsDraft()
    {
        QFETCH(QString, typed);
        QSignalSpy added(&m_test->records(), &Records::addedToDraft);
        QVERIFY(edit(2, typed));
        m_test->tabs().closeCurrent();
        QTRY_COMPARE(added.count(), 1);
        QVERIFY(established().isNull());
        PeekPane peek({m_test->records(), m_test->window()});
        peek.show();
        peek.setRecord(m_first);
        const auto field = [&peek] {
            return peek.findChild<RecordForm *>()->editor(QStringLiteral("yearEstablished"));
        };
        QTRY_COMPARE(qobject_cast<QLineEdit *>(field()->control())->text(), typed);
        QVERIFY(field()->isDirty());
    }

    void aCellThatIsLeftAndRefusedIsTypedIntoTheFormBeside()
    {
        PeekPane peek({m_test->records(), m_test->window()});
        peek.show();
        peek.setRecord(m_first);
        QTRY_VERIFY(peek.findChild<RecordForm *>()->isLoaded());
        QVERIFY(edit(2, QStringLiteral("15")));
        m_test->tabs().closeCurrent();
        const FieldEditor *field = peek.findChild<RecordForm *>()->editor(QStringLiteral("yearEstablished"));
        QTRY_COMPARE(qobject_cast<QLineEdit *>(field->control())->text(), QStringLiteral("15"));
    }

    void aCellIsWrittenWhenTheUserTurnsAway_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("another control") << 0;
        QTest::newRow("the tab is closed") << 1;
        QTest::newRow("the row no longer fits") << 2;
        QTest::newRow("the row no longer fits, another one does") << 3;
    }

    void aCellIsWrittenWhenTheUserTurnsAway()
    {
        QFETCH(int, how);
        QVERIFY(edit(1, QStringLiteral("15")));
        ListQuery query = list()->model().query();
        switch (how) {
        case 0:
            list()->findChild<RecordTable *>()->setFocus();
            break;
        case 1:
            m_test->tabs().closeCurrent();
            break;
        case 2:
            query.filter = QStringLiteral("name = 'Account 2'");
            list()->model().setQuery(query);
            break;
        default:
            query.filter = QStringLiteral("name != 'Account 1'");
            addAccount(QStringLiteral("Account 0"));
            list()->model().setQuery(query);
        }
        QTRY_COMPARE(employees(), Value(15));
    }

private:
    RecordId addAccount(const QString &name) { return m_test->add(account::number, {{account::field::name, name}}); }

    RecordListView *list() { return m_test->tabs().currentView()->findChild<RecordListView *>(); }

    /// Opens the list of accounts, and the first one's cell, and types there.
    FieldEditor *edit(int column, const QString &text)
    {
        m_test->window().open(Location::list(QStringLiteral("account")));
        RecordListModel &model = list()->model();
        ListQuery all;
        all.entity = account::number;
        model.setQuery(all);
        model.setColumns({QStringLiteral("name"), QStringLiteral("employees"), QStringLiteral("yearEstablished")});
        if (!QTest::qWaitFor([&model] { return model.rowCount() == 2 && model.recordAt(0); }, patience))
            return nullptr;
        auto *table = list()->findChild<RecordTable *>();
        table->setFocus();
        table->setCurrentIndex(model.index(0, column));
        QTest::keyClick(table, Qt::Key_F2);
        auto *cell = table->findChild<FieldEditor *>();
        if (cell)
            QTest::keyClicks(cell->control(), text);
        return cell;
    }

    /// Empties the first one's name and ends the cell. What is no value would keep it open; that there is a name is a
    /// rule, which answers later. Gives whether the cell has closed, with the answer still to be delivered.
    bool emptyName()
    {
        FieldEditor *cell = edit(0, {});
        if (!cell)
            return false;
        qobject_cast<QLineEdit *>(cell->control())->selectAll();
        QTest::keyClick(cell->control(), Qt::Key_Backspace);
        QTest::keyClick(cell->control(), Qt::Key_Return);
        // The delegate closes its cell in an event of its own; no other one is delivered.
        auto *delegate = list()->findChild<FieldDelegate *>();
        QCoreApplication::sendPostedEvents(delegate, QEvent::MetaCall);
        return !delegate->openEditor();
    }

    void renameDrafts(const QString &table, const QString &name)
    {
        const auto outbox = Connection::open({m_test->filePath(QStringLiteral("outbox.db")),
            DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Normal});
        QVERIFY(outbox.ok());
        QVERIFY((*outbox)->execute(QStringLiteral("ALTER TABLE %1 RENAME TO %2").arg(table, name)).ok());
    }

    Value name() { return m_test->valueOf(account::number, m_first.id, account::field::name); }

    Value employees() { return m_test->valueOf(account::number, m_first.id, account::field::employees); }

    Value established() { return m_test->valueOf(account::number, m_first.id, account::field::yearEstablished); }

    qint64 activities()
    {
        ListQuery all;
        all.entity = entities::activity::number;
        return answerOf<qint64>([&](auto done) { m_test->records().count(all, &m_test->window(), done); }).valueOr(-1);
    }

    std::unique_ptr<TestWindow> m_test;
    RecordKey m_first;
    RecordKey m_second;
};

QTEST_MAIN(TestTypedWork)
#include "tst_typedwork.moc"
