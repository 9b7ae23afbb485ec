// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/command.h"

#include "server/ctl/auditcommands.h"
#include "server/ctl/backupcommands.h"
#include "server/ctl/commandsupport.h"
#include "server/ctl/importcommand.h"
#include "server/ctl/importruncommands.h"
#include "server/ctl/masschangecommands.h"
#include "server/ctl/migratecommand.h"
#include "server/ctl/operationcommands.h"
#include "server/ctl/sessioncommands.h"
#include "server/ctl/usercommands.h"

#include <algorithm>

namespace tandem::server {

namespace {

constexpr CommandOption passwordFile{"password-file", "FILE",
    QT_TRANSLATE_NOOP("tandemctl", "the password is the first line of this file; “-”: of what is piped in")};
constexpr CommandOption password{"password", "TEXT",
    QT_TRANSLATE_NOOP("tandemctl", "the password itself, which others on this machine can see meanwhile")};

constexpr CommandOption as{
    "as", "LOGIN", QT_TRANSLATE_NOOP("tandemctl", "in the name and with the rights of this user")};
constexpr CommandOption keyFile{"key-file", "FILE",
    QT_TRANSLATE_NOOP("tandemctl", "the first line of this file is the backup's key; else TANDEM_BACKUP_KEY_FILE")};
constexpr CommandOption database{"database", "URL",
    QT_TRANSLATE_NOOP("tandemctl", "postgresql://…, if it is no file in the folder; else TANDEM_DATABASE")};
constexpr CommandOption databasePassword{"database-password-file", "FILE",
    QT_TRANSLATE_NOOP("tandemctl", "the first line of this file is the database's password")};

constexpr CommandOption limit{"limit", "COUNT", QT_TRANSLATE_NOOP("tandemctl", "how many; else 100")};

std::vector<Command> userTable()
{
    return {
        {"user list", "", 0, 0, QT_TRANSLATE_NOOP("tandemctl", "lists the users"), {}, listUsers},
        {"user add", "LOGIN", 1, 1,
            QT_TRANSLATE_NOOP(
                "tandemctl", "adds a user; without a password it prints a one-time code for the first sign-in"),
            {{"name", "NAME", QT_TRANSLATE_NOOP("tandemctl", "the person's name; else the login")},
                {"roles", "KEYS",
                    QT_TRANSLATE_NOOP("tandemctl",
                        "with commas: administrator, manager, sales, service, employee, or the company's own")},
                {"department", "NAME", QT_TRANSLATE_NOOP("tandemctl", "name of the department")}, passwordFile,
                password},
            addUser},
        {"user disable", "LOGIN", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl", "takes the access away and ends the sessions; records stay"), {},
            disableUser},
        {"user enable", "LOGIN", 1, 1, QT_TRANSLATE_NOOP("tandemctl", "gives the access back"), {}, enableUser},
        {"user password", "LOGIN", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl", "sets the password, or prints a new one-time code; ends the sessions"),
            {passwordFile, password}, setUserPassword},
    };
}

std::vector<Command> sessionTable()
{
    return {
        {"session list", "LOGIN", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl", "lists the devices and programs that a user is signed in with"), {},
            listSessions},
        {"session end", "ID", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl", "signs one of them out at once, such as a lost laptop"), {}, endSession},
    };
}

std::vector<Command> massChangeTable()
{
    return {
        {"mass-change list", "", 0, 0,
            QT_TRANSLATE_NOOP("tandemctl", "lists the mass changes and merges of the past, the newest first"), {limit},
            listMassChanges},
        {"mass-change show", "ID", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl", "shows one, and what could not be set back when it was undone"), {},
            showMassChange},
        {"mass-change undo", "ID", 1, 1,
            QT_TRANSLATE_NOOP(
                "tandemctl", "undoes a mass change or a merge as a whole, as far as nobody has edited it since"),
            {as}, undoMassChange},
    };
}

std::vector<Command> dataTable()
{
    return {
        {"import", "[ENTITY FILE]", 0, 2,
            QT_TRANSLATE_NOOP("tandemctl", "brings in a CSV or XLSX file, or all files of a manifest"),
            {{"mapping", "FILE.json", QT_TRANSLATE_NOOP("tandemctl", "which column goes where; else by their names")},
                {"sheet", "NAME", QT_TRANSLATE_NOOP("tandemctl", "which sheet of a workbook; else the first")},
                {"errors", "PATH",
                    QT_TRANSLATE_NOOP(
                        "tandemctl", "file (of a manifest: folder) for the rows that could not be taken")},
                as,
                {"manifest", "FILE.json", QT_TRANSLATE_NOOP("tandemctl", "imports what this file lists, in its order")},
                {"shift-dates", nullptr,
                    QT_TRANSLATE_NOOP("tandemctl", "moves the dates of a manifest so that they end today")}},
            importFiles},
        {"import list", "", 0, 0, QT_TRANSLATE_NOOP("tandemctl", "lists the imports of the past, the newest first"),
            {limit}, listImports},
        {"import revert", "ID", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl",
                "takes an import back: deletes what it added, sets back what it changed, as far as nobody has edited "
                "it since"),
            {as}, revertImport},
        {"backup", "[FOLDER]", 0, 1,
            QT_TRANSLATE_NOOP(
                "tandemctl", "writes and verifies a backup while the daemon works; the folder must not be there yet"),
            {{"incremental", nullptr,
                QT_TRANSLATE_NOOP("tandemctl", "shares the attached files that the last backup has already with it")}},
            writeBackup},
        {"restore", "BACKUP", 1, 1,
            QT_TRANSLATE_NOOP("tandemctl", "puts a backup into the data folder, which must be empty or absent"),
            {{"verify", nullptr,
                 QT_TRANSLATE_NOOP("tandemctl",
                     "only rehearses it: reads everything, opens the database in an empty place, checks and counts "
                     "it")},
                keyFile, database, databasePassword},
            restore},
        {"migrate", "", 0, 0,
            QT_TRANSLATE_NOOP("tandemctl",
                "moves the company to PostgreSQL, and compares every row and file with the original; a running daemon "
                "takes no changes while the rows are copied"),
            {{"to", "URL", QT_TRANSLATE_NOOP("tandemctl", "postgresql://…, an empty database")}, databasePassword,
                {"files", "FOLDER",
                    QT_TRANSLATE_NOOP("tandemctl",
                        "copies the attached files there too, for daemons that share them; it must be empty or "
                        "absent")},
                {"files-from", "FOLDER",
                    QT_TRANSLATE_NOOP("tandemctl",
                        "where the attached files are, if the configuration of a stopped daemon names a filesFolder")}},
            migrate},
    };
}

std::vector<Command> operationTable()
{
    return {
        {"status", "", 0, 0,
            QT_TRANSLATE_NOOP("tandemctl", "how the running daemon is: clients, writing, backup, jobs"), {},
            showStatus},
        {"doctor", "", 0, 0,
            QT_TRANSLATE_NOOP("tandemctl", "examines the data folder, with or without a running daemon"),
            {database, databasePassword}, doctor},
        {"audit verify", "", 0, 0,
            QT_TRANSLATE_NOOP("tandemctl",
                "says whether the log of changes and sign-ins is as the server wrote it, or where it breaks"),
            {{"noted", "NUMBER:HASH",
                 QT_TRANSLATE_NOOP("tandemctl", "what an earlier run printed; it must still hold")},
                database, databasePassword},
            verifyAudit},
        {"audit events", "", 0, 0,
            QT_TRANSLATE_NOOP("tandemctl", "lists sign-ins, new passwords and ended sessions, the newest first"),
            {limit, database, databasePassword}, listAuditEvents},
        {"jobs", "", 0, 0, QT_TRANSLATE_NOOP("tandemctl", "lists background jobs that wait or failed for good"), {},
            listJobs},
        {"jobs retry", "ID", 1, 1, QT_TRANSLATE_NOOP("tandemctl", "tries a job again now"), {}, retryJob},
        {"jobs discard", "ID", 1, 1, QT_TRANSLATE_NOOP("tandemctl", "drops a job for good"), {}, discardJob},
    };
}

QString synopsis(const Command &command)
{
    QString line = QLatin1String(command.name);
    if (*command.arguments)
        line += QLatin1Char(' ') + QLatin1String(command.arguments);
    return line;
}

QString optionLines(const std::vector<CommandOption> &options)
{
    QString lines;
    for (const CommandOption &option : options) {
        QString written = QStringLiteral("--") + QLatin1String(option.name);
        if (option.value)
            written += QLatin1Char(' ') + QLatin1String(option.value);
        lines += QStringLiteral("  %1  %2\n").arg(written, -22).arg(ctlText(option.meaning));
    }
    return lines;
}

}

const std::vector<Command> &commands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> table = userTable();
        for (const std::vector<Command> &more : {sessionTable(), dataTable(), massChangeTable(), operationTable()})
            table.insert(table.end(), more.begin(), more.end());
        return table;
    }();
    return all;
}

