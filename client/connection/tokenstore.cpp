// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/tokenstore.h"

#include "shared/base/bytesize.h"
#include "shared/base/savefileerror.h"

#include <QFile>
#include <QSaveFile>

#ifdef TANDEM_KEYCHAIN
#include "client/connection/keychaincall.h"

#include <qt6keychain/keychain.h>
#endif

namespace tandem::client {

namespace {

#ifdef TANDEM_KEYCHAIN
template <typename Job>
Job *keychainJob(const QString &key)
{
    auto *job = new Job(QStringLiteral("Tandem"));
    job->setKey(key);
    return job;
}
#endif

}

TokenStore::TokenStore(QString folder, QString key, Place place, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_key(std::move(key))
    , m_place(place)
{
}

TokenStore::~TokenStore() = default;

void TokenStore::read(std::function<void(const QByteArray &)> done)
{
    const QByteArray inFile = readFile();
#ifdef TANDEM_KEYCHAIN
    if (inFile.isEmpty() && m_place == Place::KeychainOrFile) {
        KeychainCall::start([key = m_key] { return keychainJob<QKeychain::ReadPasswordJob>(key); }, this,
            [done = std::move(done)](bool, const QByteArray &token) { done(token); });
        return;
    }
#endif
    QMetaObject::invokeMethod(
        this, [done = std::move(done), inFile] { done(inFile); }, Qt::QueuedConnection);
}

void TokenStore::write(const QByteArray &token, std::function<void(const Result<void> &)> done)
{
#ifdef TANDEM_KEYCHAIN
    if (m_place == Place::KeychainOrFile) {
        const auto makeJob = [key = m_key, token] {
            auto *job = keychainJob<QKeychain::WritePasswordJob>(key);
            job->setBinaryData(token);
            return job;
        };
        KeychainCall::start(makeJob, this, [this, token, done = std::move(done)](bool isKept, const QByteArray &) {
            if (isKept) {
                QFile::remove(path());
                done({});
            } else {
                done(writeFile(token));
            }
        });
        return;
    }
#endif
    QMetaObject::invokeMethod(
        this, [this, token, done = std::move(done)] { done(writeFile(token)); }, Qt::QueuedConnection);
}

void TokenStore::remove()
{
    QFile::remove(path());
#ifdef TANDEM_KEYCHAIN
    if (m_place == Place::KeychainOrFile) {
        KeychainCall::start([key = m_key] { return keychainJob<QKeychain::DeletePasswordJob>(key); }, nullptr, {});
    }
#endif
}

/// First line: whose token it is; second line: the token.
QByteArray TokenStore::readFile() const
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.read(64 * KiB).split('\n');
    if (lines.size() < 2 || QString::fromUtf8(lines.at(0)) != m_key)
        return {};
    return QByteArray::fromBase64(lines.at(1));
}

Result<void> TokenStore::writeFile(const QByteArray &token) const
{
    QSaveFile file(path());
    const QByteArray content = m_key.toUtf8() + '\n' + token.toBase64() + '\n';
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(content) < 0)
        return Error::unavailable(QStringLiteral("notWritable"), file.errorString());
    return commitFile(file);
}

QString TokenStore::path() const
{
    return m_folder + QStringLiteral("/session");
}

}
