// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/certificatefile.h"
#include "server/app/configuration.h"
#include "server/app/daemon.h"
#include "server/app/definitions.h"
#include "server/app/exitcode.h"
#include "server/app/filesbucket.h"
#include "server/app/logfile.h"
#include "server/jobs/backupkey.h"
#include "shared/base/errortext.h"
#include "shared/base/platformjournal.h"
#include "shared/base/platformstopsignal.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLocale>
#include <QLoggingCategory>
#include <QProcessEnvironment>
#include <QScopeGuard>
#include <QTranslator>

#include <cstdio>

using namespace tandem;
using namespace tandem::server;

namespace {

LogFile *logFile = nullptr; ///< a message handler has no context of ours

/// The level in front of a line of standard error: "<6>" and the like for the journal, which people never see, else a
/// word.
QByteArray levelFor(QtMsgType type)
{
    static const char *const journalLevels[] = {"<7>", "<4>", "<3>", "<2>", "<6>"}; // in the order of QtMsgType
    static const bool isJournal = standardErrorIsJournal();
    return isJournal ? QByteArray(journalLevels[type]) : LogFile::nameOf(type) + ' ';
}

/// Into the file, if there is one, else to standard error.
void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray category =
        context.category && qstrcmp(context.category, "default") != 0 ? context.category : "tandem";
    const QByteArray text = category + ": " + message.toUtf8();
    if (logFile)
        logFile->write(type, text);
    else
        std::fprintf(stderr, "%s%s\n", levelFor(type).constData(), text.constData());
}

int fail(const Error &error)
{
    QString line = errorText(error);
    if (!error.field.isEmpty())
        line = QStringLiteral("%1: %2").arg(error.field, line);
    line += QStringLiteral(" (%1)").arg(error.toLog());
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    std::fprintf(stderr, "tandemd: %s\n", qPrintable(line));
    if (logFile)
        logFile->write(QtCriticalMsg, line.toUtf8());
    return exitCodeOf(error);
}

Result<Configuration> readConfiguration(const QCommandLineParser &parser)
{
    ConfigurationReader reader;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QMap<QString, QString> environment;
    for (const QString &name : system.keys())
        environment.insert(name, system.value(name));
    const QString file = parser.isSet(QStringLiteral("config")) ? parser.value(QStringLiteral("config"))
                                                                : environment.value(QStringLiteral("TANDEM_CONFIG"));
    if (!file.isEmpty())
        TANDEM_TRY(reader.readFile(file));
    TANDEM_TRY(reader.readEnvironment(environment));
    QMap<QString, QString> flags;
    for (const QString &key : ConfigurationReader::keys()) {
        const QString flag = ConfigurationReader::flagOf(key);
        if (parser.isSet(flag))
            flags.insert(flag, parser.value(flag));
    }
    if (parser.isSet(QStringLiteral("data")))
        flags.insert(QStringLiteral("data-folder"), parser.value(QStringLiteral("data")));
    TANDEM_TRY(reader.readFlags(flags));
    return reader.configuration();
}

QString text(const char *english)
{
    return QCoreApplication::translate("tandemd", english);
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(text(QT_TRANSLATE_NOOP("tandemd",
        "The server of Tandem. Values come from the configuration file, the environment and these flags; the later one "
        "wins.\nExit codes: 0 ended as asked, 1 failed, 2 configuration, 3 port in use or not allowed, 4 data folder "
        "in "
        "use, 5 data folder not usable, 6 damaged data or certificate, 7 data of a newer version")));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, text(QT_TRANSLATE_NOOP("tandemd", "This help."))});
    parser.addOption(
        {{QStringLiteral("v"), QStringLiteral("version")}, text(QT_TRANSLATE_NOOP("tandemd", "The version."))});
    parser.addOption({QStringLiteral("config"),
        text(QT_TRANSLATE_NOOP("tandemd", "Configuration file; else TANDEM_CONFIG.")), QStringLiteral("file")});
    parser.addOption({QStringLiteral("data"), text(QT_TRANSLATE_NOOP("tandemd", "Short for --data-folder.")),
        QStringLiteral("folder")});
    parser.addOption({QStringLiteral("check-config"),
        text(QT_TRANSLATE_NOOP("tandemd", "Says whether the configuration is right, and ends."))});
    parser.addOption({QStringLiteral("print-config"),
        text(QT_TRANSLATE_NOOP("tandemd", "Prints a configuration file with every key, and ends."))});
    for (const QString &key : ConfigurationReader::keys())
        parser.addOption(
            {ConfigurationReader::flagOf(key), ConfigurationReader::meaningOf(key), QStringLiteral("value")});
}

