// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/commandparser.h"

#include "server/ctl/commandsupport.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

#include <algorithm>

namespace tandem::server {

namespace {

/// What Qt itself finds wrong. A server has no package with Qt's translations, so ours bring these along.
[[maybe_unused]] constexpr const char *sentencesOfQt[] = {
    QT_TRANSLATE_NOOP("QCommandLineParser", "Missing value after '%1'."),
    QT_TRANSLATE_NOOP("QCommandLineParser", "Unexpected value after '%1'."),
};

void addOptions(QCommandLineParser &parser)
{
    QStringList known;
    const auto add = [&](const std::vector<CommandOption> &options) {
        for (const CommandOption &option : options) {
            const QString name = QLatin1String(option.name);
            if (known.contains(name))
                continue;
            known.append(name);
            QStringList names{name};
            if (name == QLatin1String("help") || name == QLatin1String("version"))
                names.append(name.left(1));
            parser.addOption(QCommandLineOption(names, {}, QLatin1String(option.value)));
        }
    };
    add(commonOptions());
    for (const Command &command : commands())
        add(command.options);
}

/// The longest name that the words begin with.
const Command *find(const QStringList &words)
{
    for (qsizetype length = qMin(words.size(), qsizetype(2)); length > 0; --length) {
        const QString name = words.first(length).join(QLatin1Char(' '));
        for (const Command &command : commands()) {
            if (name == QLatin1String(command.name))
                return &command;
        }
    }
    return nullptr;
}

/// The commands that begin with this word, or all of them.
QString helpNear(const QString &word)
{
    QStringList helps;
    for (const Command &command : commands()) {
        const QString line =
            QStringLiteral("tandemctl %1 %2").arg(QLatin1String(command.name), QLatin1String(command.arguments));
        if (QLatin1String(command.name) == word
            || QString(QLatin1String(command.name)).startsWith(word + QLatin1Char(' ')))
            helps.append(line.trimmed());
    }
    return helps.isEmpty() ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "tandemctl --help lists the commands."))
                           : helps.join(QLatin1Char('\n'));
}

CommandResult noSuchCommand(const QStringList &words)
{
    const bool isGroup = helpNear(words.first()).startsWith(QLatin1String("tandemctl ") + words.first());
    const QString said = words.first(isGroup ? qMin(words.size(), qsizetype(2)) : 1).join(QLatin1Char(' '));
    const QString sentence = isGroup && words.size() == 1
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "“%1” needs one more word."))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "There is no command “%1”."));
    return commandWrong(sentence.arg(said), helpNear(words.first()));
}

/// Null: it has no such option.
const CommandOption *optionOf(const Command &command, const QString &name)
{
    for (const std::vector<CommandOption> *options : {&command.options, &commonOptions()}) {
        const auto found = std::find_if(options->begin(), options->end(),
            [&name](const CommandOption &option) { return name == QLatin1String(option.name); });
        if (found != options->end())
            return &*found;
    }
    return nullptr;
}

std::optional<CommandResult> checkOptions(const QCommandLineParser &parser, const Command &command)
{
    for (const QString &name : parser.optionNames()) {
        if (!optionOf(command, name))
            return commandWrong(ctlText(QT_TRANSLATE_NOOP("tandemctl", "“--%1” does not go with “%2”."))
                                    .arg(name, QLatin1String(command.name)),
                commandHelp(command));
    }
    return std::nullopt;
}

std::optional<CommandResult> checkArguments(const QStringList &arguments, const Command &command)
{
    if (arguments.size() < command.minimum)
        return commandWrong(
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 is missing.")).arg(QLatin1String(command.arguments)),
            commandHelp(command));
    if (arguments.size() > command.maximum)
        return commandWrong(
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "“%1” is one word too many.")).arg(arguments[command.maximum]),
            commandHelp(command));
    return std::nullopt;
}

CommandLine lineOf(const QCommandLineParser &parser, const Command &command, const QStringList &arguments)
{
    CommandLine line;
    line.arguments = arguments;
    line.json = parser.isSet(QStringLiteral("json"));
    line.dataFolder = parser.value(QStringLiteral("data"));
    if (line.dataFolder.isEmpty())
        line.dataFolder = qEnvironmentVariable("TANDEM_DATA_FOLDER",
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/tandem-server"));
    for (const QString &name : parser.optionNames()) { // Qt takes it amiss when a switch is asked for its value.
        const CommandOption *option = optionOf(command, name);
        line.options.insert(name, option && option->value ? parser.value(name) : QString());
    }
    return line;
}

CommandResult wrongOptions(const QCommandLineParser &parser, const Command *command)
{
    const QStringList unknown = parser.unknownOptionNames();
    const QString sentence = unknown.isEmpty()
        ? parser.errorText()
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "There is no option “%1”.")).arg(unknown.first());
    return commandWrong(sentence, command ? commandHelp(*command) : helpNear({}));
}

}

std::variant<ParsedCommand, CommandResult> parseCommand(const QStringList &words)
{
    QCommandLineParser parser;
    addOptions(parser);
    const bool understood = parser.parse(QStringList{QCoreApplication::applicationName()} + words);
    QStringList positional = parser.positionalArguments();
    bool wantsHelp = parser.isSet(QStringLiteral("help"));
    if (positional.value(0) == QLatin1String("help")) {
        wantsHelp = true;
        positional.removeFirst();
    }
    const Command *command = find(positional);
    if (wantsHelp && (command || positional.isEmpty()))
        return CommandResult{CommandDone, command ? commandHelp(*command) : commandHelp(), {}};
    if (parser.isSet(QStringLiteral("version")))
        return CommandResult{CommandDone, QCoreApplication::applicationVersion(), {}};
    if (!understood)
        return wrongOptions(parser, command);
    if (positional.isEmpty())
        return commandWrong(ctlText(QT_TRANSLATE_NOOP("tandemctl", "A command is missing.")), commandHelp());
    if (!command)
        return noSuchCommand(positional);
    const QStringList arguments = positional.sliced(QString(QLatin1String(command->name)).count(QLatin1Char(' ')) + 1);
    if (const auto wrong = checkOptions(parser, *command))
        return *wrong;
    if (const auto wrong = checkArguments(arguments, *command))
        return *wrong;
    return ParsedCommand{command, lineOf(parser, *command, arguments)};
}

}
