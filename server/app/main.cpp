// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/certificatefile.h"
#include "server/app/configuration.h"
#include "server/app/daemon.h"
#include "server/app/exitcode.h"
#include "shared/base/errortext.h"
#include "shared/base/platformstopsignal.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLoggingCategory>
#include <QProcessEnvironment>

#include <cstdio>

using namespace tandem;
using namespace tandem::server;

namespace {

/// What journald understands: "<6>" and the like in front tells the level.
void logToStandardError(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static const char *const levels[] = {"<7>", "<4>", "<3>", "<2>", "<6>"}; // in the order of QtMsgType
    const QByteArray category =
        context.category && qstrcmp(context.category, "default") != 0 ? context.category : "tandem";
    const QByteArray line = levels[type] + category + ": " + message.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
}

int fail(const Error &error)
{
    QString line = QStringLiteral("tandemd: ") + errorText(error);
    if (!error.field.isEmpty())
        line = QStringLiteral("tandemd: %1: %2").arg(error.field, errorText(error));
    line += QStringLiteral(" (%1)").arg(error.toLog());
    std::fprintf(stderr, "%s\n", qPrintable(line.replace(QLatin1Char('\n'), QLatin1Char(' '))));
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

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("The server of Tandem."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("config"), QStringLiteral("Configuration file."), QStringLiteral("file")});
    parser.addOption(
        {QStringLiteral("data"), QStringLiteral("Data folder (short for --data-folder)."), QStringLiteral("folder")});
    parser.addOption(
        {QStringLiteral("check-config"), QStringLiteral("Says whether the configuration is right, and ends.")});
    parser.addOption(
        {QStringLiteral("print-config"), QStringLiteral("Prints a configuration file with every key, and ends.")});
    for (const QString &key : ConfigurationReader::keys())
        parser.addOption(
            {ConfigurationReader::flagOf(key), QStringLiteral("See --print-config."), QStringLiteral("value")});
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

}

int main(int argc, char **argv)
{
    qInstallMessageHandler(logToStandardError);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tandemd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANDEM_VERSION));
    Q_INIT_RESOURCE(translations);

    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    if (parser.isSet(QStringLiteral("print-config"))) {
        std::printf("%s", qPrintable(configurationTemplate()));
        return 0;
    }
    const auto configuration = readConfiguration(parser);
    if (!configuration)
        return fail(configuration.error());
    if (parser.isSet(QStringLiteral("check-config"))) {
        std::printf("configuration is right\n");
        return 0;
    }
    if (!configuration->log.isEmpty())
        QLoggingCategory::setFilterRules(QString(configuration->log).replace(QLatin1Char(';'), QLatin1Char('\n')));

    StopSignal stopSignal;
    QObject::connect(&stopSignal, &StopSignal::received, &application, [] { QCoreApplication::quit(); });
    Daemon daemon(*configuration);
    if (const auto started = daemon.start(); !started) {
        daemon.stop();
        return fail(started.error()); // the last line says why
    }
    greet(daemon, *configuration);
    const int code = QCoreApplication::exec();
    daemon.stop();
    return code;
}
