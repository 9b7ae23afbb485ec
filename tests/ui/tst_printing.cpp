// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"
#include "client/lists/recordlistview.h"
#include "client/printing/sheetjob.h"
#include "client/printing/tablepreview.h"
#include "client/records/anylink.h"
#include "client/shell/commands.h"
#include "client/widgets/messagestrip.h"
#include "shared/entities/entitynames.h"
#include "tests/support/testwindow.h"

#include <QFile>
#include <QFileDialog>
#include <QPrintPreviewDialog>
#include <QPushButton>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace opportunity = entities::opportunity;
namespace stage = entities::stage;
namespace order = entities::order;
namespace line = entities::orderLine;
namespace leave = entities::leaveRequest;
namespace task = entities::approvalTask;
namespace instance = entities::approvalInstance;

/// Records, lists and approvals on paper, through the menu.
class TestPrintingInTheWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
    }
    void cleanup() { m_test.reset(); }

    void anOrderIsPrintedWithItsLinesAndTheirSum()
    {
        const PrintedSheet sheet = sheetOf({order::number, addOrder()});
        QCOMPARE(sheet.head.company, QStringLiteral("星河科技"));
        QCOMPARE(factOf(sheet, QStringLiteral("Account")), QStringLiteral("华东精密机械"));
        const auto table = std::find_if(sheet.tables.begin(), sheet.tables.end(),
            [](const PrintedTable &candidate) { return !candidate.totals.isEmpty(); });
        QVERIFY(table != sheet.tables.end());
        QCOMPARE(table->rows.size(), size_t(2));
        QVERIFY2(table->totals.join(QLatin1Char(' ')).trimmed() == QStringLiteral("¥150.50"),
            qPrintable(table->totals.join(QLatin1Char('|'))));
        for (const PrintedColumn &column : table->columns)
            QVERIFY2(column.title != QStringLiteral("Order"), "the link back says the same in each row");
    }

    void theSheetFollowsTheLanguage()
    {
        const RecordId id = addOrder();
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        m_test->records().setLanguage(QStringLiteral("zh_CN"));
        const PrintedSheet sheet = sheetOf({order::number, id});
        QCOMPARE(factOf(sheet, QStringLiteral("客户")), QStringLiteral("华东精密机械"));
    }

    void anApprovalIsPrintedWithWhoDecidedWhat()
    {
        const RecordId request = m_test->add(leave::number, {{leave::field::reason, QStringLiteral("年假")}});
        const EntityDef *leaves = m_test->records().entity(leave::number);
        const RecordId approval = m_test->add(instance::number,
            {{instance::field::title, QStringLiteral("Leave of Li Wei")},
                {instance::field::status, QStringLiteral("approved")},
                {instance::field::record, anyLink(*leaves, request)}});
        const RecordId step = m_test->add(task::number,
            {{task::field::instance, Value(approval)}, {task::field::nodeName, QStringLiteral("Manager")},
                {task::field::state, QStringLiteral("done")}, {task::field::decision, QStringLiteral("approved")},
                {task::field::comment, QStringLiteral("好的，去吧")}});
        for (const RecordKey &key : {RecordKey{instance::number, approval}, RecordKey{task::number, step}}) {
            const PrintedSheet sheet = sheetOf(key);
            QCOMPARE(sheet.head.title, QStringLiteral("Leave of Li Wei"));
            QVERIFY(!factOf(sheet, QStringLiteral("Reason")).isEmpty());
            QCOMPARE(sheet.tables.size(), size_t(1));
            QCOMPARE(sheet.tables.front().rows.size(), size_t(1));
            QCOMPARE(sheet.tables.front().rows.front().at(0), QStringLiteral("Manager"));
            QCOMPARE(sheet.tables.front().rows.front().at(2), QStringLiteral("Approved"));
            QCOMPARE(sheet.tables.front().rows.front().at(4), QStringLiteral("好的，去吧"));
        }
    }

    void theStepsOfAnApprovalArePrintedAsTheyCame()
    {
        const RecordId approval =
            m_test->add(instance::number, {{instance::field::title, QStringLiteral("Leave of Li Wei")}});
        const auto step = [approval](const QString &name, qint64 seat, Timestamp createdAt, const Value &openedAt) {
            return std::pair(newRecordId(),
                FieldValues{{systemfield::createdAt, createdAt}, {task::field::instance, Value(approval)},
                    {task::field::nodeName, name}, {task::field::seat, seat}, {task::field::openedAt, openedAt}});
        };
        // The first asked the second to decide before him and had it back after that; the third waits for his turn.
        m_test->receive(incomingRows(task::number,
            {systemfield::createdAt, task::field::instance, task::field::nodeName, task::field::seat,
                task::field::openedAt},
            {step(QStringLiteral("First"), 1, 1'000, 3'000), step(QStringLiteral("Third"), 2, 1'000, {}),
                step(QStringLiteral("Second"), 3, 2'000, 2'000)},
            1));
        const PrintedSheet sheet = sheetOf({instance::number, approval});
        QCOMPARE(sheet.tables.size(), size_t(1));
        QStringList names;
        for (const QStringList &row : sheet.tables.front().rows)
            names.append(row.front());
        QCOMPARE(names, QStringList({QStringLiteral("First"), QStringLiteral("Third"), QStringLiteral("Second")}));
    }

    void whatARuleShowsThroughALinkIsPrinted()
    {
        const auto dealIn = [this](const QString &stageType) {
            const RecordId at = m_test->add(
                stage::number, {{stage::field::name, QStringLiteral("End")}, {stage::field::type, stageType}});
            return m_test->add(opportunity::number,
                {{opportunity::field::name, QStringLiteral("Terminals")}, {opportunity::field::stage, Value(at)},
                    {opportunity::field::lostNote, QStringLiteral("too dear")}});
        };
        const QString label = QStringLiteral("About the loss");
        const PrintedSheet lost = sheetOf({opportunity::number, dealIn(QStringLiteral("lost"))});
        QCOMPARE(factOf(lost, label), QStringLiteral("too dear"));
        const PrintedSheet open = sheetOf({opportunity::number, dealIn(QStringLiteral("open"))});
        QCOMPARE(factOf(open, label), QString());
    }

    void aRecordBecomesAPdfByTheMenu()
    {
        m_test->window().open(Location::record(QStringLiteral("order"), addOrder()));
        const QByteArray pdf = exportedTo(QStringLiteral("order.pdf"));
        QVERIFY(pdf.startsWith("%PDF"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
    }

    void aListBecomesAPdfWithAllItsRows()
    {
        for (int i = 0; i < 120; ++i)
            m_test->add(account::number, {{account::field::name, QStringLiteral("客户 %1").arg(i)}});
        m_test->window().open(Location::list(QStringLiteral("account")));
        auto *list = m_test->window().findChild<RecordListView *>();
        QTRY_COMPARE(list->model().rowCount(), 120);
        const QByteArray pdf = exportedTo(QStringLiteral("accounts.pdf"));
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY2(pdf.count("/Type /Page\n") > 1, "120 rows do not fit on one page");
    }

    void theKeysOpenThePreview_data()
    {
        QTest::addColumn<bool>("list");
        QTest::newRow("record") << false;
        QTest::newRow("list") << true;
    }

    void theKeysOpenThePreview()
    {
        QFETCH(bool, list);
        const RecordId id = addOrder();
        m_test->window().open(
            list ? Location::list(QStringLiteral("order")) : Location::record(QStringLiteral("order"), id));
        QTRY_VERIFY(m_test->window().commands().action(QStringLiteral("file.print"))->isEnabled());
        QTest::keyClick(&m_test->window(), Qt::Key_P, Qt::ControlModifier);
        const auto shown = [this, list]() -> QDialog * {
            if (list)
                return m_test->window().findChild<TablePreview *>();
            return m_test->window().findChild<QPrintPreviewDialog *>();
        };
        QTRY_VERIFY(shown());
        QPointer<QDialog> preview = shown();
        QTRY_VERIFY(preview->isVisible());
        preview->reject();
        QTRY_VERIFY(!preview);
    }

    void whereNothingCanBePrintedTheMenuSaysSo()
    {
        m_test->window().open(Location::view(QStringLiteral("home")));
        m_test->window().commands().refresh();
        QAction *print = m_test->window().commands().action(QStringLiteral("file.print"));
        QVERIFY(!print->isEnabled());
        QVERIFY(!print->statusTip().isEmpty());
    }

private:
    RecordId addOrder()
    {
        const RecordId customer =
            m_test->add(account::number, {{account::field::name, QStringLiteral("华东精密机械")}});
        const RecordId made = m_test->add(order::number, {{order::field::account, Value(customer)}});
        for (const qint64 amount : {10'000, 5'050})
            m_test->add(line::number,
                {{line::field::order, Value(made)}, {line::field::amount, Money{amount, QStringLiteral("CNY")}}});
        return made;
    }

    PrintedSheet sheetOf(const RecordKey &key)
    {
        std::optional<PrintedSheet> sheet;
        SheetJob *job = createSheetJob(fieldContextOf(m_test->records()), key, this);
        connect(job, &SheetJob::finished, this, [&sheet](const PrintedSheet &made) { sheet = made; });
        job->start();
        if (!QTest::qWaitFor([&sheet] { return sheet.has_value(); }, patience))
            qWarning("no sheet came");
        return sheet.value_or(PrintedSheet());
    }

    static QString factOf(const PrintedSheet &sheet, const QString &label)
    {
        for (const PrintedSection &section : sheet.sections) {
            for (const PrintedFact &fact : section.facts) {
                if (fact.label == label)
                    return fact.value;
            }
        }
        return {};
    }

    /// Through the menu and the dialog for the file.
    QByteArray exportedTo(const QString &name)
    {
        const QString path = m_test->filePath(name);
        m_test->window().commands().action(QStringLiteral("file.pdf"))->trigger();
        auto *dialog = m_test->window().findChild<QFileDialog *>();
        if (!dialog)
            return {};
        emit dialog->fileSelected(path);
        dialog->close();
        // The file appears when all of it is written.
        if (!QTest::qWaitFor([&path] { return QFile::exists(path); }, patience))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestPrintingInTheWindow)
#include "tst_printing.moc"
