// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QThread>

namespace tandem::test {

/// Reads lines of JSON from the standard input in a thread of its own, since a pipe has no portable way to wait for it
/// in an event loop.
class OrderReader final : public QThread
{
    Q_OBJECT

public:
    using QThread::QThread;

signals:
    void ordered(const QJsonObject &order);
    void ended();

protected:
    void run() override;
};

}
