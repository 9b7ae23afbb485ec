// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/fields/recordscontext.h"
#include "client/forms/conflictdialog.h"
#include "client/forms/fielddiffview.h"
#include "client/shell/commands.h"
#include "client/shell/problemdialog.h"
#include "client/shell/syncpage.h"
#include "client/shell/unsentfilesstrip.h"
#include "client/shell/waitingpanel.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "client/widgets/toast.h"
#include "shared/base/daytext.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/loader.h"
#include "tests/support/testwindow.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

using namespace tandem;
using namespace tandem::client;
using tandem::test::TestWindow;

namespace account = entities::account;

/// What the window says of sync and of what the server refused, and what can be done about it there.
class TestSync : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
    }
    void cleanup() { m_test.reset(); }

    void workingOfflineIsOneChoice()
    {
        window().open(Location::view(QStringLiteral("settings")));
        QTRY_VERIFY(named<QCheckBox>(QStringLiteral("Work offline: ")));
        const auto *box = named<QCheckBox>(QStringLiteral("Work offline: "));
        QVERIFY(!box->isChecked());
        run("tools.offline");
        QTRY_VERIFY(box->isChecked());
        QVERIFY(m_test->settings().value(QStringLiteral("offline")).toBool());
        QTRY_VERIFY(!window().commands().action(QStringLiteral("tools.offline"))->isEnabled());
        QVERIFY(window().commands().action(QStringLiteral("tools.online"))->isEnabled());
        run("tools.sync");
        QVERIFY(window().findChild<Toast *>()->text().contains(QLatin1String("offline")));

        QTRY_VERIFY(named<QPushButton>(QStringLiteral("Go online")));
        named<QPushButton>(QStringLiteral("Go online"))->click();
        QTRY_VERIFY(!box->isChecked());
        QVERIFY(!m_test->settings().value(QStringLiteral("offline")).toBool());
    }

    void ofManyWaitingTheFirstAreListedAndThePlaceIsKept()
    {
        std::vector<WriteRequest> requests(250);
        for (size_t i = 0; i < requests.size(); ++i) {
            requests[i].key = {account::number, newRecordId()};
            requests[i].kind = MutationKind::Create;
            requests[i].to = {{account::field::name, Value(QStringLiteral("account %1").arg(i))}};
        }
        QVERIFY(test::answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().submit(requests, &window(), done);
        }).ok());
        window().open(Location::view(QStringLiteral("sync")));
        QTreeWidget *list = waitingList();
        QVERIFY(list);
        QTRY_COMPARE(list->topLevelItemCount(), 201);
        QCOMPARE(list->topLevelItem(200)->text(0), QStringLiteral("and 50 more"));
        const Mutation first =
            test::answerOf<std::vector<OutboxItem>>([&](auto done) { m_test->records().outbox(&window(), done); })
                ->front()
                .mutation;
        // As everywhere, and not as the system writes dates.
        const QLocale english(QLocale::English);
        QCOMPARE(list->topLevelItem(0)->text(3), momentText(QDateTime::fromMSecsSinceEpoch(first.at), english));
        list->setCurrentItem(list->topLevelItem(150));
        const int scrolled = list->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);

        QVERIFY(!m_test->add(account::number, {{account::field::name, Value(QStringLiteral("one more"))}}).isNull());
        QTRY_COMPARE(list->topLevelItem(200)->text(0), QStringLiteral("and 51 more"));
        QVERIFY(list->currentItem());
        QCOMPARE(list->currentItem()->text(0), QStringLiteral("account 150"));
        QCOMPARE(list->verticalScrollBar()->value(), scrolled);
    }

    void whatWaitsShowsItsFieldsAndIsDiscardedOnceItsLossIsAgreedTo()
    {
        const RecordId id = newRecordId();
        m_test->receive(test::incomingRows(
            account::number, {account::field::name}, {{id, {{account::field::name, QStringLiteral("Acme")}}}}, 1));
        QVERIFY(test::answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update(
                {account::number, id}, {{account::field::name, QStringLiteral("Acme Group")}}, &window(), done);
        }).ok());
        QVERIFY(m_test->records().canUndo());
        window().open(Location::view(QStringLiteral("sync")));
        QTRY_COMPARE(waitingList()->topLevelItemCount(), 1);
        const auto *panel = window().findChild<WaitingPanel *>();
        QVERIFY(panel->isVisible());
        QVERIFY(!named<QPushButton>(QStringLiteral("&Discard…"))->isEnabled());
        waitingList()->setCurrentItem(waitingList()->topLevelItem(0));
        const auto *diff = panel->findChild<FieldDiffView *>();
        QCOMPARE(diff->topLevelItemCount(), 1);
        QCOMPARE(diff->topLevelItem(0)->text(1), QStringLiteral("Acme"));
        QCOMPARE(diff->topLevelItem(0)->text(2), QStringLiteral("Acme Group"));

        QTest::mouseClick(named<QPushButton>(QStringLiteral("&Discard…")), Qt::LeftButton);
        QTRY_VERIFY(named<QPushButton>(QStringLiteral("Discard it")));
        const QString question = panel->findChild<MessageStrip *>()->text();
        QVERIFY2(question.contains(QStringLiteral("Acme Group – Changed: Name")), qPrintable(question));
        QCOMPARE(m_test->valueOf(account::number, id, account::field::name).toText(), QStringLiteral("Acme Group"));
        QTest::mouseClick(named<QPushButton>(QStringLiteral("Discard it")), Qt::LeftButton);
        QTRY_COMPARE(waitingList()->topLevelItemCount(), 0);
        QCOMPARE(m_test->valueOf(account::number, id, account::field::name).toText(), QStringLiteral("Acme"));
        QVERIFY(!m_test->records().canUndo());
        QTRY_VERIFY(!panel->isVisible());
    }

    void aNewRecordNamesWhatGoesWithIt()
    {
        const RecordId id = m_test->add(account::number, {{account::field::name, QStringLiteral("Acme")}});
        QVERIFY(test::answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update(
                {account::number, id}, {{account::field::phone, QStringLiteral("010 1111")}}, &window(), done);
        }).ok());
        window().open(Location::view(QStringLiteral("sync")));
        QTRY_COMPARE(waitingList()->topLevelItemCount(), 2);
        waitingList()->setCurrentItem(waitingList()->topLevelItem(0));
        QTest::mouseClick(named<QPushButton>(QStringLiteral("&Discard…")), Qt::LeftButton);
        QTRY_VERIFY(named<QPushButton>(QStringLiteral("Discard 2 changes")));
        const QString question = window().findChild<WaitingPanel *>()->findChild<MessageStrip *>()->text();
        QVERIFY2(question.contains(QStringLiteral("Acme – Created")), qPrintable(question));
        QVERIFY2(question.contains(QStringLiteral("Acme – Changed: Phone")), qPrintable(question));
        QTest::mouseClick(named<QPushButton>(QStringLiteral("Discard 2 changes")), Qt::LeftButton);
        QTRY_COMPARE(waitingList()->topLevelItemCount(), 0);
        QVERIFY(m_test->valueOf(account::number, id, account::field::name).isNull());
    }

    void whatIsOnItsWayCannotBeDiscarded()
    {
        QVERIFY(!m_test->add(account::number, {{account::field::name, QStringLiteral("sent")}}).isNull());
        m_test->sendAll();
        QVERIFY(!m_test->add(account::number, {{account::field::name, QStringLiteral("waits")}}).isNull());
        window().open(Location::view(QStringLiteral("sync")));
        QTRY_COMPARE(waitingList()->topLevelItemCount(), 2);
        const auto *discard = named<QPushButton>(QStringLiteral("&Discard…"));
        waitingList()->setCurrentItem(waitingList()->topLevelItem(0));
        QVERIFY(!discard->isEnabled());
        QVERIFY(discard->toolTip().contains(QStringLiteral("on its way")));
        waitingList()->setCurrentItem(waitingList()->topLevelItem(1));
        QVERIFY(discard->isEnabled());
    }

    void aDeletionAgainstAnEditIsSettledByAnActionThatWaits()
    {
        const RecordId id = newRecordId();
        const std::vector<ConflictItem> items = receiveDeletedAndEdited(id);
        QCOMPARE(items.size(), size_t(1));
        QVERIFY(items.front().ofRecord);
        QCOMPARE(items.front().record.id, id);
        ConflictDialog dialog(fieldContextOf(m_test->records()), items);
        dialog.show();
        dialog.chooseAllMine();
        dialog.accept();
        QTRY_VERIFY(!dialog.isVisible());
        const auto waiting =
            test::answerOf<std::vector<OutboxItem>>([&](auto done) { m_test->records().outbox(&window(), done); });
        QVERIFY(waiting.ok());
        QCOMPARE(waiting->size(), size_t(1));
        QCOMPARE(waiting->front().mutation.action, QStringLiteral("resolveConflict"));
        QCOMPARE(
            waiting->front().mutation.arguments.value(QStringLiteral("choice")).toString(), QStringLiteral("swap"));
        // The record is the server's to delete, and there is nothing left to be chosen here.
        QVERIFY(m_test->valueOf(account::number, id, systemfield::deletedAt).isNull());
        QTRY_COMPARE(m_test->records().syncState().conflicts, qint64(0));
        m_test->refuseLast();
        QTRY_COMPARE(m_test->records().syncState().conflicts, qint64(1));
        QTRY_COMPARE(m_test->records().syncState().problems, qint64(1));
    }

    void thePillLeadsToWhatIsWrong()
    {
        QVERIFY(!m_test->add(account::number, {{account::field::name, Value(QStringLiteral("refused"))}}).isNull());
        m_test->refuseLast();
        QVERIFY(!m_test->add(account::number, {{account::field::name, Value(QStringLiteral("waits"))}}).isNull());
        QTRY_VERIFY(named<Pill>(QStringLiteral("Offline")));
        QTest::mouseClick(named<Pill>(QStringLiteral("Offline")), Qt::LeftButton);
        QTRY_VERIFY(window().findChild<SyncPage *>());
        const auto *tabs = window().findChild<SyncPage *>()->findChild<QTabWidget *>();
        const auto shown = [tabs] {
            return tabs->tabText(tabs->currentIndex());
        };
        QTRY_COMPARE(shown(), QStringLiteral("Problems (1)"));

        // Who reads something else stays there, until the pill is asked again.
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(0).center());
        QTRY_COMPARE(shown(), QStringLiteral("Waiting (1)"));
        QVERIFY(!m_test->add(account::number, {{account::field::name, Value(QStringLiteral("also"))}}).isNull());
        QTRY_COMPARE(shown(), QStringLiteral("Waiting (2)"));
        QTest::mouseClick(named<Pill>(QStringLiteral("Offline")), Qt::LeftButton);
        QTRY_COMPARE(shown(), QStringLiteral("Problems (1)"));

        // Nobody has to know that a double click opens it.
        QTest::mouseClick(named<QPushButton>(QStringLiteral("Correct or discard…")), Qt::LeftButton);
        QTRY_VERIFY(window().findChild<ProblemDialog *>());
    }

    void aFileThatIsNotSentIsNamedWhereItWasAttached()
    {
        const RecordKey owner{account::number, newRecordId()};
        m_test->receive(test::incomingRows(account::number, {account::field::name},
            {{owner.id, {{account::field::name, QStringLiteral("Acme")}}}}, 1));
        QFile file(m_test->filePath(QStringLiteral("offer.pdf")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("offer") == 5);
        file.close();
        window().open(Location::record(QStringLiteral("account"), owner.id));
        auto *strip = window().findChild<UnsentFilesStrip *>();
        QVERIFY(strip && !strip->isVisible());
        QVERIFY(test::answerOf<RecordId>([&](auto done) {
            m_test->records().attachFile(owner, file.fileName(), &window(), done);
        }).ok());
        m_test->refuseAll({ErrorCode::TooLarge, QStringLiteral("filesQuotaFull"), {},
            {{QStringLiteral("used"), 900}, {QStringLiteral("limit"), 1000}}, {}});
        QTRY_VERIFY(strip->isVisible());
        QVERIFY2(strip->text().contains(QStringLiteral("offer.pdf")), qPrintable(strip->text()));
        QVERIFY2(strip->text().contains(QStringLiteral("too little room for this file")), qPrintable(strip->text()));
        const auto problems =
            test::answerOf<std::vector<ProblemItem>>([&](auto done) { m_test->records().problems(&window(), done); });
        QVERIFY(problems.ok());
        for (const ProblemItem &item : *problems)
            m_test->records().discardProblem(item.problem.id, &window(), {});
        QTRY_VERIFY(!strip->isVisible());
    }

    void aRefusedDecisionShowsTheReasonThatWasGiven()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.kind = MutationKind::Action;
        item.problem.mutation.action = QStringLiteral("reject");
        item.problem.mutation.arguments = {{QStringLiteral("comment"), QStringLiteral("too expensive")}};
        const ProblemDialog dialog(fieldContextOf(m_test->records()), item);
        const auto *shown = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(shown && shown->isReadOnly());
        QCOMPARE(shown->toPlainText(), QStringLiteral("too expensive"));
        const auto labels = dialog.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel *label) { return label->text().startsWith(QStringLiteral("You wanted: ")); }));
    }

    void aRefusedDeleteHasNothingToEdit()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.kind = MutationKind::Delete;
        item.problem.mutation.changes = {{account::field::name, QStringLiteral("Acme"), {}}};
        QVERIFY(ProblemDialog(fieldContextOf(m_test->records()), item).findChildren<FieldEditor *>().isEmpty());
    }

    void whatTheProgramFoundOutIsNotTypedOver()
    {
        namespace file = entities::file;
        ProblemItem item;
        item.problem.mutation.entity = file::number;
        item.problem.mutation.kind = MutationKind::Create;
        item.problem.mutation.changes = {{file::field::name, {}, QStringLiteral("offer.pdf")},
            {file::field::size, {}, Value(5)}, {file::field::sha256, {}, QString(64, QLatin1Char('a'))}};
        const ProblemDialog dialog(fieldContextOf(m_test->records()), item);
        QStringList typed;
        for (const FieldEditor *editor : dialog.findChildren<FieldEditor *>()) {
            if (!editor->isReadOnly())
                typed.append(editor->field().name);
        }
        QCOMPARE(typed, QStringList{QStringLiteral("name")});
    }

    void whatWasTypedIntoARemovedFieldIsReadInItsDialog()
    {
        const QJsonObject definition{{QStringLiteral("number"), 10000},
            {QStringLiteral("name"), QStringLiteral("colour")}, {QStringLiteral("type"), QStringLiteral("text")},
            {QStringLiteral("deleted"), true},
            {QStringLiteral("labels"), QJsonObject{{QStringLiteral("en"), QStringLiteral("Colour")}}}};
        FieldContext context = fieldContextOf(m_test->records());
        const auto removed = withCompanyLayer(
            context.registry, {{CompanyDefinition::Kind::Field, QStringLiteral("account"), definition}}, 1);
        QVERIFY(removed.ok());
        context.registry = *removed;
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.changes = {{10000, {}, QStringLiteral("red")}, {20000, {}, Value(7)}};
        const ProblemDialog dialog(context, item);
        QStringList shown;
        for (const QPlainTextEdit *text : dialog.findChildren<QPlainTextEdit *>())
            shown.append(text->accessibleName() + u'=' + text->toPlainText());
        QCOMPARE(
            shown, (QStringList{QStringLiteral("Colour (removed)=red"), QStringLiteral("Field 20000 (removed)=7")}));
        for (const QPushButton *button : dialog.findChildren<QPushButton *>())
            QVERIFY(button->text() != QStringLiteral("Send again"));
    }

    void whatFailsToBeSentAgainStaysInItsDialog()
    {
        ProblemItem item; // unknown to the outbox: sending it fails
        item.problem.id = 99;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.changes = {{account::field::name, {}, QStringLiteral("Acme")}};
        ProblemDialog dialog(fieldContextOf(m_test->records()), item);
        dialog.show();
        const auto *strip = dialog.findChild<MessageStrip *>();
        const QString before = strip->text();
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("Send again"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(strip->text() != before);
        QVERIFY(dialog.isVisible());
    }

private:
    MainWindow &window() { return m_test->window(); }

    /// An account that this user has deleted and somebody else had edited, and what there is to be settled then.
    std::vector<ConflictItem> receiveDeletedAndEdited(const RecordId &id)
    {
        namespace conflict = entities::conflict;
        m_test->receive(test::incomingRows(
            account::number, {account::field::name}, {{id, {{account::field::name, QStringLiteral("Acme")}}}}, 1));
        const FieldValues values{{conflict::field::record, anyLinkText(QStringLiteral("account"), id)},
            {conflict::field::fieldNumber, Value(int(systemfield::deletedAt))},
            {conflict::field::kind, QStringLiteral("deletedEdited")},
            {conflict::field::displacedUser, Value(TestWindow::me())},
            {conflict::field::at, Value(qint64(1'760'000'000'000))}, {conflict::field::status, QStringLiteral("open")}};
        std::vector<FieldNumber> columns;
        for (const auto &[field, value] : values)
            columns.push_back(field);
        m_test->receive(test::incomingRows(conflict::number, columns, {{newRecordId(), values}}, 2));
        const bool isCounted =
            QTest::qWaitFor([this] { return m_test->records().syncState().conflicts == 1; }, test::patience);
        if (!isCounted)
            return {};
        return test::answerOf<std::vector<ConflictItem>>([&](auto done) {
            m_test->records().conflicts(&window(), done);
        }).valueOr({});
    }

    void run(const char *command) { window().commands().action(QLatin1String(command))->trigger(); }

    template <typename Button>
    Button *named(const QString &beginning)
    {
        const auto buttons = window().findChildren<Button *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
            [&](const Button *button) { return button->text().startsWith(beginning) && button->isVisible(); });
        return found == buttons.end() ? nullptr : *found;
    }

    QTreeWidget *waitingList()
    {
        for (QTreeWidget *list : window().findChild<SyncPage *>()->findChildren<QTreeWidget *>()) {
            if (list->accessibleName() == QLatin1String("Changes waiting to be sent"))
                return list;
        }
        return nullptr;
    }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestSync)
#include "tst_sync.moc"
