// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httpresponse.h"
#include "shared/base/result.h"

#include <QFile>

#include <memory>

namespace tandem::server::detail {

/// An answer in the pieces in which it is written: the head, with a small body as one piece, then the body or the file.
class ResponsePieces
{
public:
    /// Opens the file of an answer that has one. Error: Internal, and begin() may get another answer.
    Result<void> openFile(const HttpResponse &response);
    void begin(HttpResponse response, bool headOnly, bool keepAlive, bool tls);

    enum class Next { Piece, End, Broken };
    /// Broken: the file is shorter than promised, which only the end of the connection can say.
    Next next();
    /// Valid until the next call.
    QByteArrayView piece() const { return m_piece; }
    /// Holds nothing any more.
    void clear() { *this = {}; }

private:
    QByteArray m_head;
    QByteArray m_body; ///< or the piece of the file that is on its way
    qsizetype m_bodySent = 0;
    QByteArrayView m_piece;
    std::unique_ptr<QFile> m_file;
    qint64 m_fileLeft = 0;
};

}
