// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/commandparser.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace tandem::server;

namespace {

void print(const CommandResult &result, bool json)
{
    const QByteArray text = json ? QJsonDocument(result.json).toJson(QJsonDocument::Compact) : result.text.toUtf8();
    const bool isAnswer = json || result.exitCode == CommandDone || result.exitCode == CommandFindings;
    std::fprintf(isAnswer ? stdout : stderr, "%s\n", text.constData());
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tandemctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANDEM_VERSION));
    Q_INIT_RESOURCE(translations);
    QTranslator translator;
    const QString language = QLocale().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    if (translator.load(QStringLiteral(":/translations/tandem_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&translator);

    const QStringList words = QCoreApplication::arguments().sliced(1);
    auto parsed = parseCommand(words);
    if (const auto *answer = std::get_if<CommandResult>(&parsed)) {
        print(*answer, words.contains(QStringLiteral("--json")) && !answer->json.isEmpty());
        return answer->exitCode;
    }
    ParsedCommand &asked = std::get<ParsedCommand>(parsed);
    QObject owner;
    asked.line.owner = &owner;
    QTimer::singleShot(0, &application, [&asked] {
        asked.command->run(asked.line, [json = asked.line.json](const CommandResult &result) {
            print(result, json);
            QCoreApplication::exit(result.exitCode);
        });
    });
    return QCoreApplication::exec();
}
