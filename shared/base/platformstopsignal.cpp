// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformstopsignal.h"

#include <QSocketNotifier>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace tandem {

#ifdef Q_OS_WIN

namespace {

StopSignal *current = nullptr;

/// Runs on a thread of the system's.
BOOL WINAPI onConsole(DWORD)
{
    if (current)
        QMetaObject::invokeMethod(current, &StopSignal::received, Qt::QueuedConnection);
    return TRUE;
}

}

struct StopSignal::Private
{
};

StopSignal::StopSignal(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    current = this;
    SetConsoleCtrlHandler(onConsole, TRUE);
}

StopSignal::~StopSignal()
{
    SetConsoleCtrlHandler(onConsole, FALSE);
    current = nullptr;
}

#else

namespace {

int writeEnd = -1;

/// Only what a signal handler may do: the event loop learns of it through a pipe.
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

}

struct StopSignal::Private
{
    int ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

StopSignal::StopSignal(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (::pipe(d->ends) != 0)
        return;
    for (const int end : d->ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    writeEnd = d->ends[1];
    d->notifier = std::make_unique<QSocketNotifier>(d->ends[0], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte;
        while (::read(d->ends[0], &byte, 1) > 0) { }
        emit received();
    });
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of the write, no reason to end
}

StopSignal::~StopSignal()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    d->notifier.reset();
    writeEnd = -1;
    for (const int end : d->ends) {
        if (end >= 0)
            ::close(end);
    }
}

#endif

}
