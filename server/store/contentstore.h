// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

class QFile;

namespace tandem::server {

/// One copy of a content. Each time a content is put into the place, the copy has another name: so whoever removes a
/// copy, however late his request arrives, can never take away one that was put there since.
struct ContentCopy
{
    QString hash; ///< SHA-256 in hexadecimal
    QString token = {}; ///< what it has of its own; empty: nothing

    QString name() const;
    static std::optional<ContentCopy> fromName(const QString &name);
    bool operator==(const ContentCopy &other) const = default;
};

/// A place outside the folder of files that keeps copies of whole contents. What may come, who has sent it and who gets
/// it is not its business. Every call may take as long as a network does: not for a thread on which others wait. Any
/// thread.
/// Error of each: Unavailable ("contentsUnreachable": tried some times in vain; "contentsDenied").
class ContentStore
{
public:
    struct Content
    {
        ContentCopy copy;
        qint64 size = 0;
    };

    virtual ~ContentStore() = default;

    /// Of a file that is open for reading. Once more is the same as once. Error: also of the file.
    virtual Result<void> put(const QString &name, QFile &file) = 0;
    /// At least one byte, unless the content ends at `offset`. Error: also NotFound ("file").
    virtual Result<QByteArray> read(const QString &name, qint64 offset, qint64 length) = 0;
    /// Of what is not there: nothing to do.
    virtual Result<void> remove(const QString &name) = 0;
    /// All of them, in no order.
    virtual Result<void> each(const std::function<void(const Content &content)> &visit) = 0;
    /// That the place belongs to this company: it is written there if nothing is yet. Asks once, without patience.
    /// Error: also Invalid ("bucketOfAnotherCompany", field "filesBucket").
    virtual Result<void> claim(const QByteArray &company) = 0;
    /// What runs ends with an error, and so does what comes later.
    virtual void stop() = 0;
};

}
