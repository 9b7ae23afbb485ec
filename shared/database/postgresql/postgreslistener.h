// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/postgresql/databaselistener.h"
#include "shared/database/postgresql/postgreslink.h"

#include <QSocketNotifier>
#include <QTimer>

namespace tandem {

/// On a line of its own: while it waits for an answer, a line hears nothing.
class PostgresListener final : public DatabaseListener
{
    Q_OBJECT

public:
    explicit PostgresListener(DatabaseAddress address);

    void start() override;

private:
    Result<void> listen();
    void take();
    void tryAgainLater(const Error &error);

    const DatabaseAddress m_address;
    std::unique_ptr<PostgresLink> m_link;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_retry;
};

}
