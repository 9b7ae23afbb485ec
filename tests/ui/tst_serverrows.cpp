// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/lists/bulkeditdialog.h"
#include "client/lists/exportstrip.h"
#include "client/lists/listpdf.h"
#include "client/lists/serverrows.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tone.h"
#include "shared/replication/origin.h"
#include "tests/support/windowatwork.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace massChange = entities::massChange;

/// Rows that the laptop does not keep, in the list of those that it does.
class TestServerRows : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatOnlyTheServerHasStandsBelowAndIsOpened()
    {
        addAccounts(1);
        const Record far = farAway();
        m_test->restart(partly(), {far});
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
        QCOMPARE(m_test->tabs().currentLocation()->record(), far.key.id);
        QTRY_COMPARE(m_test->tabs().currentView()->title(), QStringLiteral("Far away"));
        // It is here now, like any other.
        openAccounts(2);
        QTRY_VERIFY(!list()->findChild<ServerRows *>()->hasRows());
    }

    void itsColumnsStayBelowTheirNames()
    {
        addAccounts(1);
        m_test->restart(partly(), {farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(1);
        const auto *beyond = list()->findChild<ServerRows *>()->findChild<QTableView *>();
        QTRY_VERIFY(beyond->isVisible());
        m_test->window().resize(700, 500);
        QScrollBar *bar = table()->horizontalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        bar->setValue(bar->maximum());
        QTRY_COMPARE(beyond->columnViewportPosition(0), table()->columnViewportPosition(0));
        QVERIFY(table()->columnViewportPosition(0) < 0);
    }

    void oneRowIsSelectedAndTheArrowsGoOn()
    {
        addAccounts(2);
        m_test->restart(partly(), {farAway(), farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        auto *beyond = list()->findChild<ServerRows *>()->findChild<QTableView *>();
        QTRY_VERIFY(beyond->isVisible() && table()->currentIndex().isValid());
        click(*beyond, 1);
        QCOMPARE(beyond->selectionModel()->selectedRows().size(), 1);
        QVERIFY(!table()->selectionModel()->hasSelection());
        QCOMPARE(list()->selectedCount(), 1);
        click(*table(), 0);
        QCOMPARE(list()->selectedCount(), 1);
        QVERIFY(!beyond->selectionModel()->hasSelection());

        // The click has given the table the focus within its window, which a menu that closed may have left inactive.
        QVERIFY(m_test->window().focusWidget() == table());
        m_test->window().activateWindow();
        QTRY_VERIFY(table()->hasFocus());
        QTest::keyClick(table(), Qt::Key_Down);
        QCOMPARE(table()->currentIndex().row(), 1);
        QVERIFY(!beyond->selectionModel()->hasSelection());
        QTest::keyClick(table(), Qt::Key_Down);
        QVERIFY(beyond->hasFocus());
        QCOMPARE(beyond->currentIndex().row(), 0);
        QVERIFY(beyond->selectionModel()->isRowSelected(0, {}));
        QVERIFY(!table()->selectionModel()->hasSelection());
        QTest::keyClick(beyond, Qt::Key_Up);
        QVERIFY(table()->hasFocus());
        QCOMPARE(table()->currentIndex().row(), 1);
        QCOMPARE(list()->selectedCount(), 1);
        QVERIFY(!beyond->selectionModel()->hasSelection());
    }

    void anExportTakesWhatTheServerHasToo()
    {
        addAccounts(2);
        m_test->restart(partly(), {farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QCOMPARE(exported(Tone::Success).count('\n'), 4);
        QVERIFY(exported(Tone::Success).contains("Far away"));
    }

    void offlineAnExportSaysThatItIsAPart()
    {
        addAccounts(2);
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QCOMPARE(exported(Tone::Warning).count('\n'), 3);
        QVERIFY(exportMessage()->text().contains(QStringLiteral("on the server and not in the file")));
    }

    void aPdfTakesWhatTheServerHasOrIsNotWritten()
    {
        addAccounts(2);
        m_test->restart(partly(), {farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        const QString path = m_test->filePath(QStringLiteral("accounts.pdf"));
        ListLook look{QStringLiteral("Accounts"), {QStringLiteral("name")}, {1}};
        QVERIFY(writePdf(look, path).startsWith(QStringLiteral("2 records written")));
        look.withRest = true;
        QVERIFY(writePdf(look, path).startsWith(QStringLiteral("3 records written")));
        QVERIFY(QFile::remove(path));
        m_test->records().setNetwork(SyncControl::Network::Offline);
        QTRY_VERIFY(!m_test->records().isOnline());
        QVERIFY(writePdf(look, path).contains(QStringLiteral("was not written")));
        QVERIFY(!QFile::exists(path));
    }

    void allIsAlsoWhatOnlyTheServerHas()
    {
        const std::vector<RecordId> here = addAccounts(2);
        const Record far = farAway();
        m_test->restart(partly(), {far});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QTRY_VERIFY(list()->findChild<ServerRows *>()->hasRows());
        const size_t before = outbox().size();
        table()->selectAll();
        QCOMPARE(list()->selectedCount(), 3);
        choose(*moreMenu(), QStringLiteral("Delete selected"));
        QTRY_VERIFY(says(*list(), QStringLiteral("Move 3 records to the recycle bin?")));
        QVERIFY(says(*list(), QStringLiteral("1 of them is on the server only.")));
        QCOMPARE(outbox().size(), before);
        clickButton(*list(), QStringLiteral("Move to the recycle bin"));
        QTRY_COMPARE(outbox().size(), before + 4);

        const std::vector<OutboxItem> waiting = outbox();
        const Mutation &note = waiting.at(before).mutation;
        QCOMPARE(note.entity, massChange::number);
        QCOMPARE(m_test->valueOf(massChange::number, note.record, massChange::field::count), Value(qint64(3)));
        std::vector<RecordId> deleted;
        for (size_t part = before + 1; part < waiting.size(); ++part) {
            QVERIFY(waiting.at(part).mutation.kind == MutationKind::Delete);
            QCOMPARE(originOf(waiting.at(part).mutation.arguments), note.record);
            deleted.push_back(waiting.at(part).mutation.record);
        }
        QVERIFY(std::find(deleted.begin(), deleted.end(), far.key.id) != deleted.end());

        // The server has done it, and the list knows.
        m_test->acceptAll();
        QTRY_VERIFY(!list()->findChild<ServerRows *>()->hasRows());
    }

    void rowsOfBothAreEditedAsOneAndComeBackWithUndo()
    {
        addAccounts(1);
        m_test->restart(partly(), {farAway(), farAway(QStringLiteral("Farther"))});
        QVERIFY(m_test->isReady());
        openAccounts(1);
        auto *beyond = list()->findChild<ServerRows *>()->findChild<QTableView *>();
        QTRY_VERIFY(beyond->isVisible() && table()->currentIndex().isValid());
        click(*table(), 0);
        click(*beyond, 1, Qt::ControlModifier);
        QCOMPARE(list()->selectedCount(), 2);
        const size_t before = outbox().size();
        editSelected(QStringLiteral("phone"), QStringLiteral("010 6000 0000"), 1);
        QTRY_COMPARE(outbox().size(), before + 3);
        const Mutation change = outbox().back().mutation;
        QCOMPARE(change.changes.size(), size_t(1));
        QVERIFY(
            change.changes.front() == (FieldChange{account::field::phone, Value(), QStringLiteral("010 6000 0000")}));
        QVERIFY(answerOf<void>([&](auto done) { m_test->records().undo(&m_test->window(), done); }).ok());
        const auto isTakenBack = [&](const OutboxItem &item) {
            return item.mutation.record == change.record && item.mutation.id.number > change.id.number
                && item.mutation.changes.front().to.isNull();
        };
        const std::vector<OutboxItem> waiting = outbox();
        QCOMPARE(std::count_if(waiting.begin(), waiting.end(), isTakenBack), 1);
    }

    void offlineTheRestIsDoneAndTheOthersAreNamed()
    {
        addAccounts(2);
        m_test->restart(partly(), {farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QTRY_VERIFY(list()->findChild<ServerRows *>()->hasRows());
        m_test->records().setNetwork(SyncControl::Network::Offline);
        QTRY_VERIFY(!m_test->records().isOnline());
        table()->selectAll();
        const size_t before = outbox().size();
        choose(*moreMenu(), QStringLiteral("Delete selected"));
        QTRY_VERIFY(says(*list(), QStringLiteral("1 record is on the server only. It needs a connection")));
        QTRY_COMPARE(outbox().size(), before + 3);
    }

    void whoEditsAllThatIsHereIsToldThatThereIsMore()
    {
        addAccounts(2);
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QTRY_VERIFY(list()->findChild<ServerRows *>()->isVisible());
        table()->selectAll();
        choose(*moreMenu(), QStringLiteral("Edit selected…"));
        QTRY_VERIFY(list()->findChild<BulkEditDialog *>());
        QVERIFY(says(*list()->findChild<BulkEditDialog *>(), QStringLiteral("More of this list are on the server")));
        list()->findChild<BulkEditDialog *>()->reject();
    }

    void offlineAQuietLineSaysThatThereIsMore()
    {
        addAccounts(1);
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        openAccounts(1);
        const auto *rows = list()->findChild<ServerRows *>();
        QTRY_VERIFY(saysJust(*rows, QStringLiteral("There is more on the server. It is shown when you are online.")));
        QTRY_COMPARE(list()->statusText(), QStringLiteral("1 record on this computer, more on the server"));
        QVERIFY(!rows->findChild<QTableView *>()->isVisible());
    }

    void whereNothingIsKeptNobodyIsToldThatThereIsNothing()
    {
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        openAccounts(0);
        QTRY_VERIFY(saysJust(*list(), QStringLiteral("None of these records are kept on this computer.")));
    }

    void whereNothingIsKeptTheRowsOfTheServerLookLikeAnyList()
    {
        Record far = farAway();
        far.values[account::field::level] = Value(QStringLiteral("a"));
        m_test->restart(partly(), {far});
        QVERIFY(m_test->isReady());
        openAccounts(0);
        auto *beyond = list()->findChild<ServerRows *>()->findChild<QTableView *>();
        table()->setColumnOrder({QStringLiteral("level"), QStringLiteral("name")});
        QTRY_VERIFY(beyond->isVisible() && beyond->model()->columnCount() == 2);
        QHeaderView *header = beyond->horizontalHeader();
        QVERIFY(header->isVisible());
        QCOMPARE(beyond->model()->headerData(1, Qt::Horizontal).toString(),
            list()->model().headerData(1, Qt::Horizontal).toString());
        QVERIFY(!beyond->model()->headerData(1, Qt::Horizontal).toString().isEmpty());

        const auto isPainted = [beyond](const QColor &colour) {
            const QImage cell = beyond->viewport()->grab(beyond->visualRect(beyond->model()->index(0, 0))).toImage();
            for (int x = 0; x < cell.width(); ++x) {
                if (cell.pixelColor(x, cell.height() / 2).rgb() == colour.rgb())
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isPainted(namedColours(QStringLiteral("red"), beyond->palette()).background));

        // What is done with this header is done to the list.
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
            QPoint(header->sectionViewportPosition(0) + header->sectionSize(0) / 2, header->height() / 2));
        QCOMPARE(list()->model().query().sort.front().field, QStringLiteral("level"));
        QCOMPARE(header->sortIndicatorSection(), 0);
        const int wider = header->sectionSize(0) + 40;
        header->resizeSection(0, wider);
        QCOMPARE(table()->columnWidth(0), wider);
    }

    void whereNothingIsKeptTheListCountsAndExportsWhatTheServerHas()
    {
        m_test->restart(partly(), {farAway(), farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(0);
        QTRY_COMPARE(list()->statusText(), QStringLiteral("0 records on this computer, 2 more on the server"));
        QMenu *menu = moreMenu();
        for (const QString &name :
            {QStringLiteral("Export…"), QStringLiteral("Export as PDF…"), QStringLiteral("Print…")})
            QVERIFY2(actionNamed(*menu, name)->isEnabled(), qPrintable(name));
        menu->close();
        QCOMPARE(exported(Tone::Success).count('\n'), 3);
    }

    void theCurrentRowStaysWhenTheFocusComesBack()
    {
        m_test->restart(partly(), {farAway(), farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(0);
        auto *beyond = list()->findChild<ServerRows *>()->findChild<QTableView *>();
        QTRY_COMPARE(beyond->model()->rowCount(), 2);
        list()->focusTable();
        QCOMPARE(beyond->currentIndex().row(), 0);
        QVERIFY(beyond->selectionModel()->isRowSelected(0, {}));
        click(*beyond, 1);
        list()->focusFilter();
        list()->focusTable();
        QVERIFY(m_test->window().focusWidget() == beyond);
        QCOMPARE(beyond->currentIndex().row(), 1);
        QVERIFY(beyond->selectionModel()->isRowSelected(1, {}));
        QCOMPARE(list()->selectedCount(), 1);
    }

    void aQuestionThatIsOutdatedDeletesNothing()
    {
        addAccounts(2);
        m_test->restart(partly(), {farAway()});
        QVERIFY(m_test->isReady());
        openAccounts(2);
        QTRY_VERIFY(list()->findChild<ServerRows *>()->hasRows());
        table()->selectAll();
        choose(*moreMenu(), QStringLiteral("Delete selected"));
        QTRY_VERIFY(says(*list(), QStringLiteral("Move 3 records to the recycle bin?")));
        const size_t before = outbox().size();
        click(*table(), 0);
        clickButton(*list(), QStringLiteral("Move to the recycle bin"));
        QVERIFY(says(*list(), QStringLiteral("Something else is selected by now.")));
        QCOMPARE(outbox().size(), before);
    }

private:
    static void click(QTableView &view, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(
            view.viewport(), Qt::LeftButton, modifiers, view.visualRect(view.model()->index(row, 0)).center());
    }

    /// Gives the selected records this value, in the dialog, which names so many that only the server has.
    void editSelected(const QString &field, const QString &value, int atServer)
    {
        choose(*moreMenu(), QStringLiteral("Edit selected…"));
        QTRY_VERIFY(list()->findChild<BulkEditDialog *>());
        auto *dialog = list()->findChild<BulkEditDialog *>();
        QVERIFY(says(*dialog, QStringLiteral("%1 of them is on the server only.").arg(atServer)));
        auto *fields = dialog->findChild<QComboBox *>();
        fields->setCurrentIndex(fields->findData(field));
        clickButton(*dialog, QStringLiteral("Add"));
        auto *editor = dialog->findChild<FieldEditor *>();
        QVERIFY(editor);
        QTest::keyClicks(editor->control(), value);
        dialog->accept();
    }

    MessageStrip *exportMessage() { return list()->findChild<ExportStrip *>()->findChild<MessageStrip *>(); }

    /// What is said once it has ended.
    QString writePdf(const ListLook &look, const QString &path)
    {
        auto *strip = list()->findChild<ExportStrip *>();
        strip->startPdf(fieldContext(), list()->model().query(), look, path);
        const bool ended = QTest::qWaitFor([strip] { return !strip->isRunning(); }, patience);
        return ended ? exportMessage()->text() : QString();
    }

    /// What an export of the list's names has written, once it has ended as expected.
    QByteArray exported(Tone end)
    {
        const QString path = m_test->filePath(QStringLiteral("accounts.csv"));
        QFile::remove(path);
        auto *strip = list()->findChild<ExportStrip *>();
        strip->start(fieldContext(), list()->model().query(), {QStringLiteral("name")}, path);
        if (!QTest::qWaitFor([&] { return !strip->isRunning() && exportMessage()->tone() == end; }, patience))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static bool saysJust(const QWidget &widget, const QString &text)
    {
        const auto labels = widget.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
};

QTEST_MAIN(TestServerRows)
#include "tst_serverrows.moc"