const std::vector<CommandOption> &commonOptions()
{
    static const std::vector<CommandOption> options{
        {"data", "FOLDER",
            QT_TRANSLATE_NOOP("tandemctl", "the daemon's data folder; else TANDEM_DATA_FOLDER, else the user's own")},
        {"json", nullptr, QT_TRANSLATE_NOOP("tandemctl", "prints the answer, or the error, for scripts")},
        {"help", nullptr, QT_TRANSLATE_NOOP("tandemctl", "this help; behind a command: its own")},
        {"version", nullptr, QT_TRANSLATE_NOOP("tandemctl", "prints the version")},
    };
    return options;
}

QString commandHelp()
{
    QString help = ctlText(QT_TRANSLATE_NOOP("tandemctl", "tandemctl [--data FOLDER] COMMAND: runs a Tandem server"));
    help += QLatin1String("\n\n");
    for (const Command &command : commands())
        help += QStringLiteral("  %1  %2\n").arg(synopsis(command), -22).arg(ctlText(command.meaning));
    help += QLatin1Char('\n') + optionLines(commonOptions()) + QLatin1Char('\n');
    help += ctlText(QT_TRANSLATE_NOOP("tandemctl", "tandemctl COMMAND --help has the options of a command."));
    help += QLatin1Char('\n');
    return help
        + ctlText(QT_TRANSLATE_NOOP("tandemctl",
            "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 no daemon running, 4 something to look at"));
}

QString commandHelp(const Command &command)
{
    QString help = QStringLiteral("tandemctl %1\n  %2\n").arg(synopsis(command), ctlText(command.meaning));
    if (!command.options.empty())
        help += QLatin1Char('\n') + optionLines(command.options);
    return (help + QLatin1Char('\n') + optionLines(commonOptions())).trimmed();
}

}
