// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/retention.h"

#include "server/store/devicestore.h"
#include "server/store/filestore.h"

#include <QSemaphore>

#include <limits>

namespace tandem::server {

Result<void> applyRetention(DatabaseWriter &writer, Authenticator &authenticator, const Store &store,
    const Retention &retention, const Clock &clock)
{
    constexpr qint64 hour = 3600LL * 1000;
    const Timestamp now = clock.now();
    QSemaphore finished;
    Result<void> sessions;
    Result<void> answers;
    authenticator.trim(now - retention.sessionDays * 24 * hour, [&](const Result<void> &result) {
        sessions = result;
        finished.release();
    });
    writer.write(
        [&](Connection &connection) { return DeviceStore(connection).trim(now - retention.answerDays * 24 * hour); },
        [&](const Result<void> &result) {
            answers = result;
            finished.release();
        });
    finished.acquire(2);
    TANDEM_TRY(sessions);
    TANDEM_TRY(answers);
    return FileStore(store.filesFolder(), std::numeric_limits<qint64>::max())
        .dropStaleUploads(now - retention.uploadHours * hour);
}

}
