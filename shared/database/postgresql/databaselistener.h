// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

#include <QObject>

namespace tandem {

/// Hears what is announced on a database (Dialect::announce()), also by its own program. It lives in a thread with an
/// event loop, connects by itself, and again whenever the line is cut.
class DatabaseListener : public QObject
{
    Q_OBJECT

public:
    /// Null where nobody else can be on the database: it is a file.
    static std::unique_ptr<DatabaseListener> make(const DatabaseAddress &address);

    virtual void start() = 0; ///< in its thread

signals:
    void heard(const QString &words);
    void connected(); ///< what was announced before was not heard
    void lost(); ///< the line was cut, and perhaps every other one with it
};

}
