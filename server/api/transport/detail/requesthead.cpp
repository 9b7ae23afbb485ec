// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/requesthead.h"

#include <QUrl>

namespace tandem::server::detail {

namespace {

template <typename View>
QByteArray bytes(const View &view)
{
    return QByteArray(view.data(), qsizetype(view.size()));
}

Error malformed()
{
    return Error::invalid({}, QStringLiteral("malformedRequest"));
}

}

Result<HttpRequest> requestHead(const boost::beast::http::request_header<> &head, qint64 maxUrlBytes)
{
    if (qint64(head.target().size()) > maxUrlBytes)
        return Error{ErrorCode::TooLarge, QStringLiteral("addressTooLong"), {}, {}, {}};
    const auto method = httpMethodFromName(bytes(head.method_string()));
    if (!method)
        return Error{ErrorCode::Unsupported, QStringLiteral("methodNotAllowed"), {}, {}, {}};

    HttpRequest request;
    request.method = *method;
    const QByteArray target = bytes(head.target());
    if (!target.startsWith('/'))
        return malformed();
    const qsizetype questionMark = target.indexOf('?');
    const QByteArray path = QByteArray::fromPercentEncoding(questionMark < 0 ? target : target.first(questionMark));
    request.path = QString::fromUtf8(path);
    if (path.contains('\0') || request.path.contains(QChar::ReplacementCharacter))
        return malformed();
    if (questionMark >= 0)
        request.query = QUrlQuery(QString::fromLatin1(target.sliced(questionMark + 1)));
    for (const auto &field : head)
        request.headers.append(bytes(field.name_string()), bytes(field.value()));
    return request;
}

}
