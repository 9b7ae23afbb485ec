// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/filestore.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QString>

#include <atomic>
#include <optional>

namespace tandem::server {

/// Which contents are there that the virus scanner has never looked at, or so long ago that it has learnt of new
/// viruses since: one after the other, round and round through the folder. One thread, but for left().
class RescanRound
{
public:
    /// `againDays`: after how many days a content is looked at again; 0: never.
    RescanRound(const FileStore &files, int againDays);

    /// The next one, or none until another round is due.
    std::optional<QString> next();
    /// Whether it still has to be looked at: another daemon may share the folder.
    bool isDue(const QString &hash) const;
    /// How many are left of this round.
    qint64 left() const { return m_left; }

private:
    void begin();
    void addDueUnder(int start);

    const FileStore &m_files;
    const int m_againDays;
    std::atomic<qint64> m_left = 0;
    QByteArray m_due; ///< the hashes that are left of this round, as bytes: there may be millions
    QDeadlineTimer m_rest; ///< before the next round; expired before the first one
};

}
