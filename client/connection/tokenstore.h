// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tandem::client {

/// Where the session token of a server and user is kept between starts: the system's keychain if there is one, else a
/// file in the profile that only its owner can read. Callbacks come in the thread of the store.
class TokenStore : public QObject
{
    Q_OBJECT

public:
    enum class Place { KeychainOrFile, FileOnly };

    /// `folder` is the profile's, `key` names server and user.
    TokenStore(QString folder, QString key, Place place = Place::KeychainOrFile, QObject *parent = nullptr);
    ~TokenStore() override;

    void read(std::function<void(const QByteArray &token)> done); ///< empty if there is none
    void write(const QByteArray &token, std::function<void(const Result<void> &)> done);
    void remove();

private:
    QByteArray readFile() const;
    Result<void> writeFile(const QByteArray &token) const;
    QString path() const;

    QString m_folder;
    QString m_key;
    Place m_place;
};

}
