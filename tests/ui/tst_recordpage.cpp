// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditor.h"
#include "client/forms/recordform.h"
#include "client/shell/recordheader.h"
#include "tests/support/shownstrips.h"
#include "tests/support/windowatwork.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace instance = entities::approvalInstance;
namespace leaveRequest = entities::leaveRequest;

/// The page of a leave request: what its header says, and what it asks before something is done.
class TestRecordPage : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatIsNotSentYetSaysThatItIsNotSubmitted()
    {
        const RecordId made =
            m_test->add(leaveRequest::number, {{leaveRequest::field::title, QStringLiteral("A week at the sea")}});
        open(made);
        QTRY_VERIFY(page()->findChild<RecordHeader *>());
        QTRY_VERIFY(says(*page()->findChild<RecordHeader *>(), QStringLiteral("Not submitted")));
        const auto *editor = page()->findChild<RecordForm *>()->editor(QStringLiteral("approvalState"));
        QVERIFY(editor);
        QTRY_COMPARE(editor->value(), Value(QStringLiteral("none")));
    }

    void anActionWithConsequencesIsAskedForOnce()
    {
        open(receive(QStringLiteral("pending")));
        QTRY_VERIFY(buttonNamed<QPushButton>(*page(), QStringLiteral("Withdraw")));
        clickButton(*page(), QStringLiteral("Withdraw"));
        QTRY_COMPARE(questions().size(), qsizetype(1));
        QVERIFY2(questions().front().contains(QStringLiteral("no longer counts")), qPrintable(questions().front()));
        clickButton(*page(), QStringLiteral("Leave it"));
        QVERIFY(questions().isEmpty());
        QVERIFY(outbox().empty());
        clickButton(*page(), QStringLiteral("Withdraw"));
        QTRY_VERIFY(strip()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(outbox().size(), size_t(1));
        QCOMPARE(outbox().front().mutation.action, QStringLiteral("withdraw"));
        QVERIFY(questions().isEmpty());
    }

    void aQuestionGoesWithWhatItWasAbout()
    {
        open(receive(QStringLiteral("pending")));
        QTRY_VERIFY(buttonNamed<QPushButton>(*page(), QStringLiteral("Withdraw")));
        clickButton(*page(), QStringLiteral("Withdraw"));
        QTRY_COMPARE(questions().size(), qsizetype(1));
        receive(QStringLiteral("approved"));
        QTRY_VERIFY(questions().isEmpty());
        QTRY_VERIFY(!buttonNamed<QPushButton>(*page(), QStringLiteral("Withdraw")));
    }

private:
    View *page() { return m_test->tabs().currentView(); }

    void open(const RecordId &id) { m_test->window().open(Location::record(QStringLiteral("leaveRequest"), id)); }

    /// The strip that asks, if one does.
    const MessageStrip *strip()
    {
        for (const MessageStrip *each : page()->findChildren<MessageStrip *>()) {
            if (each->isVisible() && buttonNamed<QPushButton>(*each, QStringLiteral("Leave it")))
                return each;
        }
        return nullptr;
    }

    QStringList questions()
    {
        const MessageStrip *asking = strip();
        return asking ? QStringList{asking->text()} : QStringList();
    }

    /// One request of mine, as the server tells of it each time, and its case.
    RecordId receive(const QString &state)
    {
        const RecordId id = namedRecordId(QStringLiteral("leave"));
        const RecordId approval = namedRecordId(QStringLiteral("case"));
        ++m_seq;
        m_test->receive(incomingRows(instance::number, {instance::field::title, instance::field::initiator},
            {{approval,
                {{instance::field::title, QStringLiteral("Leave")}, {instance::field::initiator, TestWindow::me()}}}},
            m_seq));
        m_test->receive(incomingRows(leaveRequest::number,
            {systemfield::owner, leaveRequest::field::title, leaveRequest::field::approvalState,
                leaveRequest::field::approvalInstance},
            {{id,
                {{systemfield::owner, TestWindow::me()}, {leaveRequest::field::title, QStringLiteral("Leave")},
                    {leaveRequest::field::approvalState, state}, {leaveRequest::field::approvalInstance, approval}}}},
            m_seq));
        return id;
    }

    qint64 m_seq = 0; ///< of the server's changes
};

QTEST_MAIN(TestRecordPage)
#include "tst_recordpage.moc"
