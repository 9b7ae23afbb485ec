// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/contentstore.h"
#include "server/store/s3/httpcourier.h"
#include "server/store/s3/s3address.h"
#include "shared/base/bytesize.h"

#include <QMutex>
#include <QWaitCondition>

#include <chrono>
#include <optional>

namespace tandem::server {

struct S3Patience
{
    int attempts = 4;
    std::chrono::milliseconds firstPause{250}; ///< twice as long before each further attempt
    std::chrono::milliseconds longestPause{5'000}; ///< also of what the store asks for
    std::chrono::milliseconds standstill{15'000}; ///< of a line
};

/// Contents in a bucket of an S3-compatible store, as objects prefix/ab/cdef…, and prefix/company, which says whose
/// they are. What fails for a reason that passes is tried again, with growing waits.
class S3Contents final : public ContentStore
{
public:
    /// Contents above `partBytes` go up in parts of that size, of which the stores want 5 MiB at least.
    explicit S3Contents(S3Address address, S3Patience patience = {}, qint64 partBytes = 16 * MiB);

    Result<void> put(const QString &name, QFile &file) override;
    Result<QByteArray> read(const QString &name, qint64 offset, qint64 length) override;
    Result<void> remove(const QString &name) override;
    Result<void> each(const std::function<void(const Content &content)> &visit) override;
    Result<void> claim(const QByteArray &company) override;
    void stop() override;

private:
    /// One request before it is signed, which is done anew for each attempt.
    struct Wish
    {
        QByteArray verb;
        QString key; ///< of the object; empty: the bucket
        QList<std::pair<QByteArray, QByteArray>> query = {};
        QByteArray range = {};
        QByteArray body = {};
        qint64 mostBytes = 1 * MiB;
    };
    using Answer = HttpCourier::Answer;

    /// Any answer that does not pass by itself. Error: Unavailable.
    Result<Answer> ask(const Wish &wish);
    /// With one of these statuses. Error: Unavailable.
    Result<Answer> askFor(const Wish &wish, const QList<int> &statuses);
    HttpCourier::Call signedCall(const Wish &wish) const;
    bool pause(std::chrono::milliseconds time);
    /// Whose the objects are; nothing if nobody has said so.
    Result<std::optional<QByteArray>> readOwner();
    Result<void> putParts(const QString &name, QFile &file);
    Result<QByteArray> putPart(const QString &name, const QByteArray &upload, int number, const QByteArray &bytes);
    Result<void> finishParts(const QString &name, const QByteArray &upload, const QByteArray &list);
    Result<QByteArray> readPage(const QByteArray &list, const std::function<void(const Content &content)> &visit) const;

    const S3Address m_address;
    const S3Patience m_patience;
    const qint64 m_partBytes;
    HttpCourier m_courier;
    QMutex m_mutex; ///< of what follows
    QWaitCondition m_stopped;
    bool m_isStopping = false;
};

}
