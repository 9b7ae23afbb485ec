// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/commands.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QStandardPaths>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace tandem::server;

namespace {

void print(const CommandResult &result, bool json)
{
    const QByteArray text = json ? QJsonDocument(result.json).toJson(QJsonDocument::Compact) : result.text.toUtf8();
    std::fprintf(json || result.exitCode == 0 || result.exitCode == 4 ? stdout : stderr, "%s\n", text.constData());
}

CommandLine parse(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("data"), {}, QStringLiteral("folder")});
    parser.addOption({QStringLiteral("json"), {}});
    parser.addOption({QStringLiteral("verify"), {}});
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, {}});
    for (const char *name : {"name", "roles", "department", "password", "mapping", "errors", "as"})
        parser.addOption({QLatin1String(name), {}, QStringLiteral("value")});
    CommandLine line;
    if (!parser.parse(application.arguments()) || parser.isSet(QStringLiteral("help")))
        return line;
    line.words = parser.positionalArguments();
    line.json = parser.isSet(QStringLiteral("json"));
    line.dataFolder = parser.value(QStringLiteral("data"));
    if (line.dataFolder.isEmpty())
        line.dataFolder = qEnvironmentVariable("TANDEM_DATA_FOLDER",
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/tandem-server"));
    for (const QString &name : parser.optionNames())
        line.options.insert(name, parser.value(name));
    return line;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tandemctl"));
    Q_INIT_RESOURCE(translations);
    QTranslator translator;
    if (QLocale().language() == QLocale::Chinese && translator.load(QStringLiteral(":/translations/tandem_zh_CN.qm")))
        QCoreApplication::installTranslator(&translator);

    QObject owner;
    CommandLine line = parse(application);
    line.owner = &owner;
    if (line.words.isEmpty()) {
        std::printf("%s\n", usage().toUtf8().constData());
        return application.arguments().contains(QStringLiteral("--help"))
                || application.arguments().contains(QStringLiteral("-h"))
            ? 0
            : 2;
    }
    QTimer::singleShot(0, &application, [&line] {
        runCommand(line, [json = line.json](const CommandResult &result) {
            print(result, json);
            QCoreApplication::exit(result.exitCode);
        });
    });
    return QCoreApplication::exec();
}
