// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QMap>
#include <QStringList>
#include <QTime>

namespace tandem::server {

/// What tandemd is told: defaults, then the file, then the environment (TANDEM_…), then flags; the later one wins.
struct Configuration
{
    QString dataFolder;
    QString database; ///< postgresql://…; empty: the file in the data folder
    QString filesFolder; ///< of attached files; empty: in the data folder
    QString filesBucket; ///< s3://bucket/prefix, where attached files are moved; empty: they stay in their folder
    QString filesBucketEndpoint; ///< https://…; empty: that of AWS in the region
    QString filesBucketRegion = QStringLiteral("us-east-1");
    QString filesBucketStyle = QStringLiteral("host"); ///< or "path": where the bucket stands in addresses
    QString filesBucketAccessKey;
    QString filesBucketSecretKey; ///< told to nobody
    QString filesBucketSecretFile; ///< its first line; wins over the key
    QString databasePasswordFile; ///< its first line; wins over a password in the URL
    QString address = QStringLiteral("0.0.0.0");
    int port = 7443;
    int metricsPort = 0; ///< loopback only; 0: none
    QString certificate; ///< PEM; empty: the self-signed one of the data folder
    QString key;
    QStringList names; ///< host names and addresses of the self-signed certificate
    int networkThreads = 2;
    int maxConnections = 20000;
    int maxFileMegabytes = 2048;
    int filesQuotaMegabytes = 0; ///< of all attached files together; 0: none
    int diskReserveMegabytes = 256; ///< of their disk, that attached files leave free
    QString fileScanner; ///< clamd://host:3310 or clamd:///path/of/its/socket; empty: attached files are not scanned
    QString fileScannerUnreachable = QStringLiteral("wait"); ///< or "refuse": what becomes of files meanwhile
    int fileScannerAgainDays = 30; ///< after so many days it looks at a file again; 0: never
    QString companyName;
    QString language = QStringLiteral("en"); ///< of the records that the first start makes
    QString backupFolder; ///< absolute, of the scheduled backups; empty: none
    QList<QTime> backupTimes{QTime(2, 30)}; ///< of the server's zone
    int backupKeep = 14;
    int backupKeepWeekly = 4;
    QString backupKeyFile; ///< its first line encrypts backups; empty: what BackupKey finds in the environment
    int historyDays = 0; ///< how long history is kept, 30 at least; 0: for ever
    int recycleBinDays = 90; ///< how long what was deleted can be brought back; 0: for ever
    QString log; ///< QT_LOGGING_RULES form, lines separated by ";"
    QString logFile; ///< instead of standard error; empty: there
    QString entities; ///< folder of definitions instead of the built-in ones; for their authors

    bool operator==(const Configuration &) const = default;
};

/// Where each value comes from, and what of it is wrong. Keys are the same everywhere: `metricsPort` is
/// `metricsPort = …` in the file, TANDEM_METRICS_PORT and --metrics-port.
class ConfigurationReader
{
public:
    ConfigurationReader();

    /// Error: Invalid or NotFound; `field` is "file:line: key", "TANDEM_PORT" or "--port".
    Result<void> readFile(const QString &path);
    Result<void> readEnvironment(const QMap<QString, QString> &environment);
    /// Flags are "port" → "7443".
    Result<void> readFlags(const QMap<QString, QString> &flags);

    const Configuration &configuration() const { return m_configuration; }

    static QStringList keys();
    static QString meaningOf(const QString &key); ///< in the language of the installed translators
    static QString flagOf(const QString &key); ///< "metricsPort" → "metrics-port"
    static QString environmentOf(const QString &key); ///< "metricsPort" → "TANDEM_METRICS_PORT"

private:
    Result<void> set(const QString &key, const QString &value, const QString &place);

    Configuration m_configuration;
};

/// A file with every key, its default and what it means, all commented out.
QString configurationTemplate();

}
