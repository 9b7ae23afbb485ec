// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"
#include "client/records/synccontrol.h"

#include <QThreadPool>

namespace tandem::client {

/// Everything behind the interface for one user at one server: the replica with the sync engine in one thread, a reader
/// in another, and Records, the door to them, in the thread that made the workspace.
class Workspace : public QObject
{
    Q_OBJECT

public:
    struct Config
    {
        QString folder; ///< of the replica
        RegistryPointer shipped;
        QString language = QStringLiteral("en");
        SyncFactory sync; ///< empty: works on the replica alone
        const Clock *clock = &SystemClock::instance();
        PreviewMaker makePreview; ///< empty: what is attached has no small pictures
    };

    /// Opens the replica and waits for that only, not for any server: what is on the disk can be shown at once.
    static Result<std::unique_ptr<Workspace>> open(const Config &config);
    /// Stops the engine, writes pending drafts, ends the threads.
    ~Workspace() override;

    Records &records() { return *m_records; }

private:
    Workspace();
    void finishOpening(std::unique_ptr<Records::Private> data);
    void checkInBackground(const QString &path);

    Records::Private *m_data = nullptr; ///< owned by the records
    std::unique_ptr<QThreadPool> m_check;
    std::unique_ptr<Records> m_records;
};

}
