// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/daemon.h"

#include "server/access/accessresolver.h"
#include "server/access/authenticator.h"
#include "server/access/passwordhasher.h"
#include "server/api/live/livehub.h"
#include "server/api/rest/restapi.h"
#include "server/api/transport/metrics.h"
#include "server/api/transport/router.h"
#include "server/api/transport/transportserver.h"
#include "server/app/daemonjobs.h"
#include "server/app/daemonmetrics.h"
#include "server/app/definitions.h"
#include "server/app/filesbucket.h"
#include "server/app/neighbours.h"
#include "server/features/crm/activities/lastcontact.h"
#include "server/features/crm/lines/lineamounts.h"
#include "server/features/crm/pipeline/stageservice.h"
#include "server/features/joint/mentions/mentionnotices.h"
#include "server/flows/approvalservice.h"
#include "server/flows/flowcheck.h"
#include "server/flows/ruleengine.h"
#include "server/jobs/backup.h"
#include "server/jobs/contentmover.h"
#include "server/jobs/filescanner.h"
#include "server/jobs/notedsettings.h"
#include "server/records/builtins.h"
#include "server/records/pipeline.h"
#include "server/search/wordindexer.h"
#include "server/store/store.h"
#include "shared/base/bytesize.h"
#include "shared/base/savefileerror.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/entities/shipped.h"

#include <QDir>
#include <QHostInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSaveFile>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(daemonLog, "tandem.daemon", QtInfoMsg)

const QString loopback = QStringLiteral("127.0.0.1");

QByteArray newControlToken()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex();
}

}

/// In the order in which they start; they end the other way round.
struct Daemon::Parts
{
    explicit Parts(Configuration given)
        : configuration(std::move(given))
    {
    }

    Result<void> readBackupKey();
    Result<void> openStore();
    void takeNote(const Definitions &definitions);
    void keepGoodDefinitions();
    Result<void> makeCertificate();
    Result<void> startPipeline();
    Result<void> startTransport();
    Result<void> startMetrics();
    Result<void> writeControlFile();
    void noteSettings();
    /// Where a backup goes that somebody asks for without naming a folder.
    QString backupFolder() const
    {
        return configuration.backupFolder.isEmpty() ? path("backups") : configuration.backupFolder;
    }
    QList<QTime> backupTimes() const
    {
        return configuration.backupFolder.isEmpty() ? QList<QTime>() : configuration.backupTimes;
    }
    FileRoom::Limits fileLimits() const
    {
        return {configuration.filesQuotaMegabytes * MiB, configuration.diskReserveMegabytes * MiB};
    }
    QString controlPath() const { return store->folder() + QLatin1String("/control.json"); }
    QString path(const char *name) const { return store->folder() + QLatin1Char('/') + QLatin1String(name); }

    const Configuration configuration;
    SystemClock clock;
    std::unique_ptr<Store> store;
    std::optional<Error> definitionsTrouble;
    CertificateFile certificate;
    QByteArray fingerprint;
    AccessResolver access;
    ApprovalService approvals;
    std::unique_ptr<RuleEngine> rules;
    HookRegistry hooks;
    ActionRegistry actions;
    std::unique_ptr<Pipeline> pipeline;
    PasswordHasher hasher;
    std::unique_ptr<Authenticator> authenticator;
    std::unique_ptr<Neighbours> neighbours;
    std::shared_ptr<ContentStore> bucket; ///< null: attached files stay in their folder
    std::unique_ptr<FileStore> files;
    std::unique_ptr<WordIndexer> words;
    std::unique_ptr<ContentMover> mover;
    FirstStart firstStart;
    std::optional<BackupKey> backupKey;
    std::unique_ptr<DaemonJobs> jobs;
    std::unique_ptr<FileScanner> scanner;
    QByteArray controlToken = newControlToken();
    Metrics metrics;
    std::unique_ptr<LiveHub> live;
    std::unique_ptr<RestApi> rest;
    Router router;
    std::unique_ptr<TransportServer> transport;
    std::unique_ptr<DaemonMetrics> figures;
    Router metricsRouter;
    std::unique_ptr<TransportServer> metricsTransport;
};

Daemon::Daemon(Configuration configuration)
    : d(std::make_unique<Parts>(std::move(configuration)))
{
}

Daemon::~Daemon()
{
    stop();
}

Result<void> Daemon::start()
{
    TANDEM_TRY(d->readBackupKey());
    TANDEM_TRY(d->openStore());
    TANDEM_TRY(d->makeCertificate());
    TANDEM_TRY(d->startPipeline());
    TANDEM_TRY(d->startTransport());
    TANDEM_TRY(d->startMetrics());
    d->noteSettings();
    d->keepGoodDefinitions();
    if (d->scanner)
        d->scanner->start();
    d->words->start();
    if (d->mover)
        d->mover->start();
    TANDEM_TRY(d->jobs->start()); // only now: a start that fails by its port begins no backup
    return d->writeControlFile();
}

