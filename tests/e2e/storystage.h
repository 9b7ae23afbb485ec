// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/e2e/storydriver.h"

namespace tandem::test {

/// A daemon with the people of the demo company, of whom two can sign in.
class StoryStage
{
public:
    static constexpr auto rep = "moses.frase";
    static constexpr auto manager = "dustin.brinkmann";

    bool start()
    {
        daemon.process().setProcessChannelMode(QProcess::ForwardedErrorChannel);
        if (!daemon.start())
            return false;
        const QString manifest = QStringLiteral(TANDEM_SOURCE_DIR "/tests/e2e/company.json");
        return daemon.signInAsAdministrator(password)
            && runCtl({QStringLiteral("import"), QStringLiteral("--manifest"), manifest}) && givePassword(rep)
            && givePassword(manager);
    }

    /// A laptop of its own, signed in and with everything on it.
    std::unique_ptr<StoryDriver> laptopOf(const char *user)
    {
        const QString name = QString::fromLatin1(user);
        auto laptop = std::make_unique<StoryDriver>(
            name, daemon.path(name), QStringLiteral("127.0.0.1:%1").arg(daemon.port()), daemon.fingerprint());
        const bool signedIn = laptop->start()
            && laptop->tells({{QStringLiteral("do"), QStringLiteral("signIn")}, {QStringLiteral("password"), password}})
            && laptop->awaitSynced();
        return signedIn ? std::move(laptop) : nullptr;
    }

    DaemonProcess daemon;
    const QString password = QStringLiteral("correct horse");

private:
    bool givePassword(const char *user)
    {
        return runCtl({QStringLiteral("user"), QStringLiteral("password"), QString::fromLatin1(user),
            QStringLiteral("--password"), password});
    }

    bool runCtl(const QStringList &arguments)
    {
        QProcess ctl;
        ctl.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        ctl.start(DaemonProcess::binary(QStringLiteral("tandemctl")),
            QStringList{QStringLiteral("--data"), daemon.dataFolder()} + arguments);
        const bool done = ctl.waitForFinished(120'000) && ctl.exitCode() == 0;
        if (!done)
            qWarning().noquote() << arguments << ctl.readAllStandardOutput();
        return done;
    }
};

}
