// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace tandem::client {

/// What `tandem` was started with. An option that is not given is empty.
struct CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(tandem::client::CommandLine)

public:
    QString profile; ///< folder of replica, settings and token
    QString server;
    QString user;
    QString passwordFile; ///< first line is the password; for the demo and tests
    QString fingerprint; ///< of the server's key, in hexadecimal: trusted without asking
    QString language;
    QString theme;
    QString screenshots; ///< folder; the client shows its pages, writes pictures of them and ends
    QString location; ///< a tandem:// link to open
    bool offline = false;

    /// Prints help, version or an error itself and ends the process for those.
    static CommandLine parse(const QStringList &arguments);
};

}