/// First of all: a server must not write in the open what is meant to be encrypted.
Result<void> Daemon::Parts::readBackupKey()
{
    TANDEM_ASSIGN(backupKey, BackupKey::read(configuration.backupKeyFile));
    return {};
}

Result<void> Daemon::Parts::openStore()
{
    TANDEM_ASSIGN(const Definitions definitions, definitionsToStartOn(configuration));
    TANDEM_ASSIGN(
        DatabaseAddress database, databaseAddress(configuration.database, configuration.databasePasswordFile));
    database.load = DatabaseAddress::Load::Much;
    TANDEM_ASSIGN(bucket, filesBucketOf(configuration));
    TANDEM_ASSIGN(store,
        Store::open(
            configuration.dataFolder, definitions.registry, {std::move(database), configuration.filesFolder, bucket}));
    takeNote(definitions);
    backup::removeLeftovers(store->folder());
    files = std::make_unique<FileStore>(store->filesFolder(), configuration.maxFileMegabytes * MiB, fileLimits(),
        configuration.fileScanner.isEmpty() ? FileStore::Scanning::Off : FileStore::Scanning::On, store->farContents());
    TANDEM_TRY(files->putBackLeftovers());
    if (bucket)
        mover = std::make_unique<ContentMover>(*files);
    // While the bucket is away attached files come in all the same; the mover asks again before it moves any.
    const Result<void> claimed = files->claimPlace();
    return claimed || claimed.error().code == ErrorCode::Unavailable ? Result<void>() : claimed;
}

/// A mistake in the folder of definitions is loud, and no reason to leave everybody without a server.
void Daemon::Parts::takeNote(const Definitions &definitions)
{
    definitionsTrouble = definitions.trouble;
    if (definitionsTrouble) {
        qCCritical(daemonLog).noquote() << "the definitions in" << configuration.entities
                                        << "are not right:" << definitionsTrouble->field << definitionsTrouble->toLog()
                                        << "- those of an earlier start are used";
    }
}

/// Once everything runs on them.
void Daemon::Parts::keepGoodDefinitions()
{
    const Result<void> kept = definitionsTrouble ? Result<void>() : keepDefinitions(configuration);
    if (!kept)
        qCWarning(daemonLog).noquote() << "the definitions are not kept:" << kept.error().toLog();
}

Result<void> Daemon::Parts::makeCertificate()
{
    certificate = {configuration.certificate, configuration.key};
    if (certificate.certificatePath.isEmpty()) {
        certificate = {path("certificate.pem"), path("key.pem")};
        if (!QFile::exists(certificate.certificatePath)) {
            QStringList names{QStringLiteral("localhost"), loopback, QStringLiteral("::1"), QHostInfo::localHostName()};
            names += configuration.names;
            TANDEM_TRY(CertificateFile::create(certificate, names));
        }
    }
    TANDEM_ASSIGN(fingerprint, certificate.fingerprint());
    return {};
}

Result<void> Daemon::Parts::startPipeline()
{
    registerBuiltins(hooks, actions, *store);
    StageService::registerHooks(hooks);
    LineAmounts::registerHooks(hooks);
    LastContact::registerHooks(hooks);
    MentionNotices::registerHooks(hooks);
    registerFlowCheck(hooks);
    approvals.registerActions(actions);
    Revert::registerActions(actions, [this] {
        if (jobs)
            jobs->queue().wake();
    });
    TANDEM_ASSIGN(std::vector<RuleDef> declared, loadShippedRules());
    rules = std::make_unique<RuleEngine>(std::move(declared));
    TANDEM_TRY(rules->check(*store->registry()));
    rules->registerHooks(hooks, *store->registry());
    pipeline = std::make_unique<Pipeline>(Pipeline::Parts{*store, access, hooks, actions, clock});
    TANDEM_TRY(pipeline->start());
    authenticator = std::make_unique<Authenticator>(*pipeline, hasher, *store, clock);
    pipeline->subscribe([this](const CommitNoticePointer &notice) {
        if (notice->accessChanged)
            authenticator->endSessionsOfDisabledUsers();
    });
    TANDEM_ASSIGN(firstStart, bootstrap(*pipeline, *store, clock, configuration.language));
    neighbours = std::make_unique<Neighbours>(store->database(), *pipeline, *authenticator, clock);
    words = std::make_unique<WordIndexer>(
        *store, WordIndexer::Limits{WordIndexer::Limits().rowsPerBatch, fileLimits().reserve});
    pipeline->subscribe([this](const CommitNoticePointer &) { words->wake(); });
    return {};
}

