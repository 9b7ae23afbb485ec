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

/// So that a password is in no list of processes. Nothing if the file cannot be read.
std::optional<QString> firstLine(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readLine(1000)).trimmed();
}

CommandLine parse(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("data"), {}, QStringLiteral("folder")});
    parser.addOption({QStringLiteral("json"), {}});
    parser.addOption({QStringLiteral("verify"), {}});
    parser.addOption({QStringLiteral("shift-dates"), {}});
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, {}});
    for (const char *name :
        {"name", "roles", "department", "password", "password-file", "mapping", "errors", "as", "manifest"})
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
    if (const QString path = line.options.value(QStringLiteral("password-file")); !path.isEmpty()) {
        if (const auto password = firstLine(path))
            line.options.insert(QStringLiteral("password"), *password);
        else
            line.words.clear();
    }
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
