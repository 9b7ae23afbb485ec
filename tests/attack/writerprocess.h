// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/wrongclock.h"

#include <QProcess>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace tandem::test {

/// A client process, what it said, and the folder that stays when it dies.
class WriterProcess
{
public:
    WriterProcess(DaemonProcess &daemon, quint16 port, const QString &login, qint64 clockOffset)
        : m_daemon(daemon)
        , m_port(port)
        , m_login(login)
        , m_clock(clockOffset)
        , m_laptop({QStringLiteral("127.0.0.1"), port}, login, daemon.pin(), m_clock)
        , m_offset(clockOffset)
    {
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { listen(); });
    }
    ~WriterProcess() { kill(); }

    /// The first contact of its folder; makes the account in which it counts.
    bool prepare()
    {
        if (!m_laptop.sync())
            return false;
        m_tally = m_laptop.create(
            entities::account::number, {{entities::account::field::name, Value(m_login + QStringLiteral(" tally"))}});
        const bool done = m_laptop.waitUntilSynced();
        m_laptop.close();
        return done;
    }

    void start()
    {
        m_process.setStandardErrorFile(m_daemon.path(m_login + QStringLiteral(".log")));
        m_process.start(DaemonProcess::binary(QStringLiteral("steadywriter")),
            {m_laptop.folder(), QString::number(m_port), m_daemon.fingerprint(), m_login, toText(m_tally),
                QString::number(++m_run), QString::number(m_offset)});
    }

    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished(30'000);
        listen();
    }
    /// False if it ended without being killed.
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    /// Everything is with the server and nothing came back; the process is not running.
    bool arrives()
    {
        m_laptop.open();
        const bool arrived = m_laptop.sync() && m_laptop.replica->problemCount() == 0;
        m_laptop.close();
        return arrived;
    }

    const QString &login() const { return m_login; }
    const RecordId &tally() const { return m_tally; }
    int runs() const { return m_run; }
    int keptLines() const { return int(m_kept.size()); }
    int judgedLines() const { return m_judged; }
    bool wasDamaged() const { return m_damaged; }
    const QStringList &kept() const { return m_kept; } ///< names of accounts, in their order
    /// Those of each so-and-so-many-th step.
    QStringList keptOfEvery(int steps) const
    {
        QStringList some;
        std::copy_if(m_kept.begin(), m_kept.end(), std::back_inserter(some),
            [steps](const QString &name) { return name.section(QLatin1Char(' '), -1).toInt() % steps == 0; });
        return some;
    }
    const QStringList &decided() const { return m_decided; } ///< ids of approval tasks

private:
    void listen()
    {
        while (m_process.canReadLine()) {
            const QList<QByteArray> words = m_process.readLine().trimmed().split(' ');
            if (words.first() == "kept")
                m_kept.append(QStringLiteral("%1 %2 %3").arg(m_login).arg(m_run).arg(words.last().toInt()));
            if (words.first() == "decided")
                m_decided.append(QString::fromLatin1(words.last()));
            m_judged += words.first() == "judged";
            m_damaged |= words.first() == "damaged";
        }
    }

    DaemonProcess &m_daemon;
    quint16 m_port;
    QString m_login;
    WrongClock m_clock;
    Laptop m_laptop;
    qint64 m_offset;
    QProcess m_process;
    RecordId m_tally;
    int m_run = 0;
    int m_judged = 0;
    bool m_damaged = false;
    QStringList m_kept;
    QStringList m_decided;
};

}
