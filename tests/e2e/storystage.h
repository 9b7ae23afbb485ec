// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/e2e/storydriver.h"

#include <QDirIterator>
#include <QFileInfo>

namespace tandem::test {

/// A daemon with the people of the demo company, of whom two can sign in. With TANDEM_STORY_COMPANY=FOLDER, the data of
/// a daemon that has loaded the whole demo company, the story happens on a copy of it.
class StoryStage
{
public:
    static constexpr auto administrator = "admin";
    static constexpr auto rep = "moses.frase";
    static constexpr auto manager = "dustin.brinkmann";

    bool start()
    {
        const QString company = qEnvironmentVariable("TANDEM_STORY_COMPANY");
        if (!company.isEmpty() && !copyFolder(company, daemon.dataFolder()))
            return false;
        return daemon.start() && (company.isEmpty() ? loadPeople() : signInAgain()) && givePassword(rep)
            && givePassword(manager);
    }

    /// A laptop of its own, signed in and with everything on it.
    struct LaptopOptions
    {
        QString display; ///< an X server for its windows
        QStringList arguments;
        quint16 port = 0; ///< instead of the daemon's own: of something between
    };
    std::unique_ptr<StoryDriver> laptopOf(const char *user) { return laptopOf(user, {}); }
    std::unique_ptr<StoryDriver> laptopOf(const char *user, const LaptopOptions &options)
    {
        const QString name = QString::fromLatin1(user);
        const quint16 port = options.port == 0 ? daemon.port() : options.port;
        auto laptop = std::make_unique<StoryDriver>(
            name, daemon.path(name), QStringLiteral("127.0.0.1:%1").arg(port), daemon.fingerprint());
        if (!options.display.isEmpty())
            laptop->setDisplay(options.display);
        const bool signedIn = laptop->start(options.arguments)
            && laptop->tells({{QStringLiteral("do"), QStringLiteral("signIn")}, {QStringLiteral("password"), password}})
            && laptop->awaitSynced();
        return signedIn ? std::move(laptop) : nullptr;
    }

    /// A customer of the rep's with a deal that is all but won, known to everybody.
    struct Deal
    {
        QString account;
        QString opportunity;
    };
    static Deal beginDeal(StoryDriver &rep)
    {
        const auto idOf = [&rep](const QString &entity, const QString &filter) {
            return rep.await(entity, filter).value(QLatin1String("id")).toString();
        };
        Deal deal;
        deal.account = rep.create(QStringLiteral("account"),
            {{QStringLiteral("name"), QStringLiteral("Acme Trading")},
                {QStringLiteral("phone"), QStringLiteral("010 1000")}});
        deal.opportunity = rep.create(QStringLiteral("opportunity"),
            {{QStringLiteral("name"), QStringLiteral("Twenty terminals")}, {QStringLiteral("account"), deal.account},
                {QStringLiteral("pipeline"), idOf(QStringLiteral("pipeline"), QStringLiteral("key = 'default'"))},
                {QStringLiteral("stage"), idOf(QStringLiteral("stage"), QStringLiteral("key = 'closing'"))},
                {QStringLiteral("amount"),
                    QJsonObject{{QStringLiteral("amount"), QStringLiteral("4200.00")},
                        {QStringLiteral("currency"), QStringLiteral("USD")}}}});
        return rep.awaitSynced() ? deal : Deal();
    }

    /// Below TANDEM_PICTURES, else where it is thrown away.
    QString picturePath(const QString &name) const
    {
        const QString folder = qEnvironmentVariable("TANDEM_PICTURES", daemon.path(QStringLiteral("pictures")));
        return folder + QLatin1Char('/') + name + QStringLiteral(".png");
    }

    DaemonProcess daemon;
    const QString password = QStringLiteral("correct horse");

private:
    bool loadPeople()
    {
        const QString manifest = QStringLiteral(TANDEM_SOURCE_DIR "/tests/e2e/company.json");
        return daemon.signInAsAdministrator(password)
            && runCtl({QStringLiteral("import"), QStringLiteral("--manifest"), manifest});
    }

    bool signInAgain() { return givePassword(administrator) && daemon.signIn(QLatin1String(administrator), password); }

    static bool copyFolder(const QString &from, const QString &to)
    {
        bool copied = QDir().mkpath(to);
        QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
        while (copied && files.hasNext()) {
            const QString source = files.next();
            const QString target = to + QLatin1Char('/') + QDir(from).relativeFilePath(source);
            copied = QDir().mkpath(QFileInfo(target).path()) && QFile::copy(source, target);
        }
        return copied;
    }

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
