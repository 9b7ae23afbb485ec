// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace tandem::client {

/// One running client per profile. A second start hands its link to the first one and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);

    /// False if another client has the profile; then `link` was handed over to it.
    bool claim(const QString &link);

signals:
    void linkReceived(const QString &link); ///< empty: only asks to come to the front

private:
    void listen();

    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

}
