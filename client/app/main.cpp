// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/commandline.h"
#include "client/app/session.h"
#include "client/app/singleinstance.h"
#include "client/desktop/linkscheme.h"
#include "client/widgets/icons.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>

int main(int argc, char *argv[])
{
    QApplication::setApplicationName(QStringLiteral("tandem"));
    QApplication::setOrganizationName(QStringLiteral("Tandem"));
    QApplication::setApplicationVersion(QStringLiteral(TANDEM_VERSION));
    // By it docks and notices of Linux find our name, icon and number.
    QApplication::setDesktopFileName(QStringLiteral("tandem"));
    QApplication application(argc, argv);

    using namespace tandem::client;
    QApplication::setWindowIcon(icons::icon(QStringLiteral("tandem")));
    Translator translator;
    translator.setLanguage(Translator::systemLanguage());
    const CommandLine commandLine = CommandLine::parse(QApplication::arguments());
    QDir().mkpath(commandLine.profile);
    SingleInstance instance(commandLine.profile);
    const SingleInstance::Claim claim = instance.claim(commandLine.location);
    if (claim == SingleInstance::Claim::HandedOver)
        return 0;
    if (claim != SingleInstance::Claim::Ours) {
        QMessageBox::critical(nullptr, SingleInstance::tr("Tandem"), instance.explain(claim));
        return 1;
    }

    registerLinks();
    Theme theme(application);
    Session session(commandLine, theme, translator);
    QObject::connect(&instance, &SingleInstance::linkReceived, &session, &Session::openLink);
    session.start();
    return QApplication::exec();
}
