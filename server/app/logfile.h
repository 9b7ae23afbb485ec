// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/bytesize.h"
#include "shared/base/result.h"

#include <QFile>
#include <QMutex>

namespace tandem::server {

/// The log of a daemon that has neither a console nor a journal. When it has grown to its limit it becomes "….1", and
/// what had that name before goes. Any thread.
class LogFile
{
public:
    explicit LogFile(QString path, qint64 limit = 10 * MiB)
        : m_file(std::move(path))
        , m_limit(limit)
    {
    }

    static QByteArray nameOf(QtMsgType type); ///< "warning"

    Result<void> open(); ///< Error: Unavailable ("cannotWrite")
    /// Adds a line with the time of now. What cannot be written is lost: there is no place left to say so.
    void write(QtMsgType type, const QByteArray &text);

private:
    void putAside();

    QMutex m_mutex;
    QFile m_file;
    const qint64 m_limit;
};

}
