// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/livesocket.h"
#include "bench/support/processfigures.h"
#include "tests/support/daemonprocess.h"

using namespace tandem;
using namespace tandem::bench;

namespace {

constexpr int clients = 500;

void loadDemoCompany(const QString &dataFolder, const QString &errorFolder)
{
    QProcess import;
    import.setProcessChannelMode(QProcess::SeparateChannels);
    import.start(test::DaemonProcess::binary(QStringLiteral("tandemctl")),
        {QStringLiteral("--data"), dataFolder, QStringLiteral("import"), QStringLiteral("--manifest"),
            QStringLiteral(TANDEM_SOURCE_DIR "/resources/demo/manifest.json"), QStringLiteral("--shift-dates"),
            QStringLiteral("--errors"), errorFolder});
    import.waitForFinished(600'000);
    // 4: all is in but single rows, which were refused.
    if (import.exitStatus() != QProcess::NormalExit || (import.exitCode() != 0 && import.exitCode() != 4))
        qFatal("the demo company: %s", import.readAllStandardError().constData());
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    test::DaemonProcess daemon;
    if (!daemon.start() || !daemon.signInAsAdministrator())
        qFatal("tandemd: %s", daemon.standardError().constData());
    loadDemoCompany(daemon.dataFolder(), daemon.path(QStringLiteral("errors")));
    const qint64 afterImport = residentMemory(daemon.process().processId());
    if (!daemon.stop() || !daemon.start())
        qFatal("tandemd: %s", daemon.standardError().constData());
    daemon.ask("GET", QStringLiteral("/api/v1/account?limit=50"));
    const qint64 idle = residentMemory(daemon.process().processId());
    Figure{QStringLiteral("Memory of tandemd, idle with the demo company (%1 MB right after importing it)")
               .arg(number(double(afterImport) / 1024)),
        number(double(idle) / 1024) + QStringLiteral(" MB"), QStringLiteral("–"), QStringLiteral("–"),
        QStringLiteral("< 60 MB"), idle < 60 * 1024}
        .print();

    std::vector<std::unique_ptr<LiveSocket>> sockets;
    qint64 cursor = 0;
    for (int i = 0; i < clients; ++i) {
        auto &socket = sockets.emplace_back();
        bool live = false;
        socket = std::make_unique<LiveSocket>(daemon.webSocketUrl(), daemon.token(), [&](const Message &message) {
            if (const auto *welcome = std::get_if<Welcome>(&message))
                socket->send(Pull{cursor = welcome->cursor, 0});
            else if (std::holds_alternative<Changes>(message))
                live = true;
        });
        runUntil([&] { return live; }, "an idle client");
    }
    const double each = double(residentMemory(daemon.process().processId()) - idle) / clients;
    Figure{QStringLiteral("Memory of each of %1 idle TLS clients").arg(clients), number(each) + QStringLiteral(" KB"),
        QStringLiteral("–"), QStringLiteral("–"), QStringLiteral("< 100 KB"), each < 100}
        .print();
    return 0;
}