/// An answer that ends the program: help, version, or what is wrong with the command line.
std::optional<int> answerAtOnce(QCommandLineParser &parser)
{
    const bool understood = parser.parse(QCoreApplication::arguments());
    if (parser.isSet(QStringLiteral("help"))) {
        std::printf("%s", qPrintable(parser.helpText()));
        return 0;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        std::printf("tandemd %s\n", TANDEM_VERSION);
        return 0;
    }
    QString wrong;
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty())
        wrong = text(QT_TRANSLATE_NOOP("tandemd", "There is no flag “%1”.")).arg(unknown.first());
    else if (!understood)
        wrong = parser.errorText();
    else if (const QStringList words = parser.positionalArguments(); !words.isEmpty())
        wrong = text(QT_TRANSLATE_NOOP("tandemd", "“%1” means nothing here; flags begin with --.")).arg(words.first());
    if (!wrong.isEmpty()) {
        std::fprintf(stderr, "tandemd: %s %s\n", qPrintable(wrong),
            qPrintable(text(QT_TRANSLATE_NOOP("tandemd", "tandemd --help lists the flags."))));
        return ExitConfiguration;
    }
    if (parser.isSet(QStringLiteral("print-config"))) {
        std::printf("%s", qPrintable(configurationTemplate()));
        return 0;
    }
    return std::nullopt;
}

/// For people at the console and for scripts that wait for the last line.
void greet(const Daemon &daemon, const Configuration &configuration)
{
    const QString address =
        configuration.address == QLatin1String("0.0.0.0") ? QStringLiteral("127.0.0.1") : configuration.address;
    std::printf("fingerprint %s\n", qPrintable(fingerprintForPeople(daemon.fingerprint())));
    if (const FirstStart &first = daemon.firstStart(); !first.oneTimeCode.isEmpty())
        std::printf("first sign-in: user %s, one-time code %s\n", qPrintable(first.administratorLogin),
            qPrintable(first.oneTimeCode));
    if (daemon.metricsPort() != 0)
        std::printf("metrics on http://127.0.0.1:%d/metrics\n", daemon.metricsPort());
    std::printf("tandemd ready on %s:%d\n", qPrintable(address), daemon.port());
    std::fflush(stdout);
}

int serve(const Configuration &configuration, StopSignal &stopSignal)
{
    Daemon daemon(configuration);
    if (const auto started = daemon.start(); !started) {
        daemon.stop();
        return fail(started.error()); // the last line says why
    }
    greet(daemon, configuration);
    stopSignal.tellReady();
    const int code = QCoreApplication::exec();
    daemon.stop();
    return code;
}

int run(const QCommandLineParser &parser, StopSignal &stopSignal)
{
    const auto configuration = readConfiguration(parser);
    if (!configuration)
        return fail(configuration.error());
    if (parser.isSet(QStringLiteral("check-config"))) {
        if (const auto key = BackupKey::read(configuration->backupKeyFile); !key)
            return fail(key.error());
        if (const auto definitions = configuredDefinitions(*configuration); !definitions)
            return fail(definitions.error());
        if (const auto bucket = filesBucketOf(*configuration); !bucket)
            return fail(bucket.error());
        std::printf("%s\n", qPrintable(text(QT_TRANSLATE_NOOP("tandemd", "The configuration is right."))));
        return 0;
    }
    if (!configuration->log.isEmpty())
        QLoggingCategory::setFilterRules(QString(configuration->log).replace(QLatin1Char(';'), QLatin1Char('\n')));
    LogFile file(configuration->logFile);
    const auto handler = qScopeGuard([] { logFile = nullptr; });
    if (!configuration->logFile.isEmpty()) {
        if (const auto opened = file.open(); !opened)
            return fail(opened.error());
        logFile = &file;
    }
    return serve(*configuration, stopSignal);
}

}

int main(int argc, char **argv)
{
    qInstallMessageHandler(handleMessage);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tandemd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANDEM_VERSION));
    Q_INIT_RESOURCE(translations);
    QTranslator translator;
    if (QLocale().language() == QLocale::Chinese && translator.load(QStringLiteral(":/translations/tandem_zh_CN.qm")))
        QCoreApplication::installTranslator(&translator);

    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = answerAtOnce(parser))
        return *code;
    // Before anything that takes time or may fail: a service manager wants to hear of both.
    StopSignal stopSignal;
    QObject::connect(&stopSignal, &StopSignal::received, &application, [] { QCoreApplication::quit(); });
    const int code = run(parser, stopSignal);
    stopSignal.tellEnd(code);
    return code;
}
