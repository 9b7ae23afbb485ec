// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformstopsignal.h"

#include <QSocketNotifier>

#include <algorithm>

#ifdef Q_OS_WIN
#include "shared/base/platformwindowsstop.h"
#else
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace tandem {

#ifdef Q_OS_WIN

struct StopSignal::Private
{
    std::unique_ptr<WindowsStop> stop;
};

StopSignal::StopSignal(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->stop = std::make_unique<WindowsStop>(
        [this] { QMetaObject::invokeMethod(this, &StopSignal::received, Qt::QueuedConnection); });
}

StopSignal::~StopSignal() = default;

void StopSignal::tellReady()
{
    d->stop->tellReady();
}

void StopSignal::tellEnd(int exitCode)
{
    d->stop->tellEnd(exitCode);
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

/// One datagram to the socket that a service manager has named, if there is one. Whether it arrives changes nothing
/// here, so nobody asks.
void notifyManager(const QByteArray &state)
{
    const QByteArray path = qgetenv("NOTIFY_SOCKET");
    sockaddr_un address = {};
    if (path.isEmpty() || std::size_t(path.size()) >= sizeof address.sun_path)
        return;
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    if (path.front() == '@') // of the abstract name space
        address.sun_path[0] = '\0';
    const int handle = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    if (handle < 0)
        return;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + std::size_t(path.size()));
    [[maybe_unused]] const auto sent = ::sendto(
        handle, state.constData(), std::size_t(state.size()), 0, reinterpret_cast<const sockaddr *>(&address), length);
    ::close(handle);
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

void StopSignal::tellReady()
{
    notifyManager("READY=1");
}

/// With which code is what the process itself says.
void StopSignal::tellEnd(int)
{
    notifyManager("STOPPING=1");
}

#endif

}
