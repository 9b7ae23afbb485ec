// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

class QLocalSocket;

namespace tandem::client {

/// One running client per profile. A second start hands its link to the first one and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Claim {
        Ours,
        HandedOver, ///< another client has the profile and has taken the link
        NoAnswer, ///< another client has the profile and does not react
        NotWritable, ///< nobody could have it
    };

    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);

    Claim claim(const QString &link);
    /// What to tell the user; empty where there is nothing to tell.
    QString explain(Claim claim) const;

signals:
    void linkReceived(const QString &link); ///< empty: only asks to come to the front

private:
    bool handOver(const QString &link) const;
    void listen();
    void take(QLocalSocket &socket);

    QString m_folder;
    QString m_name;
    const std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

}
