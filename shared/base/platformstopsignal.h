// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>

namespace tandem {

/// Tells, in the event loop of its thread, that the system wants this process to end: SIGTERM or SIGINT; on Windows a
/// service's stop, Ctrl+C, Ctrl+Break, a closed console, and the end of the session. In the other direction it tells a
/// service manager that listens (systemd with Type=notify, the one of Windows) how far this process is. One at a time.
/// The signal of a full quota no longer ends the process: the write fails instead.
class StopSignal final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignal(QObject *parent = nullptr);
    ~StopSignal() override;

    void tellReady(); ///< from now on it serves
    void tellEnd(int exitCode); ///< it is about to end

signals:
    void received();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
