// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/sealedfile.h"

#include "server/jobs/backupfiles.h"

#include <QCryptographicHash>
#include <QFile>

#include <sodium.h>

namespace tandem::server::sealedfile {

namespace {

using backup::cannot;
using backup::cannotWrite;

constexpr qint64 pieceSize = 64 * 1024;
constexpr qint64 overhead = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr qint64 headerSize = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr qsizetype nameSize = 128; ///< always: its length tells nothing

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

Error damaged(const QFile &file)
{
    return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), file.fileName(), {}, {}};
}

class SealingStream
{
public:
    SealingStream(QFile &target, const BackupKey &key)
        : m_target(target)
    {
        const BackupKey::Bytes secret = key.contentKey();
        QByteArray header(headerSize, Qt::Uninitialized);
        crypto_secretstream_xchacha20poly1305_init_push(&m_state, bytesOf(header), secret.data());
        m_written = target.write(header) == header.size();
    }

    Result<void> add(const QByteArray &piece, bool isLast)
    {
        QByteArray sealed(piece.size() + overhead, Qt::Uninitialized);
        const unsigned char tag = isLast ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                         : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
        crypto_secretstream_xchacha20poly1305_push(
            &m_state, bytesOf(sealed), nullptr, bytesOf(piece), quint64(piece.size()), nullptr, 0, tag);
        m_written = m_written && m_target.write(sealed) == sealed.size();
        if (!m_written)
            return cannotWrite(m_target);
        return {};
    }

private:
    QFile &m_target;
    crypto_secretstream_xchacha20poly1305_state m_state;
    bool m_written;
};

class OpeningStream
{
public:
    explicit OpeningStream(QFile &source)
        : m_source(source)
    {
    }

    Result<void> start(const BackupKey &key)
    {
        const QByteArray header = m_source.read(headerSize);
        const BackupKey::Bytes secret = key.contentKey();
        if (header.size() != headerSize
            || crypto_secretstream_xchacha20poly1305_init_pull(&m_state, bytesOf(header), secret.data()) != 0)
            return damaged(m_source);
        return {};
    }

    Result<QByteArray> next(qint64 size)
    {
        const QByteArray sealed = m_source.read(size + overhead);
        if (m_source.error() != QFileDevice::NoError)
            return cannot(QStringLiteral("cannotRead"), m_source);
        if (sealed.size() < overhead)
            return damaged(m_source);
        QByteArray piece(sealed.size() - overhead, Qt::Uninitialized);
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(
                &m_state, bytesOf(piece), nullptr, &tag, bytesOf(sealed), quint64(sealed.size()), nullptr, 0)
            != 0)
            return damaged(m_source);
        m_ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        if (m_ended && !m_source.atEnd())
            return damaged(m_source);
        return piece;
    }

    bool ended() const { return m_ended; }

private:
    QFile &m_source;
    crypto_secretstream_xchacha20poly1305_state m_state;
    bool m_ended = false;
};

}

Result<QString> write(const QString &source, const QString &target, const QString &name, const BackupKey &key)
{
    QFile from(source);
    if (!from.open(QIODevice::ReadOnly))
        return cannot(QStringLiteral("cannotRead"), from);
    QFile to(target);
    if (!to.open(QIODevice::WriteOnly))
        return cannotWrite(to);
    QByteArray paddedName = name.toUtf8();
    if (paddedName.size() > nameSize)
        return Error::internal(QStringLiteral("a name that cannot be read back: ") + name);
    paddedName.append(nameSize - paddedName.size(), '\0');
    SealingStream stream(to, key);
    TANDEM_TRY(stream.add(paddedName, false));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (bool isLast = false; !isLast;) {
        const QByteArray piece = from.read(pieceSize);
        if (from.error() != QFileDevice::NoError)
            return cannot(QStringLiteral("cannotRead"), from);
        hash.addData(piece);
        isLast = from.atEnd();
        TANDEM_TRY(stream.add(piece, isLast));
    }
    if (!to.flush())
        return cannotWrite(to);
    return QString::fromLatin1(hash.result().toHex());
}

Result<QString> read(const QString &path, const BackupKey &key, const Taker &taker)
{
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return cannot(QStringLiteral("cannotRead"), source);
    OpeningStream stream(source);
    TANDEM_TRY(stream.start(key));
    TANDEM_ASSIGN(const QByteArray name, stream.next(nameSize));
    while (!stream.ended()) {
        TANDEM_ASSIGN(const QByteArray piece, stream.next(pieceSize));
        TANDEM_TRY(taker(piece));
    }
    return QString::fromUtf8(name.constData()); // up to the first padding
}

}
