// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/replicaofaccounts.h"
#include "client/app/session.h"
#include "client/connection/profile.h"
#include "client/lists/recordtable.h"
#include "client/shell/mainwindow.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"

#include <QApplication>
#include <QProcess>
#include <QWindow>

using namespace tandem;
using namespace tandem::bench;
using namespace tandem::client;

namespace {

constexpr int runs = 9;
const QByteArray usable = "usable\n";

int sayUsable()
{
    std::fputs(usable.constData(), stdout);
    std::fflush(stdout);
    // The time to start is what is measured, not the time to end.
    std::_Exit(0);
}

int showEmptyWindow()
{
    QMainWindow window;
    window.resize(1280, 800);
    window.show();
    runUntil([&] { return window.windowHandle()->isExposed(); }, "the empty window");
    window.repaint();
    return sayUsable();
}

/// The accounts' list of the main window, once it shows rows.
RecordTable *readyTable()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (!qobject_cast<MainWindow *>(window) || !window->isVisible())
            continue;
        for (RecordTable *table : window->findChildren<RecordTable *>()) {
            auto *model = static_cast<RecordListModel *>(table->model());
            if (table->isVisible() && model->rowCount() > 0 && model->recordAt(0))
                return table;
        }
    }
    return nullptr;
}

/// What main() of the client does, up to a list that can be worked with.
int showClient(QApplication &application, const QString &profile)
{
    Translator translator;
    CommandLine commandLine;
    commandLine.profile = profile;
    commandLine.language = QStringLiteral("en");
    commandLine.offline = true;
    commandLine.location = QStringLiteral("tandem://list/account");
    Theme theme(application);
    Session session(commandLine, theme, translator);
    session.start();
    RecordTable *table = nullptr;
    runUntil([&] { return (table = readyTable()); }, "the client's list");
    table->window()->repaint();
    return sayUsable();
}

/// From starting the process to its word that the window can be used.
double start(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    process.start(QCoreApplication::applicationFilePath(), arguments);
    QByteArray output;
    while (!output.endsWith(usable)) {
        if (!process.waitForReadyRead(30'000))
            qFatal("the window did not come");
        output += process.readAllStandardOutput();
    }
    const double took = millisecondsOf(timer);
    process.waitForFinished();
    return took;
}

QString makeProfile(const QTemporaryDir &folder, int accounts)
{
    makeReplica(folder.path(), accounts);
    indexReplica(folder.path());
    Profile profile;
    profile.server = *ServerAddress::fromText(benchServer);
    profile.userName = QStringLiteral("bench");
    profile.save(folder.path()).ok();
    return folder.path();
}

void print(int accounts, const std::vector<double> &client, const std::vector<double> &empty)
{
    const double more = median(client) - median(empty);
    Figure{QStringLiteral("Client start to a usable list, %1 accounts").arg(accounts), milliseconds(median(client)),
        milliseconds(median(empty)), QLatin1Char('+') + milliseconds(more), QStringLiteral("≤ +500 ms"), more <= 500}
        .print();
}

}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == QLatin1String("--empty"))
        return showEmptyWindow();
    if (arguments.value(1) == QLatin1String("--client"))
        return showClient(application, arguments.value(2));

    const QTemporaryDir fewFolder;
    const QTemporaryDir manyFolder;
    const QString few = makeProfile(fewFolder, 1'000);
    const QString many = makeProfile(manyFolder, 100'000);
    std::vector<double> emptyTimes;
    std::vector<double> fewTimes;
    std::vector<double> manyTimes;
    for (int i = 0; i < runs; ++i) {
        emptyTimes.push_back(start({QStringLiteral("--empty")}));
        fewTimes.push_back(start({QStringLiteral("--client"), few}));
        manyTimes.push_back(start({QStringLiteral("--client"), many}));
    }
    print(1'000, fewTimes, emptyTimes);
    print(100'000, manyTimes, emptyTimes);
    return 0;
}
