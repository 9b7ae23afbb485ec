// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <memory>

namespace tandem {

/// How Windows ends this process: as a service through the service control manager, else through its console. Without
/// Qt, so that it compiles wherever the headers of Windows are. One at a time.
class WindowsStop
{
public:
    /// Called on a thread of the system's, perhaps more than once.
    using Stop = std::function<void()>;

    /// Finds out whether this process is a service, and is heard by the service control manager from now on.
    explicit WindowsStop(Stop stop);
    /// Lets a console that is closing, or the session's end, go on: until then they wait for this process.
    ~WindowsStop();
    WindowsStop(const WindowsStop &) = delete;
    WindowsStop &operator=(const WindowsStop &) = delete;

    bool isService() const;
    /// For the service control manager; without one nothing happens.
    void tellReady();
    void tellEnd(int exitCode); ///< the last thing: the manager may end the process afterwards

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
