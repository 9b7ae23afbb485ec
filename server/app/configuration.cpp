// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/configuration.h"

#include "server/jobs/clamd.h"
#include "server/store/s3/s3address.h"
#include "shared/database/postgresql/opendatabase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>

#include <functional>

namespace tandem::server {

namespace {

using Setter = std::function<bool(Configuration &, const QString &)>;
using Check = std::function<bool(const QString &value)>;

struct Key
{
    const char *name;
    const char *meaning;
    Setter set;
    std::function<QString(const Configuration &)> show;
    QString range = {}; ///< of numbers
};

bool isAnything(const QString &)
{
    return true;
}

Check isOneOf(const QStringList &words)
{
    return [words](const QString &value) {
        return words.contains(value);
    };
}

bool isBucket(const QString &value)
{
    return value.isEmpty() || S3Address::fromText(value);
}

bool isBucketEndpoint(const QString &value)
{
    return value.isEmpty() || S3Address::isEndpoint(value);
}

bool isBucketRegion(const QString &value)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_-]{1,64}$"));
    return form.match(value).hasMatch();
}

bool isDatabase(const QString &value)
{
    return databaseAddress(value, {}).ok();
}

bool isFileScanner(const QString &value)
{
    return value.isEmpty() || clamd::addressOf(value);
}

Key text(const char *name, const char *meaning, QString Configuration::*member, const Check &fits = isAnything)
{
    return {name, meaning,
        [member, fits](Configuration &configuration, const QString &value) {
            configuration.*member = value;
            return fits(value);
        },
        [member](const Configuration &configuration) {
            return configuration.*member;
        }};
}

Key number(const char *name, const char *meaning, int Configuration::*member, int minimum, int maximum)
{
    return {name, meaning,
        [=](Configuration &configuration, const QString &value) {
            bool ok = false;
            const int parsed = value.toInt(&ok);
            configuration.*member = parsed;
            return ok && parsed >= minimum && parsed <= maximum;
        },
        [member](const Configuration &configuration) { return QString::number(configuration.*member); },
        QStringLiteral("%1–%2").arg(minimum).arg(maximum)};
}

/// What the key is for, and how far its numbers reach.
QString fitting(const Key &key)
{
    const QString meaning = QCoreApplication::translate("tandemd", key.meaning);
    return key.range.isEmpty() ? meaning : meaning + QStringLiteral(" (%1)").arg(key.range);
}

bool readTimes(Configuration &configuration, const QString &value)
{
    configuration.backupTimes.clear();
    for (const QString &word : value.split(QLatin1Char(','))) {
        const QTime time = QTime::fromString(word.trimmed(), QStringLiteral("H:mm"));
        if (!time.isValid())
            return false;
        configuration.backupTimes.append(time);
    }
    return true;
}

/// Fewer would send laptops after a holiday to fetch everything anew.
bool readHistoryDays(Configuration &configuration, const QString &value)
{
    constexpr int fewest = 30;
    bool ok = false;
    configuration.historyDays = value.toInt(&ok);
    return ok && (configuration.historyDays == 0 || configuration.historyDays >= fewest);
}

QString showTimes(const Configuration &configuration)
{
    QStringList words;
    for (const QTime &time : configuration.backupTimes)
        words.append(time.toString(QStringLiteral("HH:mm")));
    return words.join(QLatin1String(", "));
}

