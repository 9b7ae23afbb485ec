// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/compression.h"

#include "shared/base/bytesize.h"

#include <zstd.h>

#include <memory>

namespace tandem {

namespace {

/// What one thread compresses with.
class Compressor
{
public:
    /// As compressed().
    QByteArray compress(const QByteArray &bytes)
    {
        // A change goes to all who may see it, one after the other.
        if (!m_plain.isEmpty() && m_plain == bytes)
            return m_packed;
        QByteArray packed = compressAnew(bytes);
        const bool isRemembered = bytes.size() <= mostRemembered;
        m_plain = isRemembered ? QByteArray(bytes.constData(), bytes.size()) : QByteArray(); // it may be lent
        m_packed = isRemembered ? packed : QByteArray();
        return packed;
    }

private:
    static constexpr qsizetype mostRemembered = 16 * KiB;
    // Levels of zstd. What is large is a page on its way to one laptop, and hundreds of megabytes a second are enough.
    static constexpr int ofChanges = 1;
    static constexpr int ofPages = 5;

    QByteArray compressAnew(const QByteArray &bytes)
    {
        if (!m_context) // no memory
            return {};
        QByteArray result(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
        const size_t size = ZSTD_compressCCtx(m_context.get(), result.data(), size_t(result.size()), bytes.constData(),
            size_t(bytes.size()), bytes.size() > mostRemembered ? ofPages : ofChanges);
        if (ZSTD_isError(size) || qsizetype(size) >= bytes.size())
            return {};
        result.resize(qsizetype(size));
        result.squeeze();
        return result;
    }

    struct Free
    {
        void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    };

    /// Kept, as getting it takes longer than compressing a row.
    const std::unique_ptr<ZSTD_CCtx, Free> m_context{ZSTD_createCCtx()};
    QByteArray m_plain; ///< the last one, unless it was large
    QByteArray m_packed;
};

struct FreeDecompressor
{
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

}

QByteArray compressed(const QByteArray &bytes)
{
    thread_local Compressor compressor;
    return compressor.compress(bytes);
}

Result<QByteArray> decompressed(const QByteArray &bytes, qint64 size, qint64 limit)
{
    if (size < 0 || size > limit)
        return Error{ErrorCode::TooLarge, QStringLiteral("tooLarge"), QStringLiteral("batchBytes"),
            {{QStringLiteral("limit"), limit}}, {}};
    const auto stated = ZSTD_getFrameContentSize(bytes.constData(), size_t(bytes.size()));
    if (stated != quint64(size))
        return Error::corrupt(QStringLiteral("zstd: another size than stated"));
    QByteArray result(size, Qt::Uninitialized);
    // Kept, as getting it takes longer than unpacking a page.
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context{ZSTD_createDCtx()};
    if (!context)
        return Error::unavailable(QStringLiteral("outOfMemory"));
    const size_t got =
        ZSTD_decompressDCtx(context.get(), result.data(), size_t(size), bytes.constData(), size_t(bytes.size()));
    if (ZSTD_isError(got) || got != size_t(size))
        return Error::corrupt(QStringLiteral("zstd: damaged batch"));
    return result;
}

}
