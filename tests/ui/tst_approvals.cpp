// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/recordtable.h"
#include "client/records/workspace.h"
#include "client/shell/navigator.h"
#include "client/views/oa/approvalpanel.h"
#include "client/views/oa/approvalspage.h"
#include "client/widgets/messagestrip.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/localsync.h"
#include "tests/support/testworkspace.h"

#include <QPlainTextEdit>
#include <QTest>

#include <atomic>

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
            (void)replica.applySnapshotPage(wholePage(cases(), 1)).ok();
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
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
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

private:
    static RecordId me() { return namedRecordId(QStringLiteral("user")); }
    oa::ApprovalPanel &panel() { return *m_page->findChild<oa::ApprovalPanel *>(); }
    RecordTable &table() { return *m_page->findChild<RecordTable *>(); }
    QPlainTextEdit &comment() { return *panel().findChild<QPlainTextEdit *>(); }

    static IncomingRows cases()
    {
        return incomingRows(instance::number, {instance::field::status},
            {{idOf(41), {{instance::field::status, QStringLiteral("pending")}}}}, 1);
    }

    static IncomingRows tasks(const std::vector<int> &ids, const QString &state, qint64 seq)
    {
        std::vector<std::pair<RecordId, FieldValues>> rows;
        for (const int id : ids) {
            rows.emplace_back(idOf(id),
                FieldValues{
                    {systemfield::owner, me()}, {task::field::instance, idOf(41)}, {task::field::state, state}});
        }
        return incomingRows(task::number, {systemfield::owner, task::field::instance, task::field::state}, rows, seq);
    }

    void arrive(const std::vector<int> &ids, const QString &state)
    {
        QMetaObject::invokeMethod(
            m_sync, [this, ids, state] { (void)m_replica->applyChanges(changesOf(tasks(ids, state, 9), 9)).ok(); },
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
