// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncdisplay.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "tests/support/localsync.h"
#include "tests/support/testworkspace.h"

#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// The banner and what it offers, over an engine that tells what the test wants.
class TestSyncDisplay : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = openWorkspace(m_folder->path(), [this](Replica &replica) {
            auto sync = std::make_unique<LocalSync>(replica, idOf(1));
            m_sync = sync.get();
            return sync;
        });
        QVERIFY(m_workspace);
        m_banner = std::make_unique<MessageStrip>();
        m_pill = std::make_unique<Pill>();
        m_display = std::make_unique<SyncDisplay>(m_workspace->records(), *m_banner, *m_pill);
    }
    void cleanup()
    {
        m_display.reset();
        m_pill.reset();
        m_banner.reset();
        m_workspace.reset();
    }

    void countingKeepsTheButtons()
    {
        SyncState state;
        state.phase = SyncState::Phase::Offline;
        state.retryAt = SystemClock::instance().now() + 60'000;
        tell(state);
        QTRY_VERIFY(m_banner->text().contains(QLatin1String("Next attempt")));
        QTRY_VERIFY(button(QStringLiteral("Try now")));
        const QPointer<QPushButton> retry = button(QStringLiteral("Try now"));
        const QString before = m_banner->text();
        QTRY_VERIFY(m_banner->text() != before);
        QVERIFY(retry && !retry->isHidden());
    }

    void offlineByChoiceOffersToGoOnline()
    {
        SyncState state;
        state.phase = SyncState::Phase::Offline;
        state.offlineByChoice = true;
        tell(state);
        QTRY_VERIFY(button(QStringLiteral("Go online")));
        QVERIFY(!button(QStringLiteral("Try now")));
        QSignalSpy online(m_display.get(), &SyncDisplay::onlineRequested);
        button(QStringLiteral("Go online"))->click();
        QCOMPARE(online.count(), 1);
    }

    void anotherCertificateOffersToLookAtIt()
    {
        SyncState state;
        state.phase = SyncState::Phase::Refused;
        state.error = Error::forbidden(QStringLiteral("certificateChanged"));
        tell(state);
        QTRY_VERIFY(button(QStringLiteral("Check certificate")));
        QSignalSpy signIn(m_display.get(), &SyncDisplay::signInRequested);
        button(QStringLiteral("Check certificate"))->click();
        QCOMPARE(signIn.count(), 1);
    }

private:
    void tell(const SyncState &state)
    {
        QMetaObject::invokeMethod(
            m_sync, [sync = m_sync, state] { emit sync->stateChanged(state); }, Qt::QueuedConnection);
    }

    QPushButton *button(const QString &text) const
    {
        const auto buttons = m_banner->findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
            [&](const QPushButton *each) { return each->text() == text && !each->isHidden(); });
        return found == buttons.end() ? nullptr : *found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    LocalSync *m_sync = nullptr;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MessageStrip> m_banner;
    std::unique_ptr<Pill> m_pill;
    std::unique_ptr<SyncDisplay> m_display;
};

QTEST_MAIN(TestSyncDisplay)
#include "tst_syncdisplay.moc"