const std::vector<Key> &table()
{
    static const std::vector<Key> keys{
        text("dataFolder", QT_TRANSLATE_NOOP("tandemd", "Database, files, certificate. One daemon at a time."),
            &Configuration::dataFolder),
        text("database",
            QT_TRANSLATE_NOOP("tandemd", "postgresql://user@host/name instead of a file in the data folder."),
            &Configuration::database, isDatabase),
        text("databasePasswordFile", QT_TRANSLATE_NOOP("tandemd", "Its first line is the database's password."),
            &Configuration::databasePasswordFile),
        text("filesFolder",
            QT_TRANSLATE_NOOP(
                "tandemd", "Attached files; daemons that share a database share it too. Empty: in the data folder."),
            &Configuration::filesFolder),
        text("filesBucket",
            QT_TRANSLATE_NOOP("tandemd",
                "s3://bucket/prefix: the S3-compatible store that attached files are moved to. Empty: they stay in "
                "their folder."),
            &Configuration::filesBucket, isBucket),
        text("filesBucketEndpoint",
            QT_TRANSLATE_NOOP("tandemd",
                "Address of that store: https://host:port, http:// on this machine alone. Empty: AWS in the region."),
            &Configuration::filesBucketEndpoint, isBucketEndpoint),
        text("filesBucketRegion", QT_TRANSLATE_NOOP("tandemd", "Region of that store, as requests are signed for it."),
            &Configuration::filesBucketRegion, isBucketRegion),
        text("filesBucketStyle",
            QT_TRANSLATE_NOOP("tandemd", "host or path: where the bucket stands in addresses of that store."),
            &Configuration::filesBucketStyle, isOneOf({QStringLiteral("host"), QStringLiteral("path")})),
        text("filesBucketAccessKey", QT_TRANSLATE_NOOP("tandemd", "Access key of that store."),
            &Configuration::filesBucketAccessKey),
        text("filesBucketSecretKey",
            QT_TRANSLATE_NOOP(
                "tandemd", "Secret of the access key; better in a file or the environment than in a flag."),
            &Configuration::filesBucketSecretKey),
        text("filesBucketSecretFile", QT_TRANSLATE_NOOP("tandemd", "Its first line is the secret of the access key."),
            &Configuration::filesBucketSecretFile),
        text("address", QT_TRANSLATE_NOOP("tandemd", "Address to listen on."), &Configuration::address),
        number("port", QT_TRANSLATE_NOOP("tandemd", "The one port, TLS. 0: any free one."), &Configuration::port, 0,
            65535),
        number("metricsPort", QT_TRANSLATE_NOOP("tandemd", "Prometheus metrics on 127.0.0.1. 0: none."),
            &Configuration::metricsPort, 0, 65535),
        text("certificate", QT_TRANSLATE_NOOP("tandemd", "PEM file; empty: a self-signed one in the data folder."),
            &Configuration::certificate),
        text("key", QT_TRANSLATE_NOOP("tandemd", "PEM file of the certificate's private key."), &Configuration::key),
        {"names", QT_TRANSLATE_NOOP("tandemd", "Host names and addresses of the self-signed certificate, with commas."),
            [](Configuration &configuration, const QString &value) {
                configuration.names.clear();
                for (const QString &name : value.split(QLatin1Char(','), Qt::SkipEmptyParts))
                    configuration.names.append(name.trimmed());
                return true;
            },
            [](const Configuration &configuration) {
                return configuration.names.join(QLatin1String(", "));
            }},
        number("networkThreads", QT_TRANSLATE_NOOP("tandemd", "Threads that serve connections."),
            &Configuration::networkThreads, 1, 64),
        number("maxConnections", QT_TRANSLATE_NOOP("tandemd", "Connections at a time."), &Configuration::maxConnections,
            1, 1000000),
        number("maxFileMegabytes", QT_TRANSLATE_NOOP("tandemd", "Largest attached file."),
            &Configuration::maxFileMegabytes, 1, 1024 * 1024),
        number("filesQuotaMegabytes",
            QT_TRANSLATE_NOOP("tandemd", "How much all attached files may take together. 0: as much as the disk has."),
            &Configuration::filesQuotaMegabytes, 0, 1024 * 1024 * 1024),
        number("diskReserveMegabytes",
            QT_TRANSLATE_NOOP(
                "tandemd", "How much of their disk attached files leave free, for the database to go on."),
            &Configuration::diskReserveMegabytes, 0, 1024 * 1024 * 1024),
        text("fileScanner",
            QT_TRANSLATE_NOOP("tandemd",
                "clamd://host:3310 or clamd:///run/clamav/clamd.ctl: the virus scanner that looks at attached files."),
            &Configuration::fileScanner, isFileScanner),
        text("fileScannerUnreachable",
            QT_TRANSLATE_NOOP("tandemd", "wait or refuse: what becomes of files while the scanner cannot be reached."),
            &Configuration::fileScannerUnreachable, isOneOf({QStringLiteral("wait"), QStringLiteral("refuse")})),
        number("fileScannerAgainDays",
            QT_TRANSLATE_NOOP("tandemd", "After how many days the scanner looks at a file again. 0: never."),
            &Configuration::fileScannerAgainDays, 0, 36500),
        text("companyName", QT_TRANSLATE_NOOP("tandemd", "The name above everything that clients print."),
            &Configuration::companyName),
        text("language",
            QT_TRANSLATE_NOOP("tandemd", "zh_CN or en: language of the records that the first start makes."),
            &Configuration::language, isOneOf({QStringLiteral("en"), QStringLiteral("zh_CN")})),
        {"backupFolder",
            QT_TRANSLATE_NOOP("tandemd",
                "Folder of the scheduled backups, best on another disk; it has to be there. Empty: none are written."),
            [](Configuration &configuration, const QString &value) {
                configuration.backupFolder = value.isEmpty() ? QString() : QDir(value).absolutePath();
                return true;
            },
            [](const Configuration &configuration) {
                return configuration.backupFolder;
            }},
        {"backupTimes", QT_TRANSLATE_NOOP("tandemd", "When a backup is written, each day; several with commas."),
            readTimes, showTimes},
        number("backupKeep", QT_TRANSLATE_NOOP("tandemd", "How many scheduled backups are kept, the newest ones."),
            &Configuration::backupKeep, 1, 10000),
        number("backupKeepWeekly",
            QT_TRANSLATE_NOOP("tandemd", "Of how many weeks before those the newest one is kept too. 0: of none."),
            &Configuration::backupKeepWeekly, 0, 1000),
        text("backupKeyFile",
            QT_TRANSLATE_NOOP("tandemd",
                "Its first line, 64 hexadecimal digits, encrypts backups; keep a copy elsewhere. Else "
                "TANDEM_BACKUP_KEY."),
            &Configuration::backupKeyFile),
        {"historyDays",
            QT_TRANSLATE_NOOP("tandemd", "How many days the history of records is kept, at least 30. 0: for ever."),
            readHistoryDays,
            [](const Configuration &configuration) {
                return QString::number(configuration.historyDays);
            }},
        number("recycleBinDays",
            QT_TRANSLATE_NOOP("tandemd", "After how many days the recycle bin lets go what was deleted. 0: never."),
            &Configuration::recycleBinDays, 0, 36500),
        text("log", QT_TRANSLATE_NOOP("tandemd", "Rules such as tandem.transport.debug=true;tandem.*.info=false"),
            &Configuration::log),
        text("logFile", QT_TRANSLATE_NOOP("tandemd", "File of the log; empty: standard error."),
            &Configuration::logFile),
        text("entities", QT_TRANSLATE_NOOP("tandemd", "Folder of entity definitions instead of the built-in ones."),
            &Configuration::entities),
    };
    return keys;
}

