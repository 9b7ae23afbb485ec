// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace tandem::client {

CommandLine CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Tandem: customers and office as one system."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto add = [&parser](const char *name, const QString &description, const char *value) {
        parser.addOption({QLatin1String(name), description, QLatin1String(value)});
    };
    add("profile", tr("Folder of this user's local data."), "folder");
    add("server", tr("Address of the server."), "host[:port]");
    add("user", tr("Login name."), "name");
    add("password-file", tr("File whose first line is the password."), "file");
    add("fingerprint", tr("Fingerprint of the server's key to trust."), "hex");
    add("language", tr("zh_CN or en."), "language");
    add("theme", tr("light, dark or system."), "theme");
    add("screenshots", tr("Write pictures of the main pages to a folder, then quit."), "folder");
    parser.addOption({QStringLiteral("offline"), tr("Start without connecting.")});
    parser.addPositionalArgument(QStringLiteral("link"), tr("A tandem:// link to open."), QStringLiteral("[link]"));
    parser.process(arguments);

    CommandLine line;
    line.profile = parser.value(QStringLiteral("profile"));
    if (line.profile.isEmpty())
        line.profile = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    line.server = parser.value(QStringLiteral("server"));
    line.user = parser.value(QStringLiteral("user"));
    line.passwordFile = parser.value(QStringLiteral("password-file"));
    line.fingerprint = parser.value(QStringLiteral("fingerprint"));
    line.language = parser.value(QStringLiteral("language"));
    line.theme = parser.value(QStringLiteral("theme"));
    line.screenshots = parser.value(QStringLiteral("screenshots"));
    line.offline = parser.isSet(QStringLiteral("offline"));
    line.location = parser.positionalArguments().value(0);
    return line;
}

}
