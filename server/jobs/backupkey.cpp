// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupkey.h"

#include "server/jobs/backupfiles.h"
#include "shared/base/firstline.h"
#include "shared/base/hashpath.h"

#include <algorithm>

#include <sodium.h>

namespace tandem::server {

namespace {

constexpr int digits = 64;
constexpr char context[] = "tndmbkup"; // libsodium wants exactly 8 characters
const QString variable = QStringLiteral("TANDEM_BACKUP_KEY");

static_assert(sizeof context - 1 == crypto_kdf_CONTEXTBYTES);
static_assert(std::tuple_size_v<BackupKey::Bytes> == crypto_kdf_KEYBYTES);
static_assert(std::tuple_size_v<BackupKey::Bytes> == crypto_secretstream_xchacha20poly1305_KEYBYTES);
static_assert(std::tuple_size_v<BackupKey::Bytes> >= crypto_generichash_KEYBYTES_MIN);

}

std::optional<BackupKey> BackupKey::fromText(const QString &hexadecimal)
{
    const QString text = hexadecimal.trimmed();
    const QByteArray bytes = QByteArray::fromHex(text.toLatin1());
    // fromHex() passes over what is no digit.
    if (text.size() != digits || bytes.size() != digits / 2 || bytes.toHex() != text.toLower().toLatin1())
        return std::nullopt;
    if (sodium_init() < 0)
        qFatal("libsodium does not start");
    Bytes key;
    std::copy(bytes.begin(), bytes.end(), key.begin());
    return BackupKey(key);
}

Result<std::optional<BackupKey>> BackupKey::read(const QString &file)
{
    QString text = qEnvironmentVariable(variable.toLatin1().constData());
    if (!file.isEmpty()) {
        TANDEM_ASSIGN(text, firstLineOf(file));
    } else if (text.isEmpty()) {
        return std::optional<BackupKey>();
    }
    const std::optional<BackupKey> key = fromText(text);
    if (!key)
        return Error::invalid(file.isEmpty() ? variable : file, QStringLiteral("badBackupKey"));
    return key;
}

BackupKey::Bytes BackupKey::derived(Purpose purpose) const
{
    Bytes key;
    crypto_kdf_derive_from_key(key.data(), key.size(), quint64(purpose), context, m_bytes.data());
    return key;
}

QString BackupKey::keyedHash(Purpose purpose, const QByteArray &bytes) const
{
    const Bytes key = derived(purpose);
    QByteArray hash(digits / 2, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()),
        reinterpret_cast<const unsigned char *>(bytes.constData()), quint64(bytes.size()), key.data(), key.size());
    return QString::fromLatin1(hash.toHex());
}

QString BackupKey::id() const
{
    return keyedHash(Purpose::Id, {}).left(16);
}

QString BackupKey::pathOf(const QString &relative) const
{
    if (!relative.startsWith(backup::filesPrefix))
        return relative;
    const QString name = keyedHash(Purpose::Names, relative.toUtf8());
    return backup::filesPrefix + hashPath(name);
}

QString BackupKey::seal(const QByteArray &bytes) const
{
    return keyedHash(Purpose::Manifest, bytes);
}

BackupKey::Bytes BackupKey::contentKey() const
{
    return derived(Purpose::Content);
}

}
