// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

namespace tandem::client {

class MessageStrip;
class Pill;
class Records;

/// The window's pill and banner, which follow the state of sync.
class SyncDisplay : public QObject
{
    Q_OBJECT

public:
    SyncDisplay(Records &records, MessageStrip &banner, Pill &pill, QObject *parent = nullptr);

    /// Also for another language.
    void refresh();

signals:
    void signInRequested();
    void detailsRequested();

private:
    void onAction(const QString &action);

    Records &m_records;
    MessageStrip &m_banner;
    Pill &m_pill;
    QTimer m_countdown; ///< to the next attempt
};

}
