// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/mentionedit.h"
#include "client/models/timelinemodel.h"
#include "client/shell/notecomposer.h"
#include "timelinefixture.h"

#include <QComboBox>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace activity = entities::activity;

/// What is written into the stream of a record.
class TestNoteComposer : public TimelineFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatIsWrittenDownHasHappenedUnlessItIsATask_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("called");
        QTest::newRow("call") << "call"
                              << "done"
                              << "Call";
        QTest::newRow("visit") << "visit"
                               << "done"
                               << "Visit";
        QTest::newRow("note") << "note"
                              << "done"
                              << "Note";
        QTest::newRow("task") << "task"
                              << "open"
                              << "Task";
    }

    void whatIsWrittenDownHasHappenedUnlessItIsATask()
    {
        QFETCH(QString, kind);
        QFETCH(QString, status);
        QFETCH(QString, called);
        auto *composer = m_view->findChild<NoteComposer *>();
        auto *kinds = composer->findChild<QComboBox *>();
        kinds->setCurrentIndex(kinds->findData(kind));
        auto *text = composer->findChild<MentionEdit *>();
        QTest::keyClicks(text, QStringLiteral("About the offer"));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        const RecordKey made = static_cast<TimelineModel *>(list()->model())->itemAt(0)->record.key;
        QCOMPARE(m_test->valueOf(activity::number, made.id, activity::field::kind), Value(kind));
        QCOMPARE(m_test->valueOf(activity::number, made.id, activity::field::status), Value(status));
        const QString words = list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(words.contains(QStringLiteral(": %1\n").arg(called)), qPrintable(words));
    }
};

QTEST_MAIN(TestNoteComposer)
#include "tst_notecomposer.moc"
