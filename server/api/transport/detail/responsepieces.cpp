// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/responsepieces.h"

#include "server/api/transport/detail/responsehead.h"
#include "server/api/transport/transportlog.h"
#include "shared/base/bytesize.h"

#include <algorithm>

namespace tandem::server::detail {

namespace {

constexpr qsizetype pieceBytes = 64 * KiB;
constexpr qsizetype smallBodyBytes = 14 * KiB;

}

Result<void> ResponsePieces::openFile(const HttpResponse &response)
{
    if (!response.file)
        return {};
    m_file = std::make_unique<QFile>(response.file->path);
    if (m_file->open(QIODevice::ReadOnly) && m_file->seek(response.file->offset))
        return {};
    qCWarning(transportLog) << "cannot read" << response.file->path << m_file->errorString();
    m_file.reset();
    return Error::internal(QStringLiteral("file unreadable"));
}

void ResponsePieces::begin(HttpResponse response, bool headOnly, bool keepAlive, bool tls)
{
    const qint64 length = m_file ? response.file->length : response.body.size();
    m_fileLeft = m_file && !headOnly ? length : 0;
    m_head = responseHead(response, length, keepAlive, tls);
    const bool hasBody = !headOnly && !m_file && response.status != 204 && response.status != 304;
    m_body = hasBody ? std::move(response.body) : QByteArray();
    m_bodySent = 0;
    m_piece = {};
    if (m_body.size() <= smallBodyBytes) { // head and body as one TLS record and one packet
        m_head += m_body;
        m_body = {};
    }
}

ResponsePieces::Next ResponsePieces::next()
{
    if (m_piece.isEmpty()) {
        m_piece = m_head;
        return Next::Piece;
    }
    m_head = {};
    if (m_bodySent < m_body.size()) {
        const qsizetype bytes = std::min(pieceBytes, m_body.size() - m_bodySent);
        m_piece = QByteArrayView(m_body).sliced(m_bodySent, bytes);
        m_bodySent += bytes;
        return Next::Piece;
    }
    if (m_fileLeft <= 0)
        return Next::End;
    m_body = m_file->read(std::min<qint64>(pieceBytes, m_fileLeft));
    if (m_body.isEmpty())
        return Next::Broken;
    m_fileLeft -= m_body.size();
    m_bodySent = m_body.size();
    m_piece = m_body;
    return Next::Piece;
}

}