/// "metricsPort" → metrics<separator>port
QString split(const QString &key, QChar separator)
{
    QString result;
    for (const QChar c : key) {
        if (c.isUpper())
            result += separator;
        result += c.toLower();
    }
    return result;
}

QString unquoted(QString value)
{
    if (value.size() >= 2 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"')))
        return value.sliced(1, value.size() - 2);
    return value;
}

}

ConfigurationReader::ConfigurationReader()
{
    m_configuration.dataFolder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/tandem-server");
}

Result<void> ConfigurationReader::set(const QString &key, const QString &value, const QString &place)
{
    for (const Key &known : table()) {
        if (key != QLatin1String(known.name))
            continue;
        if (known.set(m_configuration, value))
            return {};
        // A password may be part of it.
        if (key == QLatin1String("database"))
            return Error::invalid(place, QStringLiteral("badDatabaseUrl"));
        return Error::invalid(place, QStringLiteral("badValue"),
            {{QStringLiteral("value"), value}, {QStringLiteral("meaning"), fitting(known)}});
    }
    return Error::invalid(place, QStringLiteral("unknownKey"));
}

Result<void> ConfigurationReader::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), path, {}, file.errorString()};
    int number = 0;
    for (const QString &raw : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const QString place = QStringLiteral("%1:%2: ").arg(path).arg(number);
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        if (equals < 0)
            return Error::invalid(place + line, QStringLiteral("noEqualsSign"));
        const QString key = line.first(equals).trimmed();
        TANDEM_TRY(set(key, unquoted(line.sliced(equals + 1).trimmed()), place + key));
    }
    return {};
}

Result<void> ConfigurationReader::readEnvironment(const QMap<QString, QString> &environment)
{
    for (const QString &key : keys()) {
        const QString name = environmentOf(key);
        if (environment.contains(name))
            TANDEM_TRY(set(key, environment.value(name), name));
    }
    return {};
}

Result<void> ConfigurationReader::readFlags(const QMap<QString, QString> &flags)
{
    for (const QString &key : keys()) {
        const QString flag = flagOf(key);
        if (flags.contains(flag))
            TANDEM_TRY(set(key, flags.value(flag), QLatin1String("--") + flag));
    }
    return {};
}

QStringList ConfigurationReader::keys()
{
    QStringList names;
    for (const Key &key : table())
        names.append(QLatin1String(key.name));
    return names;
}

QString ConfigurationReader::meaningOf(const QString &key)
{
    for (const Key &known : table()) {
        if (key == QLatin1String(known.name))
            return QCoreApplication::translate("tandemd", known.meaning);
    }
    return {};
}

QString ConfigurationReader::flagOf(const QString &key)
{
    return split(key, QLatin1Char('-'));
}

QString ConfigurationReader::environmentOf(const QString &key)
{
    return QLatin1String("TANDEM_") + split(key, QLatin1Char('_')).toUpper();
}

QString configurationTemplate()
{
    QString text = QCoreApplication::translate("tandemd",
        "# tandemd. Each value can also come from the environment (TANDEM_PORT) or a flag (--port), which win.");
    text += QLatin1Char('\n');
    const Configuration defaults = ConfigurationReader().configuration();
    for (const Key &key : table())
        text += QStringLiteral("\n# %1\n#%2 = %3\n")
                    .arg(ConfigurationReader::meaningOf(QLatin1String(key.name)), QLatin1String(key.name),
                        key.show(defaults));
    return text;
}

}
