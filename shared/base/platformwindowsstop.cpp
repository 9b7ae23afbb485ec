// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#ifdef _WIN32

#include "shared/base/platformwindowsstop.h"

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tandem {

namespace {

constexpr DWORD waitHint = 60'000; ///< milliseconds that a start or a stop may take before it counts as hung

}

struct WindowsStop::Private
{
    enum class Kind { Unknown, Console, Service };

    void dispatch();
    void serve();
    void report(DWORD state, int exitCode = 0);
    DWORD control(DWORD what);

    static Private *current; ///< the system's callbacks take no context of ours
    static void WINAPI serviceMain(DWORD, LPWSTR *);
    static DWORD WINAPI onControl(DWORD what, DWORD, LPVOID, LPVOID context);
    static BOOL WINAPI onConsole(DWORD what);

    Stop stop;
    std::thread dispatcher;
    std::mutex mutex; ///< for what follows
    std::condition_variable changed;
    Kind kind = Kind::Unknown;
    SERVICE_STATUS_HANDLE handle = nullptr;
    SERVICE_STATUS status = {};
    bool ended = false;
};

WindowsStop::Private *WindowsStop::Private::current = nullptr;

/// Blocks while the process is a service; comes back at once if it is none.
void WindowsStop::Private::dispatch()
{
    wchar_t noName[] = L""; // not looked at for a service that has its process for itself
    const SERVICE_TABLE_ENTRYW table[] = {{noName, serviceMain}, {nullptr, nullptr}};
    StartServiceCtrlDispatcherW(table);
    const std::lock_guard lock(mutex);
    if (kind == Kind::Unknown)
        kind = Kind::Console;
    changed.notify_all();
}

void WINAPI WindowsStop::Private::serviceMain(DWORD, LPWSTR *)
{
    current->serve();
}

void WindowsStop::Private::serve()
{
    std::unique_lock lock(mutex);
    handle = RegisterServiceCtrlHandlerExW(L"", onControl, this);
    kind = Kind::Service;
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    report(SERVICE_START_PENDING);
    changed.notify_all();
    changed.wait(lock, [this] { return ended; });
}

/// The mutex is held.
void WindowsStop::Private::report(DWORD state, int exitCode)
{
    if (!handle)
        return;
    const bool pending = state == SERVICE_START_PENDING || state == SERVICE_STOP_PENDING;
    status.dwCurrentState = state;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN : 0;
    status.dwWin32ExitCode = exitCode == 0 ? NO_ERROR : ERROR_SERVICE_SPECIFIC_ERROR;
    status.dwServiceSpecificExitCode = static_cast<DWORD>(exitCode);
    status.dwCheckPoint = pending ? status.dwCheckPoint + 1 : 0;
    status.dwWaitHint = pending ? waitHint : 0;
    SetServiceStatus(handle, &status);
}

DWORD WINAPI WindowsStop::Private::onControl(DWORD what, DWORD, LPVOID, LPVOID context)
{
    return static_cast<Private *>(context)->control(what);
}

DWORD WindowsStop::Private::control(DWORD what)
{
    switch (what) {
    case SERVICE_CONTROL_STOP:
    case SERVICE_CONTROL_SHUTDOWN: {
        {
            const std::lock_guard lock(mutex);
            if (ended)
                return NO_ERROR;
            report(SERVICE_STOP_PENDING);
        }
        stop();
        return NO_ERROR;
    }
    case SERVICE_CONTROL_INTERROGATE:
        return NO_ERROR;
    default:
        return ERROR_CALL_NOT_IMPLEMENTED;
    }
}

/// After a closed console or at the end of a session the system ends the process as soon as this returns.
BOOL WINAPI WindowsStop::Private::onConsole(DWORD what)
{
    Private *const self = current;
    if (!self)
        return FALSE;
    self->stop();
    if (what == CTRL_CLOSE_EVENT || what == CTRL_LOGOFF_EVENT || what == CTRL_SHUTDOWN_EVENT) {
        std::unique_lock lock(self->mutex);
        self->changed.wait(lock, [self] { return self->ended; });
    }
    return TRUE;
}

WindowsStop::WindowsStop(Stop stop)
    : d(std::make_unique<Private>())
{
    d->stop = std::move(stop);
    Private::current = d.get();
    d->dispatcher = std::thread([this] { d->dispatch(); });
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, [this] { return d->kind != Private::Kind::Unknown; });
    if (d->kind == Private::Kind::Console)
        SetConsoleCtrlHandler(Private::onConsole, TRUE);
}

WindowsStop::~WindowsStop()
{
    if (!isService())
        SetConsoleCtrlHandler(Private::onConsole, FALSE);
    tellEnd(0);
    d->dispatcher.join();
    Private::current = nullptr;
}

bool WindowsStop::isService() const
{
    const std::lock_guard lock(d->mutex);
    return d->kind == Private::Kind::Service;
}

void WindowsStop::tellReady()
{
    const std::lock_guard lock(d->mutex);
    d->report(SERVICE_RUNNING);
}

void WindowsStop::tellEnd(int exitCode)
{
    const std::lock_guard lock(d->mutex);
    if (d->ended)
        return;
    d->ended = true;
    d->report(SERVICE_STOPPED, exitCode);
    d->changed.notify_all();
}

}

#endif
