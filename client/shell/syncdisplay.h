// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"

#include <QObject>
#include <QTimer>

namespace tandem::client {

class MessageStrip;
class Pill;
class Records;
struct SyncWords;

/// The window's pill and banner, which follow the state of sync.
class SyncDisplay : public QObject
{
    Q_OBJECT

public:
    SyncDisplay(Records &records, MessageStrip &banner, Pill &pill, QObject *parent = nullptr);

    /// Also for another language.
    void refresh();

signals:
    void signInRequested(); ///< also to look at the server's certificate
    void onlineRequested();
    void detailsRequested();

private:
    void onAction(const QString &action);
    void showBanner(const SyncWords &words);

    Records &m_records;
    MessageStrip &m_banner;
    Pill &m_pill;
    QList<std::pair<QString, QString>> m_actions; ///< of the banner: id and text
    QTimer m_countdown; ///< to the next attempt
};

}
