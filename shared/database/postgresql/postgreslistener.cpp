// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/postgreslistener.h"

#include "shared/database/dialects/postgresdialect.h"

#include <QLoggingCategory>

namespace tandem {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.database")

constexpr int retryMilliseconds = 1'000;

}

PostgresListener::PostgresListener(DatabaseAddress address)
    : m_address(std::move(address))
    , m_retry(this)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryMilliseconds);
    connect(&m_retry, &QTimer::timeout, this, &PostgresListener::start);
}

void PostgresListener::start()
{
    if (const auto listening = listen(); !listening)
        return tryAgainLater(listening.error());
    emit connected();
    take(); // what came together with the answers
}

Result<void> PostgresListener::listen()
{
    m_notifier.reset();
    TANDEM_ASSIGN(m_link, PostgresLink::open(m_address));
    TANDEM_ASSIGN(const PostgresResult statement, m_link->execute(PostgresDialect::listen().toUtf8()));
    QByteArray room;
    TANDEM_TRY(m_link->execute(statement.utf8(0, 0, room).toByteArray()));
    m_notifier = std::make_unique<QSocketNotifier>(m_link->socket(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &PostgresListener::take);
    return {};
}

void PostgresListener::take()
{
    const auto announced = m_link->takeAnnouncements();
    if (!announced) {
        emit lost();
        return tryAgainLater(announced.error());
    }
    for (const QString &words : *announced)
        emit heard(words);
}

void PostgresListener::tryAgainLater(const Error &error)
{
    qCWarning(log).noquote() << "not listening to other daemons:" << error.toLog();
    if (m_notifier)
        m_notifier->setEnabled(false); // not destroyed: perhaps it is calling
    m_retry.start();
}

}
