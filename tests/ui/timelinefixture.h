// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/recordscontext.h"
#include "client/shell/timelineview.h"
#include "shared/entities/entitynames.h"
#include "tests/support/clientdata.h"
#include "tests/support/testwindow.h"

#include <QListView>

namespace tandem::test {

/// The timeline of an account called Acme, in a window of its own.
class TimelineFixture : public QObject
{
protected:
    /// In init() of the test.
    void setUp()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
        m_account = {entities::account::number, newRecordId()};
        m_test->receive(incomingRows(entities::account::number, {entities::account::field::name},
            {{m_account.id, {{entities::account::field::name, QStringLiteral("Acme")}}}}, 1));
        openTimeline();
    }
    void tearDown()
    {
        m_view.reset();
        m_test.reset();
    }

    void openTimeline()
    {
        m_view = std::make_unique<client::TimelineView>(client::fieldContextOf(m_test->records()));
        m_view->resize(500, 600);
        m_view->setRecord(m_account);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get(), patience));
    }

    QListView *list() { return m_view->findChild<QListView *>(QString(), Qt::FindDirectChildrenOnly); }

    std::unique_ptr<TestWindow> m_test;
    std::unique_ptr<client::TimelineView> m_view;
    client::RecordKey m_account;
};

}
