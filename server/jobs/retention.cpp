// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/retention.h"

#include "server/jobs/namedcontents.h"
#include "server/store/audittrail.h"
#include "server/store/changelog.h"
#include "server/store/devicestore.h"
#include "server/store/filestore.h"

#include <QSemaphore>

#include <limits>
#include <utility>

namespace tandem::server {

namespace {

constexpr qint64 hour = 3600LL * 1000;
constexpr int historyRound = 2000; ///< entries per commit, so that nobody's change waits long for it

Result<void> tidyFiles(DatabaseWriter &writer, const Store &store, const Retention &retention, Timestamp now)
{
    FileStore files(
        store.filesFolder(), std::numeric_limits<qint64>::max(), {}, FileStore::Scanning::Off, store.farContents());
    TANDEM_TRY(files.dropStaleUploads(now - retention.uploadHours * hour));
    TANDEM_ASSIGN(const auto reader, store.openReader());
    TANDEM_ASSIGN(const QSet<QString> named, namedContents(*reader, *store.registry()));
    return files.removeUnused(
        now - retention.unnamedFileDays * 24 * hour, [&named](const QString &hash) { return named.contains(hash); },
        [&](const QString &hash) { return isNamedContent(writer, store, hash); });
}

}

Result<void> trimHistory(DatabaseWriter &writer, Timestamp before, Timestamp now)
{
    for (bool isNoted = false;;) {
        qint64 gone = 0;
        TANDEM_TRY(writeAndWait(writer, [&](Connection &connection) -> Result<void> {
            AuditTrail trail(connection);
            TANDEM_ASSIGN(const qint64 changes, ChangeLog(connection).trim(before, historyRound));
            TANDEM_ASSIGN(const qint64 events, trail.trim(before, historyRound));
            gone = changes + events;
            if (gone > 0 && !std::exchange(isNoted, true))
                return trail.append({0, now, auditevent::historyTrimmed, {}, {}, {}, {}});
            return {};
        }));
        if (gone == 0)
            return {};
    }
}

Result<void> applyRetention(DatabaseWriter &writer, Authenticator &authenticator, const Store &store,
    const Retention &retention, const Clock &clock)
{
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
    if (retention.historyBefore)
        TANDEM_TRY(trimHistory(writer, *retention.historyBefore, now));
    return tidyFiles(writer, store, retention, now);
}

}
