// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/screenshottour.h"

#include "client/shell/mainwindow.h"

#include <QDir>
#include <QPixmap>

namespace tandem::client {

namespace {

/// Lists and pictures come from other threads; a page counts as settled when nothing has changed for so long.
constexpr int settleMs = 700;

}

ScreenshotTour::ScreenshotTour(MainWindow &window, Records &records, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_records(records)
    , m_folder(folder)
    , m_stops{{QStringLiteral("home"), QStringLiteral("tandem://view/home")},
          {QStringLiteral("accounts"), QStringLiteral("tandem://list/account")},
          {QStringLiteral("opportunities"), QStringLiteral("tandem://list/opportunity")},
          {QStringLiteral("board"), QStringLiteral("tandem://board/opportunity")},
          {QStringLiteral("approvals"), QStringLiteral("tandem://view/approvals")},
          {QStringLiteral("settings"), QStringLiteral("tandem://view/settings")}}
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &ScreenshotTour::take);
}

void ScreenshotTour::start()
{
    QDir().mkpath(m_folder);
    connect(&m_records, &Records::syncStateChanged, this, &ScreenshotTour::whenSynced);
    whenSynced();
}

void ScreenshotTour::whenSynced()
{
    const auto phase = m_records.syncState().phase;
    const bool ready = phase == SyncState::Phase::Synced || phase == SyncState::Phase::Offline;
    if (!ready || m_next > 0)
        return;
    disconnect(&m_records, &Records::syncStateChanged, this, &ScreenshotTour::whenSynced);
    connect(&m_records, &Records::changed, &m_settle, qOverload<>(&QTimer::start));
    showNext();
}

void ScreenshotTour::showNext()
{
    if (m_next >= m_stops.size()) {
        emit finished();
        return;
    }
    if (const auto location = Location::fromText(m_stops[m_next].second))
        m_window.open(*location);
    m_settle.start();
}

void ScreenshotTour::take()
{
    const QString path = QDir(m_folder).filePath(m_stops[m_next].first + QStringLiteral(".png"));
    m_window.grab().save(path);
    ++m_next;
    showNext();
}

}
