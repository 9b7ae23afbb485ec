// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncdisplay.h"

#include "client/records/records.h"
#include "client/shell/syncindicator.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"

namespace tandem::client {

SyncDisplay::SyncDisplay(Records &records, MessageStrip &banner, Pill &pill, QObject *parent)
    : QObject(parent)
    , m_records(records)
    , m_banner(banner)
    , m_pill(pill)
{
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &SyncDisplay::refresh);
    connect(&m_records, &Records::syncStateChanged, this, &SyncDisplay::refresh);
    connect(&m_pill, &QAbstractButton::clicked, this, &SyncDisplay::detailsRequested);
    connect(&m_banner, &MessageStrip::actionTriggered, this, &SyncDisplay::onAction);
}

void SyncDisplay::onAction(const QString &action)
{
    if (action == QLatin1String("retry"))
        m_records.syncNow();
    else if (action == QLatin1String("online"))
        emit onlineRequested();
    else if (action == QLatin1String("signIn"))
        emit signInRequested();
    else
        emit detailsRequested();
}

/// While it counts the seconds only the text changes: the focus stays on its button, and nobody is alerted anew.
void SyncDisplay::showBanner(const SyncWords &words)
{
    QList<std::pair<QString, QString>> actions;
    if (words.offerRetry)
        actions.append({QStringLiteral("retry"), tr("Try now")});
    if (words.offerOnline)
        actions.append({QStringLiteral("online"), tr("Go online")});
    if (words.offerCertificate)
        actions.append({QStringLiteral("signIn"), tr("Check certificate")});
    if (words.offerSignIn)
        actions.append({QStringLiteral("signIn"), tr("Sign in")});
    actions.append({QStringLiteral("details"), tr("Details")});
    if (!m_banner.isHidden() && m_banner.tone() == words.bannerTone && m_actions == actions) {
        if (m_banner.text() != words.banner)
            m_banner.setText(words.banner);
        return;
    }
    m_actions = actions;
    m_banner.showMessage(words.bannerTone, words.banner);
    m_banner.setCloseable(false);
    for (const auto &[id, text] : actions)
        m_banner.addAction(id, text);
}

void SyncDisplay::refresh()
{
    const SyncState state = m_records.syncState();
    const SyncWords words = describeSync(state, SystemClock::instance().now(), QLocale(m_records.language()));
    m_pill.setState(words.tone, words.pill);
    m_pill.setAccessibleName(tr("Sync: %1").arg(words.pill));
    m_pill.setWhatsThis(tr("Whether this computer has everything that the server has, and the other way round. You can "
                           "always go on working: changes wait here and are sent later. A click shows what waits."));
    if (words.banner.isEmpty())
        m_banner.clear();
    else
        showBanner(words);
    if (state.retryAt > 0 && !m_countdown.isActive())
        m_countdown.start();
    else if (state.retryAt == 0)
        m_countdown.stop();
}

}
