// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Preloaded into a daemon (LD_PRELOAD): its clock on the wall is off by as many seconds as stand in the file that
// TANDEM_CLOCK_OFFSET names, from the moment on that they stand there. The clocks that measure how much time passes are
// right, as they are on a machine whose clock is set.

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

/// Seconds; positive: ahead.
long offset()
{
    static const char *const path = std::getenv("TANDEM_CLOCK_OFFSET");
    long seconds = 0;
    std::FILE *const file = path ? std::fopen(path, "r") : nullptr;
    if (!file)
        return 0;
    if (std::fscanf(file, "%ld", &seconds) != 1)
        seconds = 0;
    std::fclose(file);
    return seconds;
}

}

extern "C" {

int clock_gettime(clockid_t clock, timespec *moment) noexcept
{
    using Call = int (*)(clockid_t, timespec *);
    static const Call real = reinterpret_cast<Call>(dlsym(RTLD_NEXT, "clock_gettime"));
    const int result = real(clock, moment);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        moment->tv_sec += offset();
    return result;
}

int gettimeofday(timeval *moment, void *) noexcept
{
    timespec now{};
    const int result = clock_gettime(CLOCK_REALTIME, &now);
    *moment = {now.tv_sec, now.tv_nsec / 1000};
    return result;
}

time_t time(time_t *moment) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (moment)
        *moment = now.tv_sec;
    return now.tv_sec;
}
}