Result<void> Daemon::Parts::startTransport()
{
    live = std::make_unique<LiveHub>(LiveHub::Parts{*store, access, *authenticator, *pipeline, clock,
        [name = configuration.companyName] { return name; }, words.get()});
    live->start();
    jobs = std::make_unique<DaemonJobs>(
        DaemonJobs::Parts{configuration, *pipeline, access, *authenticator, *store, clock, backupKey});
    if (const auto address = clamd::addressOf(configuration.fileScanner))
        scanner = std::make_unique<FileScanner>(FileScanner::Parts{*pipeline, *store, *files, clock, *address,
            configuration.fileScannerUnreachable == QLatin1String("refuse"), configuration.fileScannerAgainDays});
    rest = std::make_unique<RestApi>(RestApi::Parts{*store, access, *authenticator, *pipeline, actions, *files,
        jobs->queue(), clock, controlToken, backupFolder(), [this] { return live->sessionCount(); }, backupKey,
        backupTimes(), scanner.get(), definitionsTrouble, words.get(), mover.get()});
    rest->addRoutes(router);
    router.addWebSocket(QStringLiteral("/sync"), live->factory(), LiveHub::webSocketLimits());
    TransportOptions options;
    options.address = configuration.address;
    options.port = quint16(configuration.port);
    options.certificate = certificate;
    options.networkThreads = configuration.networkThreads;
    options.maxConnections = configuration.maxConnections;
    transport = std::make_unique<TransportServer>(options, router, &metrics);
    return transport->start();
}

Result<void> Daemon::Parts::startMetrics()
{
    if (configuration.metricsPort == 0)
        return {};
    figures = std::make_unique<DaemonMetrics>(metrics,
        DaemonMetrics::Sources{
            *pipeline, *store, *files, clock, backupTimes(), [this] { return live->sessionCount(); }, scanner.get()});
    metricsRouter.add(
        HttpMethod::Get, QStringLiteral("/metrics"), [this](const HttpRequest &, const Responder &responder) {
            figures->update();
            responder.respond(HttpResponse::bytes(200, "text/plain; version=0.0.4; charset=utf-8", metrics.toText()));
        });
    TransportOptions options;
    options.address = loopback;
    options.port = quint16(configuration.metricsPort);
    options.networkThreads = 1;
    options.maxConnections = 20;
    metricsTransport = std::make_unique<TransportServer>(options, metricsRouter, nullptr);
    return metricsTransport->start();
}

/// Nothing waits for it: it is for the time when no daemon runs.
void Daemon::Parts::noteSettings()
{
    const NotedSettings settings{configuration.filesFolder, fileLimits(), backupTimes()};
    pipeline->write([settings](Connection &connection) { return notedsettings::remember(connection, settings); },
        [](const Result<void> &noted) {
            if (!noted)
                qCWarning(daemonLog).noquote() << "the settings are not noted:" << noted.error().toLog();
        });
}

/// How tandemctl finds and convinces the daemon: only who owns the data folder can read it.
Result<void> Daemon::Parts::writeControlFile()
{
    QSaveFile file(controlPath());
    const bool everywhere =
        configuration.address == QLatin1String("0.0.0.0") || configuration.address == QLatin1String("::");
    const QByteArray content =
        QJsonDocument(QJsonObject{{QStringLiteral("address"), everywhere ? loopback : configuration.address},
                          {QStringLiteral("port"), transport->port()},
                          {QStringLiteral("fingerprint"), QString::fromLatin1(fingerprint)},
                          {QStringLiteral("token"), QString::fromLatin1(controlToken)}})
            .toJson();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(content) != content.size() || !commitFile(file).ok())
        return Error::unavailable(QStringLiteral("cannotWrite"), file.fileName());
    return {};
}

void Daemon::stop()
{
    if (!d->store)
        return;
    qCInfo(daemonLog) << "stopping";
    if (d->transport)
        QFile::remove(d->controlPath());
    if (d->metricsTransport)
        d->metricsTransport->stop();
    d->neighbours.reset();
    if (d->live)
        d->live->stop();
    if (d->transport)
        d->transport->stop();
    if (d->bucket)
        d->bucket->stop(); // nobody waits for the network any more
    if (d->jobs)
        d->jobs->stop();
    if (d->scanner)
        d->scanner->stop();
    if (d->words)
        d->words->stop();
    if (d->mover)
        d->mover->stop();
    if (d->rest)
        d->rest->finish();
    if (d->pipeline)
        d->pipeline->stop();
    d->hasher.waitForDone(); // what it calls back is refused by the pipeline that is still there
    d->rest.reset(); // the pipeline's answers to it are given
    d->metricsTransport.reset();
    d->transport.reset();
    d->live.reset();
    d->jobs.reset();
    d->scanner.reset();
    d->mover.reset();
    d->authenticator.reset();
    d->pipeline.reset();
    d->words.reset(); // which the pipeline tells of commits
    d->store.reset(); // lets the folder's lock go
    qCInfo(daemonLog) << "stopped";
}

quint16 Daemon::port() const
{
    return d->transport ? d->transport->port() : 0;
}

quint16 Daemon::metricsPort() const
{
    return d->metricsTransport ? d->metricsTransport->port() : 0;
}

QByteArray Daemon::fingerprint() const
{
    return d->fingerprint;
}

const FirstStart &Daemon::firstStart() const
{
    return d->firstStart;
}

}
