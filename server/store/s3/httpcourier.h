// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

class QNetworkAccessManager;

namespace tandem::server {

/// Asks an HTTP server from threads that have no event loop: one thread of its own has it, and who asks waits. The
/// certificate of the other side is always checked. Any thread.
class HttpCourier
{
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    struct Call
    {
        QByteArray verb; ///< GET, PUT, POST or DELETE
        QUrl url;
        Headers headers;
        QByteArray body;
        qint64 mostBytes = 0; ///< of the answer's body; a longer one is broken off
    };
    struct Answer
    {
        int status = 0; ///< 0: there was no whole answer
        Headers headers;
        QByteArray body;
        QString trouble; ///< in words, if there was none

        std::optional<QByteArray> header(const QByteArray &name) const;
    };

    /// `patience`: how long a line may stand still.
    explicit HttpCourier(std::chrono::milliseconds patience);
    ~HttpCourier(); ///< nobody asks any more

    Answer ask(const Call &call);
    void stop(); ///< what runs is broken off, what comes later is not begun

private:
    struct Errand;
    void begin(const std::shared_ptr<Errand> &errand);

    const std::chrono::milliseconds m_patience;
    std::atomic<bool> m_stopping = false;
    QThread m_thread;
    QObject *const m_inThread; ///< lives and dies there
    QNetworkAccessManager *m_network = nullptr; ///< that thread's
};

}
