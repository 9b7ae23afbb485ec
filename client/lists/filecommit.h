// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QObject>
#include <QSaveFile>

#include <memory>

class QThread;

namespace tandem::client {

/// Brings a file that is written to its place. That waits for the disk, perhaps for seconds, so it is done in a thread
/// of its own; the file belongs to that thread until finished(). Waits for it when destroyed: a member behind the file.
class FileCommit final : public QObject
{
    Q_OBJECT

public:
    explicit FileCommit(QSaveFile &file);
    ~FileCommit() override;

    /// Once. finished() follows in the thread of this object.
    void start();
    void wait(); ///< nothing is written any more

signals:
    /// Error: as of saveFileError().
    void finished(const tandem::Result<void> &committed);

private:
    QSaveFile &m_file;
    Result<void> m_committed;
    std::unique_ptr<QThread> m_thread;
};

}
