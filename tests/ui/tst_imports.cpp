// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importdialog.h"
#include "client/lists/importendings.h"
#include "client/lists/importrunpanel.h"
#include "client/lists/importsdialog.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/toast.h"
#include "shared/replication/origin.h"
#include "tests/support/windowatwork.h"
#include "tests/support/workbookfile.h"

#include <QComboBox>
#include <QLabel>
#include <QPointer>
#include <QTableWidget>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// Files that become records, and the way back.
class TestImports : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aChineseSpreadsheetIsImported()
    {
        // GB18030: 客户名称,员工人数 / 华东精密机械,120 / 坏行公司,很多
        const QString path = m_test->filePath(QStringLiteral("accounts.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            QByteArray::fromHex("bfcdbba7c3fbb3c62cd4b1b9a4c8cbcafd0abbaab6abbeabc3dcbbfad0b52c3132300abbb5d0d0b9"
                                "abcbbe2cbadcb6e00a"));
        file.close();
        openAccounts(0);
        auto *dialog = new ImportDialog(QStringLiteral("account"), fieldContext(), list());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        QVERIFY(dialog->openFile(path));
        QStringList mapped;
        for (const QComboBox *box : dialog->findChildren<QComboBox *>()) {
            if (box->accessibleName().startsWith(QStringLiteral("Field for column")))
                mapped.append(box->currentData().toString());
        }
        QCOMPARE(mapped, (QStringList{QStringLiteral("name"), QStringLiteral("employees")}));
        clickButton(*dialog, QStringLiteral("Import"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        QTRY_COMPARE(
            list()->model().recordAt(0) ? list()->model().recordAt(0)->value(account::field::name).toText() : QString(),
            QStringLiteral("华东精密机械"));
        QTRY_VERIFY(tableNamed(*dialog, failuresTable));
        const QTableWidget *failures = tableNamed(*dialog, failuresTable);
        QCOMPARE(failures->rowCount(), 1);
        QCOMPARE(failures->item(0, 0)->text(), QStringLiteral("3"));
        QVERIFY2(
            failures->item(0, 1)->text().contains(QStringLiteral("number")), qPrintable(failures->item(0, 1)->text()));
        QVERIFY(failures->item(0, 2)->text().startsWith(QStringLiteral("坏行公司")));
        const QString errors = m_test->filePath(QStringLiteral("errors.csv"));
        dialog->saveErrorsTo(errors);
        QFile written(errors);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(written.readAll());
        QVERIFY2(text.contains(QStringLiteral("坏行公司")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("whole number")) || text.contains(QStringLiteral("not a number")),
            qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("华东精密机械")), qPrintable(text));
        dialog->reject();
    }

    void aHeadingMayLeaveOutWhoseItIs()
    {
        const QString path = m_test->filePath(QStringLiteral("short.csv"));
        writeFile(path, QStringLiteral("名称,员工人数\n短名公司,5\n").toUtf8());
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        QVERIFY(dialog.openFile(path));
        const auto *column = boxNamed(dialog, QStringLiteral("Field for column 名称")); // 客户名称
        QVERIFY(column);
        QCOMPARE(column->currentData().toString(), QStringLiteral("name"));
    }

    void whatNewRecordsNeedIsToldBeforeTheImport()
    {
        const QString path = m_test->filePath(QStringLiteral("nameless.csv"));
        writeFile(path, "What it is called,Employees\nGood Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        const auto isTold = [&dialog] {
            const auto labels = dialog.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->isVisible() && label->text().startsWith(QStringLiteral("No column is chosen for: Name."));
            });
        };
        QVERIFY(isTold());
        QComboBox *column = boxNamed(dialog, QStringLiteral("Field for column What it is called"));
        QVERIFY(column);
        column->setCurrentIndex(column->findData(QStringLiteral("name")));
        QVERIFY(!isTold());
    }

    void filesWithRowsAreKnownByTheirEndings()
    {
        QVERIFY(importendings::fits(QStringLiteral("/home/li/Accounts.XLSX")));
        QVERIFY(importendings::fits(QStringLiteral("accounts.of.2026.csv")));
        QVERIFY(!importendings::fits(QStringLiteral("photo.jpg")));
        QVERIFY(!importendings::fits(QStringLiteral("xlsx")));
        QVERIFY(importendings::patterns().startsWith(QStringLiteral("*.xlsx *.")));
    }

    void aRowThatAFormWouldNotSaveIsInTheFileOfErrors()
    {
        const QString path = m_test->filePath(QStringLiteral("nameless.csv"));
        writeFile(path, "Name,Employees\nGood Ltd,5\n,7\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Close")));
        QVERIFY(says(dialog, QStringLiteral("1 record added")));
        QVERIFY(says(dialog, QStringLiteral("1 row could not be taken")));
        QTRY_COMPARE(outbox().size(), size_t(3)); // its record, the row, how it ended
        const QString errors = m_test->filePath(QStringLiteral("errors.csv"));
        dialog.saveErrorsTo(errors);
        QFile written(errors);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(written.readAll());
        QVERIFY2(text.contains(QStringLiteral("Name: This is required.")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("7")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("Good Ltd")), qPrintable(text));
    }

    void aSheetOfAWorkbookIsChosenAndImported()
    {
        const QString path = m_test->filePath(QStringLiteral("accounts.xlsx"));
        writeFile(path,
            WorkbookFile{{{"Notes", textRow({"Remark"})},
                             {"Customers",
                                 textRow({"Name", "Employees"})
                                     + "<row><c t=\"inlineStr\"><is><t>华东精密机械</t></is></c><c><v>120</v></c></row>"
                                     + textRow({"坏行公司", "很多"})}}}
                .bytes());
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
        const auto sheets = std::find_if(boxes.begin(), boxes.end(),
            [](const QComboBox *box) { return box->findText(QStringLiteral("Customers")) >= 0; });
        QVERIFY(sheets != boxes.end());
        QVERIFY((*sheets)->isVisible());
        QCOMPARE((*sheets)->currentText(), QStringLiteral("Notes"));
        (*sheets)->setFocus();
        QTest::keyClick(*sheets, Qt::Key_Down);
        QCOMPARE((*sheets)->currentText(), QStringLiteral("Customers"));
        QCOMPARE(tableNamed(dialog, mappingTable)->columnCount(), 2);
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Close")));
        const QString errors = m_test->filePath(QStringLiteral("errors.csv"));
        dialog.saveErrorsTo(errors);
        QFile written(errors);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(written.readAll());
        QVERIFY2(text.contains(QStringLiteral("坏行公司")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("华东精密机械")), qPrintable(text));
    }

    void aBrokenWorkbookIsRefusedWhereItIsChosen()
    {
        const QString path = m_test->filePath(QStringLiteral("accounts.xlsx"));
        writeFile(path, "PK\x03\x04[Content_Types].xml xl/workbook.xml");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(!dialog.openFile(path));
        const QString said = dialog.findChild<MessageStrip *>()->text();
        QVERIFY2(said.contains(QStringLiteral("This workbook is damaged")), qPrintable(said));
        QVERIFY(!buttonNamed<QPushButton>(dialog, QStringLiteral("Import"))->isEnabled());
    }

    void tabGoesThroughTheColumnsOfAFileAndOn()
    {
        const QString path = m_test->filePath(QStringLiteral("accounts.csv"));
        writeFile(path, "Name,Employees\nOne Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog, patience));
        QVERIFY(dialog.openFile(path));
        auto *columns = tableNamed(dialog, mappingTable);
        columns->setFocus();
        QStringList visited;
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
            visited.append(dialog.focusWidget()->accessibleName());
        }
        QCOMPARE(visited.mid(0, 2),
            (QStringList{QStringLiteral("Field for column Name"), QStringLiteral("Field for column Employees")}));
        QVERIFY(dialog.focusWidget() != columns && !columns->isAncestorOf(dialog.focusWidget()));
    }

    void equalRowsOfAFileAreOneRecord()
    {
        const QString path = m_test->filePath(QStringLiteral("twins.csv"));
        writeFile(path, "Name,Employees\nTwin Ltd,5\nTwin Ltd,6\nOther Ltd,7\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Close")));
        QTRY_COMPARE(list()->model().rowCount(), 2);
    }

    void anImportIsRevertedWhereItsResultStands()
    {
        const QString path = m_test->filePath(QStringLiteral("mistake.csv"));
        writeFile(path, "Name,Employees\nWrong Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Revert import…")));
        QTRY_COMPARE(outbox().size(), size_t(3)); // its record, the row, how it ended
        const std::vector<OutboxItem> imported = outbox();
        const RecordId run = imported.front().mutation.record;
        QCOMPARE(originOf(imported.at(1).mutation.arguments), run);
        QCOMPARE(m_test->records().undoText(), QStringLiteral("New: Account")); // the note about it is no step

        clickButton(dialog, QStringLiteral("Revert import…"));
        auto *panel = dialog.findChild<ImportRunPanel *>();
        QVERIFY(panel->findChild<MessageStrip *>()->text().contains(QStringLiteral("1 added record")));
        QCOMPARE(outbox().size(), size_t(3)); // asked first
        clickButton(*panel, QStringLiteral("Revert import"));
        QTRY_COMPARE(outbox().size(), size_t(4));
        const Mutation asked = outbox().back().mutation;
        QCOMPARE(asked.kind, MutationKind::Action);
        QCOMPARE(asked.action, QStringLiteral("revert"));
        QCOMPARE(asked.record, run);
        QTRY_VERIFY(!buttonNamed<QPushButton>(*panel, QStringLiteral("Revert import…"))->isEnabled());
    }

    void pastImportsAreListedWithTheirState()
    {
        namespace importRun = entities::importRun;
        const RecordId done = m_test->add(importRun::number,
            {{importRun::field::entity, Value(QStringLiteral("account"))},
                {importRun::field::fileName, Value(QStringLiteral("leads.csv"))}, {importRun::field::created, Value(7)},
                {importRun::field::finishedAt, Value(qint64(1'760'000'000'000))}});
        QVERIFY(!done.isNull());
        openAccounts(0);
        choose(*moreMenu(), QStringLiteral("Past imports…"));
        auto *dialog = m_test->tabs().currentView()->findChild<ImportsDialog *>();
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTableWidget *>();
        QTRY_COMPARE(table->rowCount(), 1);
        QStringList cells;
        for (int column = 0; column < table->columnCount(); ++column)
            cells.append(table->item(0, column)->text());
        QVERIFY2(cells.contains(QStringLiteral("Accounts")), qPrintable(cells.join(QLatin1Char('|'))));
        QVERIFY2(cells.contains(QStringLiteral("leads.csv")), qPrintable(cells.join(QLatin1Char('|'))));
        QCOMPARE(cells.last(), QStringLiteral("Done"));
        QTRY_VERIFY(buttonNamed<QPushButton>(*dialog, QStringLiteral("Revert import…")));
        dialog->reject();
    }

    void withoutItsColumnsAKeyIsNotPassedOverInSilence()
    {
        const QString path = m_test->filePath(QStringLiteral("nameless.csv"));
        writeFile(path, "Employees\n5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
        const auto keys = std::find_if(boxes.begin(), boxes.end(),
            [](const QComboBox *box) { return box->findText(QStringLiteral("nothing: every row is new")) >= 0; });
        QVERIFY(keys != boxes.end());
        QCOMPARE((*keys)->currentText(), QStringLiteral("nothing: every row is new"));
        (*keys)->setCurrentIndex(0);
        clickButton(dialog, QStringLiteral("Import"));
        QVERIFY(dialog.findChild<MessageStrip *>()->text().contains(QStringLiteral("Name")));
        QCOMPARE(list()->model().rowCount(), 0);
    }

    void aLongImportGoesOnBehindTheWindow()
    {
        QByteArray rows("Name,Employees\n");
        for (int i = 0; i < 300; ++i)
            rows += "Company " + QByteArray::number(i) + ",5\n";
        const QString path = m_test->filePath(QStringLiteral("many.csv"));
        writeFile(path, rows);
        openAccounts(0);
        QPointer<ImportDialog> dialog(new ImportDialog(QStringLiteral("account"), fieldContext(), &m_test->window()));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setPatience(std::chrono::milliseconds(0));
        dialog->open();
        QVERIFY(dialog->openFile(path));
        clickButton(*dialog, QStringLiteral("Import"));
        QTRY_VERIFY(dialog->isHidden());
        QCOMPARE(m_test->records().jobs().shown().size(), size_t(1));
        Job *job = m_test->records().jobs().shown().front();
        QVERIFY(job->title().contains(QStringLiteral("many.csv")));
        QTRY_VERIFY(!job->isRunning());
        QCOMPARE(job->state(), Job::State::Done);
        QTRY_COMPARE(list()->model().rowCount(), 300);
        QVERIFY(m_test->window().findChild<Toast *>()->text().contains(QStringLiteral("300")));
        job->act(); // back to how it went
        QTRY_VERIFY(dialog->isVisible());
        clickButton(*dialog, QStringLiteral("Close"));
        QTRY_VERIFY(!dialog);
        QVERIFY(job->actionText().isEmpty()); // there is nothing left to show
    }

    void anImportThatIsShownAgainSpeaksTheLanguageOfNow()
    {
        const QString path = m_test->filePath(QStringLiteral("few.csv"));
        writeFile(path, "Name,Employees\nFew Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), &m_test->window());
        dialog.open();
        QVERIFY(dialog.openFile(path));
        clickButton(dialog, QStringLiteral("Import"));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Close")));
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("Revert import…")));
        dialog.hide();
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        dialog.open();
        QTRY_VERIFY(buttonNamed<QPushButton>(dialog, QStringLiteral("关闭")));
        QVERIFY(!buttonNamed<QPushButton>(dialog, QStringLiteral("Revert import…")));
        QVERIFY2(dialog.windowTitle().contains(QStringLiteral("客户")), qPrintable(dialog.windowTitle()));
        const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel *label) { return label->text().contains(QStringLiteral("已添加 1 条记录")); }));
        const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
        const auto employees = std::find_if(boxes.begin(), boxes.end(),
            [](const QComboBox *box) { return box->currentData().toString() == QStringLiteral("employees"); });
        QVERIFY(employees != boxes.end());
        QCOMPARE((*employees)->itemText(0), QStringLiteral("– 不导入 –"));
    }

    void anImportThatIsTriedAgainGoesOnWhenItsWindowIsClosed()
    {
        QByteArray rows("Name,Employees\n");
        for (int i = 0; i < 300; ++i)
            rows += "Company " + QByteArray::number(i) + ",5\n";
        const QString path = m_test->filePath(QStringLiteral("again.csv"));
        const QString away = m_test->filePath(QStringLiteral("away.csv"));
        writeFile(path, rows);
        openAccounts(0);
        QPointer<ImportDialog> dialog(new ImportDialog(QStringLiteral("account"), fieldContext(), &m_test->window()));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
        QVERIFY(dialog->openFile(path));
        QVERIFY(QFile::rename(path, away));
        clickButton(*dialog, QStringLiteral("Import"));
        QVERIFY(dialog->findChild<MessageStrip *>()->isVisible());
        QVERIFY(QFile::rename(away, path));
        clickButton(*dialog, QStringLiteral("Import"));
        dialog->close();
        QVERIFY(dialog->isHidden());
        QTRY_COMPARE(list()->model().rowCount(), 300);
        QVERIFY(dialog);
        JobList &jobs = m_test->records().jobs();
        QTRY_COMPARE(jobs.shown().front()->state(), Job::State::Done);
        QCOMPARE(jobs.shown().front()->actionText(), QStringLiteral("Show"));
        jobs.clearEnded();
        QTRY_VERIFY(!dialog);
    }

    void aMappingIsNotLostByEscape()
    {
        const QString path = m_test->filePath(QStringLiteral("some.csv"));
        writeFile(path, "Name,Employees\nOne Ltd,5\n");
        openAccounts(0);
        ImportDialog dialog(QStringLiteral("account"), fieldContext(), list());
        dialog.show();
        QVERIFY(dialog.openFile(path));
        const QList<QComboBox *> boxes = dialog.findChildren<QComboBox *>();
        const auto employees = std::find_if(boxes.begin(), boxes.end(),
            [](const QComboBox *box) { return box->currentData().toString() == QStringLiteral("employees"); });
        QVERIFY(employees != boxes.end());
        (*employees)->setCurrentIndex(0); // not imported
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.findChild<MessageStrip *>()->isVisible());
        (*employees)->setCurrentIndex((*employees)->findData(QStringLiteral("employees")));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void aSpreadsheetThatIsDroppedOnAListIsImported()
    {
        openAccounts(0);
        const QString path = m_test->filePath(QStringLiteral("accounts.csv"));
        writeFile(path, "Name,Employees\nDropped Ltd,5\n");
        QVERIFY(dropFile(*m_test->tabs().currentView(), path));
        auto *dialog = m_test->window().findChild<ImportDialog *>();
        QVERIFY(dialog);
        clickButton(*dialog, QStringLiteral("Import"));
        QTRY_COMPARE(list()->model().rowCount(), 1);
        const QString picture = m_test->filePath(QStringLiteral("a.png"));
        writeFile(picture, "no table");
        QVERIFY(!wouldTake(*m_test->tabs().currentView(), picture));
        dialog->reject();
    }

private:
    static QComboBox *boxNamed(const QWidget &dialog, const QString &name)
    {
        for (QComboBox *box : dialog.findChildren<QComboBox *>()) {
            if (box->accessibleName() == name)
                return box;
        }
        return nullptr;
    }

    /// Null: none is shown.
    static QTableWidget *tableNamed(const QWidget &dialog, const char *name)
    {
        for (QTableWidget *table : dialog.findChildren<QTableWidget *>()) {
            if (table->accessibleName() == QLatin1String(name) && table->isVisibleTo(&dialog))
                return table;
        }
        return nullptr;
    }

    static constexpr auto mappingTable = "Columns of the file and the fields they go to";
    static constexpr auto failuresTable = "Rows that could not be taken";
};

QTEST_MAIN(TestImports)
#include "tst_imports.moc"
