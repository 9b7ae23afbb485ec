// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/eventloop.h"
#include "bench/support/must.h"
#include "bench/support/salescompany.h"
#include "client/models/serverrowmodel.h"
#include "client/models/wordsfilter.h"
#include "client/records/offlineerror.h"
#include "client/records/workspace.h"
#include "client/sync/syncengine.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/identity.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <limits>

namespace tandem::bench {

/// All of the client but its windows, with its threads: replica, sync engine, and the models of a list. Of somebody of
/// a SalesCompany who keeps some of the accounts that he sees.
class ManagersLaptop
{
public:
    ManagersLaptop(quint16 port, const QString &login)
        : m_login(login)
    {
        client::SyncEngine::Config sync;
        sync.folder = m_folder.path();
        sync.server = {QStringLiteral("127.0.0.1"), port};
        sync.pin = test::firstFingerprint();
        sync.userName = login;
        sync.tokenPlace = client::TokenStore::Place::FileOnly;
        client::Workspace::Config config;
        config.folder = m_folder.path();
        config.shipped = taken(loadShipped());
        config.sync = [sync](client::Replica &replica) {
            return std::make_unique<client::SyncEngine>(replica, sync);
        };
        m_workspace = taken(client::Workspace::open(config));
    }

    /// Milliseconds from signing in at an empty folder until all that it keeps is here.
    double sync()
    {
        QElapsedTimer timer;
        timer.start();
        records().signIn(m_login, SalesCompany::password, &records(), must);
        const auto isSynced = [this] {
            return records().syncState().phase == client::SyncState::Phase::Synced && !records().currentUser().isNull();
        };
        runUntil(isSynced, "the first sync", std::chrono::minutes(10));
        return millisecondsOf(timer);
    }

    /// Accounts that are here.
    qint64 rows()
    {
        return taken(answer<qint64>(
            [this](const auto &done) { records().count(accounts(), &records(), done); }, "the number of accounts"));
    }

    struct Pages
    {
        double first = 0; ///< milliseconds
        double last = 0;
    };
    /// Of what only the server has, as a list shows it below the rows of this computer: so many pages, each once the
    /// one above it is here.
    Pages list(int pages)
    {
        client::ServerRowModel model(records());
        Pages times;
        QElapsedTimer timer;
        timer.start();
        model.setQuery(accounts(), account().list.columns);
        waitForPage(model);
        times.first = millisecondsOf(timer);
        for (int page = 2; page <= pages; ++page) {
            timer.restart();
            model.fetchMore({});
            waitForPage(model);
        }
        times.last = millisecondsOf(timer);
        if (model.rowCount() != pages * client::ServerRowModel::pageSize)
            qFatal("%d rows in %d pages", model.rowCount(), pages);
        return times;
    }

    static constexpr double gaveUp = std::numeric_limits<double>::infinity();
    /// Milliseconds until the list shows what only the server has with these words, which are typed into the box above
    /// it. gaveUp: the server has not answered in the time that a client waits for it.
    double typed(const QString &words)
    {
        client::ListQuery query = accounts();
        query.filter = client::wordsFilter(account(), words);
        client::ServerRowModel model(records());
        QElapsedTimer timer;
        timer.start();
        model.setQuery(query, account().list.columns);
        waitForAnswer(model);
        const double took = millisecondsOf(timer);
        if (model.state() == client::ServerRowModel::State::Unreachable)
            return gaveUp;
        if (model.rowCount() == 0)
            qFatal("%s: not in the list", qPrintable(words));
        return took;
    }

    enum class Finds { Something, Nothing };
    /// Milliseconds of a search among what only the server has, or gaveUp.
    double search(const QString &text, Finds expected)
    {
        constexpr int hits = 20;
        QElapsedTimer timer;
        timer.start();
        const auto answered = answer<client::ServerHits>(
            [&](const auto &done) {
                records().searchServer(text, {entities::account::number}, hits, &records(), done);
            },
            "the server's search");
        const double took = millisecondsOf(timer);
        if (!answered.ok() && client::isOffline(answered.error()))
            return gaveUp;
        const client::ServerHits found = taken(answered);
        if (found.groups.empty() != (expected == Finds::Nothing))
            qFatal("%s: found by mistake, or not at all", qPrintable(text));
        return took;
    }

    /// The end of it. Gives what it took on the disk, in bytes.
    double close()
    {
        m_workspace.reset();
        double bytes = 0;
        const QFileInfoList files = QDir(m_folder.path()).entryInfoList(QDir::Files);
        for (const QFileInfo &file : files)
            bytes += double(file.size());
        return bytes;
    }

private:
    client::Records &records() { return m_workspace->records(); }
    const EntityDef &account() { return *records().entity(entities::account::number); }

    /// In the order in which the list is shown at first.
    client::ListQuery accounts()
    {
        client::ListQuery query;
        query.entity = entities::account::number;
        query.sort = {account().list.sort};
        return query;
    }

    template <typename T, typename Ask>
    static Result<T> answer(Ask ask, const char *what)
    {
        std::optional<Result<T>> answered;
        ask(client::Callback<T>([&answered](Result<T> result) { answered = std::move(result); }));
        runUntil([&] { return answered.has_value(); }, what);
        return *std::move(answered);
    }

    static void waitForAnswer(const client::ServerRowModel &model)
    {
        runUntil([&] { return model.state() != client::ServerRowModel::State::Loading; }, "the server's rows");
    }

    /// Of many.
    static void waitForPage(const client::ServerRowModel &model)
    {
        waitForAnswer(model);
        if (model.state() != client::ServerRowModel::State::Partial)
            qFatal("no more rows at the server: %s", qPrintable(model.error().toLog()));
    }

    const QString m_login;
    QTemporaryDir m_folder;
    std::unique_ptr<client::Workspace> m_workspace;
};

}
