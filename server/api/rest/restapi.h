// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/access/authenticator.h"
#include "server/access/permissions.h"
#include "server/api/transport/router.h"
#include "server/jobs/backupkey.h"
#include "server/jobs/jobqueue.h"
#include "server/records/actionregistry.h"
#include "server/records/pipeline.h"
#include "server/records/recordplans.h"
#include "server/store/filestore.h"

#include <QList>
#include <QThreadPool>
#include <QTime>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace tandem::server {

class ContentMover;
class FileScanner;
class WordIndexer;

/// One request of somebody who is signed in, on its network thread.
struct RestCall
{
    const HttpRequest &request;
    Responder responder;
    RecordPlans &plans; ///< of the network thread, with its read connection
    PermissionsPointer permissions;
    Session session;

    const Registry &registry() const { return *permissions->registry(); }
    Actor actor() const { return {permissions->user(), {}, QStringLiteral("rest"), false}; }
};

/// The {id} of the path. Error: NotFound ("id") if it is none.
Result<RecordId> recordOf(const HttpRequest &request);

/// Everything under /api/v1, /files, /healthz and /readyz. Entities and actions are looked up in the Registry of the
/// moment, so what an administrator adds is there at once.
class RestApi
{
public:
    struct Parts
    {
        Store &store;
        AccessResolver &access;
        Authenticator &authenticator;
        Pipeline &pipeline;
        const ActionRegistry &actions;
        FileStore &files;
        JobQueue &jobs;
        const Clock &clock;
        QByteArray controlToken; ///< what tandemctl shows; empty: no control routes
        QString backupFolder; ///< where a backup is written if nobody names another place
        std::function<int()> liveSessions;
        std::optional<BackupKey> backupKey = {}; ///< encrypts backups
        QList<QTime> backupTimes = {}; ///< of the schedule; empty: there is none
        FileScanner *scanner = nullptr; ///< looks at attached files; null: nobody does
        /// Why the server does not run on the definitions of the configured folder, but on those of an earlier start.
        std::optional<Error> definitionsTrouble = {};
        WordIndexer *words = nullptr; ///< of the search; null: there is none
        ContentMover *mover = nullptr; ///< moves attached files to another place; null: there is none
    };
    using CallHandler = std::function<Result<void>(const RestCall &call)>;
    using ControlHandler = std::function<Result<void>(RestApi &, const HttpRequest &, const Responder &, Connection &)>;

    explicit RestApi(Parts parts);
    ~RestApi(); ///< finishes
    void finish(); ///< waits for running imports and backups, which need the writer

    void addRoutes(Router &router);

    const Parts &parts() const { return m_parts; }
    /// One after the other, on a thread of their own. Error: TooMany ("busy") if enough of them wait already.
    Result<void> startImport(std::function<void()> work);
    Result<void> checkRoomForImport() const;
    QThreadPool &backups() { return m_backups; } ///< which wait for no import

    /// A route for signed-in users. An error of the handler is answered; else it answers itself, now or later.
    void add(Router &router, HttpMethod method, const QString &pattern, CallHandler handler, Router::Options options);
    void add(Router &router, HttpMethod method, const QString &pattern, CallHandler handler);
    /// A route for tandemctl, by the control token.
    void addControl(Router &router, HttpMethod method, const QString &pattern, ControlHandler handler,
        Router::Options options = {});
    Result<void> checkControl(const HttpRequest &request) const;

    /// The read connection of a network thread; used on that thread only.
    Result<Connection *> reader(int networkThread);
    /// What reading records over that connection needs.
    Result<RecordPlans *> plans(int networkThread);
    Result<PermissionsPointer> permissions(Connection &connection, const RecordId &user);
    /// Whose token it brings. Error: Unauthenticated ("sessionEnded"), Forbidden ("userDisabled").
    Result<Session> session(const HttpRequest &request);

private:
    struct Reader;
    Result<void> serve(const HttpRequest &request, const Responder &responder, const CallHandler &handler);

    Parts m_parts;
    std::vector<std::unique_ptr<Reader>> m_readers; ///< one place per network thread, filled by that thread
    QThreadPool m_imports;
    std::atomic<int> m_startedImports = 0; ///< running and waiting
    QThreadPool m_backups;
};

}
