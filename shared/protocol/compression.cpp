// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/compression.h"

#include <zstd.h>

namespace tandem {

QByteArray compressed(const QByteArray &bytes)
{
    QByteArray result(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(result.data(), size_t(result.size()), bytes.constData(), size_t(bytes.size()), 1);
    if (ZSTD_isError(size) || qsizetype(size) >= bytes.size())
        return {};
    result.resize(qsizetype(size));
    result.squeeze();
    return result;
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
    const size_t got = ZSTD_decompress(result.data(), size_t(size), bytes.constData(), size_t(bytes.size()));
    if (ZSTD_isError(got) || got != size_t(size))
        return Error::corrupt(QStringLiteral("zstd: damaged batch"));
    return result;
}

}
