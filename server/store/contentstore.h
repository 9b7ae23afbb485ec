// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

class QFile;

namespace tandem::server {

/// A place outside the folder of files that keeps whole contents by their SHA-256. What may come, who has sent it and
/// who gets it is not its business. Every call may take as long as a network does: not for a thread on which others
/// wait. Any thread.
/// Error of each: Unavailable ("contentsUnreachable": tried some times in vain; "contentsDenied").
class ContentStore
{
public:
    struct Content
    {
        QString hash;
        qint64 size = 0;
    };

    virtual ~ContentStore() = default;

    /// Of a file that is open for reading. Once more is the same as once. Error: also of the file.
    virtual Result<void> put(const QString &hash, QFile &file) = 0;
    /// At least one byte, unless the content ends at `offset`. Error: also NotFound ("file").
    virtual Result<QByteArray> read(const QString &hash, qint64 offset, qint64 length) = 0;
    /// Of what is not there: nothing to do.
    virtual Result<void> remove(const QString &hash) = 0;
    /// All of them, in no order.
    virtual Result<void> each(const std::function<void(const Content &content)> &visit) = 0;
    /// What runs ends with an error, and so does what comes later.
    virtual void stop() = 0;
};

}
