// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/accountfiller.h"
#include "server/search/wordindexer.h"
#include "server/store/sequence.h"
#include "shared/base/clock.h"
#include "shared/database/postgresql/opendatabase.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/identity.h"
#include "tests/support/servercore.h"

namespace tandem::bench {

/// A company of sales reps who share its accounts between them, served by a real tandemd. The data folder is made in
/// this process before the daemon starts.
class SalesCompany
{
public:
    struct Rep
    {
        RecordId user;
        QString login;
        QByteArray token;
    };

    /// Account number n belongs to the rep n % reps.
    SalesCompany(int reps, int accounts)
    {
        for (int i = 0; i < reps; ++i)
            this->reps.push_back(hire(QStringLiteral("rep%1").arg(i), QStringLiteral("sales")));
        addAccounts(accounts);
        write(QStringLiteral("certificate.pem"), test::firstIdentity().certificate);
        write(QStringLiteral("key.pem"), test::firstIdentity().key);
    }

    /// Somebody else, with this role and none of the accounts.
    Rep hire(const QString &login, const QString &role)
    {
        Rep hired{m_core.addUser(login, password, role), login, {}};
        QSemaphore finished;
        m_core.authenticator.signIn({login, password, {}, QStringLiteral("bench"), {}}, [&](const auto &signedIn) {
            if (!signedIn)
                qFatal("%s", qPrintable(signedIn.error().toLog()));
            hired.token = signedIn->token.toLatin1();
            finished.release();
        });
        finished.acquire();
        return hired;
    }

    /// What laptops of people with this role keep, in the words of the role's own field.
    void keepOnLaptops(const QString &role, const QString &rules)
    {
        m_core.update(
            entities::role::number, server::basics::role(role), {{entities::role::field::offline, Value(rules)}});
    }

    /// So many accounts more, past the pipeline (see AccountFiller), which takes nothing any more: serve() is next.
    /// `accounts` are then `sample` of them.
    void fill(int count, int sample)
    {
        std::vector<RecordId> owners;
        for (const Rep &rep : reps)
            owners.push_back(rep.user);
        fill(count, sample, std::move(owners), SystemClock::instance().now());
    }
    /// The same with other owners: number n belongs to owners[n % owners]. All were changed last `at` this time.
    void fill(int count, int sample, std::vector<RecordId> owners, Timestamp at)
    {
        m_core.pipeline.stop();
        accounts = AccountFiller(*m_core.store, std::move(owners), at).fill(count, sample);
    }

    /// The index of words of all that is there, which the daemon would make in its own time, beside what is measured.
    void indexWords()
    {
        server::WordIndexer words(*m_core.store);
        for (bool more = true; more;) {
            const Result<bool> step = words.step();
            if (!step)
                qFatal("%s", qPrintable(step.error().toLog()));
            more = *step;
        }
    }

    /// Ends what this process did with the folder, and starts the daemon on it.
    test::DaemonProcess &serve(const QStringList &moreArguments = {})
    {
        m_core.pipeline.stop();
        m_core.store.reset();
        daemon = std::make_unique<test::DaemonProcess>(
            QStringList{QStringLiteral("--certificate"), folder() + QStringLiteral("/certificate.pem"),
                QStringLiteral("--key"), folder() + QStringLiteral("/key.pem")}
            + moreArguments);
        daemon->setDataFolder(folder());
        if (!daemon->start())
            qFatal("tandemd: %s", daemon->standardError().constData());
        return *daemon;
    }

    /// Until the daemon's index of words has all that is there: else it is made while a baseline is measured.
    void waitForIndex() const
    {
        const auto database =
            openDatabase({test::testdatabase::urlOfFolder(folder()), DatabaseAddress::Mode::ReadOnly});
        const auto index =
            server::WordIndexFile::open(server::WordIndexer::path(folder()), DatabaseAddress::Mode::ReadOnly);
        if (!database || !index)
            qFatal("neither database nor index can be read");
        const qint64 committed = server::Sequence::committed(**database).valueOr(0);
        const auto position = [&] {
            const auto state = (*index)->state().valueOr(std::nullopt);
            return state ? state->position : -1;
        };
        while (position() < committed)
            QThread::msleep(100);
    }

    QString folder() const { return m_core.folder.path(); }
    QString databasePath() const { return folder() + QStringLiteral("/tandem.db"); }

    /// Before the first company: all of this process lie in schemas of their own, which stay, on the PostgreSQL with
    /// this URL. Empty: in files.
    static void useDatabase(const QString &url)
    {
        if (!url.isEmpty())
            qputenv("TANDEM_TEST_DATABASE", url.toUtf8());
    }

    static inline const QString password = QStringLiteral("correct horse");
    std::vector<Rep> reps;
    std::vector<RecordId> accounts;
    std::unique_ptr<test::DaemonProcess> daemon;

private:
    void addAccounts(int count)
    {
        constexpr int atOnce = 500;
        QSemaphore finished;
        for (int first = 0; first < count; first += atOnce) {
            std::vector<Mutation> mutations;
            for (int i = first; i < std::min(first + atOnce, count); ++i)
                mutations.push_back(creation(i));
            m_core.pipeline.submit(server::Actor::forSystem(), std::move(mutations), [&](const auto &answers) {
                for (const Acknowledgement &answer : answers) {
                    if (answer.error)
                        qFatal("%s", qPrintable(answer.error->toLog()));
                }
                finished.release();
            });
            finished.acquire();
        }
    }

    Mutation creation(int number)
    {
        Mutation mutation;
        mutation.at = SystemClock::instance().now();
        mutation.entity = entities::account::number;
        mutation.record = newRecordId();
        mutation.kind = MutationKind::Create;
        mutation.changes.push_back({systemfield::owner, Value(), Value(reps[size_t(number) % reps.size()].user)});
        for (const auto &[field, value] : accountValues(number))
            mutation.changes.push_back({field, Value(), value});
        accounts.push_back(mutation.record);
        return mutation;
    }

    void write(const QString &name, const QByteArray &content)
    {
        QFile file(folder() + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }

    test::ServerCore m_core;
};

}
