// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/s3/s3contents.h"

#include "server/store/fileerrors.h"
#include "shared/base/hashpath.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QFile>
#include <QXmlStreamReader>

#include <algorithm>
#include <utility>

namespace tandem::server {

namespace {

const QString ownerKey = QStringLiteral("company");

QByteArray sha256Of(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// Whether the same may succeed in a moment.
bool passes(int status)
{
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

/// The text of the first element of that name.
QByteArray textIn(const QByteArray &body, QLatin1String name)
{
    QXmlStreamReader xml(body);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == name)
            return xml.readElementText().toUtf8();
    }
    return {};
}

/// The code that the store gives, for the log; its message may repeat what was signed.
QString codeIn(const QByteArray &body)
{
    return QString::fromUtf8(textIn(body, QLatin1String("Code")));
}

Error refusal(const HttpCourier::Answer &answer)
{
    const bool isDenied = answer.status == 401 || answer.status == 403;
    const QString detail =
        answer.status == 0 ? answer.trouble : QStringLiteral("%1 %2").arg(answer.status).arg(codeIn(answer.body));
    return Error::unavailable(
        isDenied ? QStringLiteral("contentsDenied") : QStringLiteral("contentsUnreachable"), detail.trimmed());
}

Result<QByteArray> pieceOf(QFile &file, qint64 length)
{
    QByteArray bytes = file.read(length);
    if (bytes.size() != length)
        return fileError(file);
    return bytes;
}

}

S3Contents::S3Contents(S3Address address, S3Patience patience, qint64 partBytes)
    : m_address(std::move(address))
    , m_patience(patience)
    , m_partBytes(partBytes)
    , m_courier(patience.standstill)
{
}

HttpCourier::Call S3Contents::signedCall(const Wish &wish) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    awssignature::Request request;
    request.verb = wish.verb;
    request.path = m_address.path(wish.key);
    request.query = wish.query;
    request.payloadHash = sha256Of(wish.body);
    request.headers.insert("host", m_address.host());
    request.headers.insert("x-amz-content-sha256", request.payloadHash);
    request.headers.insert("x-amz-date", awssignature::timeText(now));
    if (!wish.range.isEmpty())
        request.headers.insert("range", wish.range);
    HttpCourier::Call call;
    call.verb = wish.verb;
    call.url = m_address.url(request.path, awssignature::queryText(request));
    for (auto header = request.headers.cbegin(); header != request.headers.cend(); ++header)
        call.headers.emplaceBack(header.key(), header.value());
    call.headers.emplaceBack("authorization", awssignature::authorization(request, m_address.identity, now));
    call.body = wish.body;
    call.mostBytes = wish.mostBytes;
    return call;
}

Result<S3Contents::Answer> S3Contents::ask(const Wish &wish)
{
    auto wait = m_patience.firstPause;
    for (int attempt = 1;; ++attempt) {
        const Answer answer = m_courier.ask(signedCall(wish));
        if (!passes(answer.status))
            return answer;
        const int seconds = answer.header("Retry-After").value_or(QByteArray()).toInt();
        const auto asked = std::chrono::milliseconds(std::chrono::seconds(std::clamp(seconds, 0, 3'600)));
        const bool goesOn =
            attempt < m_patience.attempts && pause(std::min(std::max(wait, asked), m_patience.longestPause));
        if (!goesOn)
            return refusal(answer);
        wait *= 2;
    }
}

Result<S3Contents::Answer> S3Contents::askFor(const Wish &wish, const QList<int> &statuses)
{
    TANDEM_ASSIGN(Answer answer, ask(wish));
    if (!statuses.contains(answer.status))
        return refusal(answer);
    return answer;
}

/// False if it was broken off.
bool S3Contents::pause(std::chrono::milliseconds time)
{
    const QDeadlineTimer end(time);
    const QMutexLocker lock(&m_mutex);
    while (!m_isStopping && !end.hasExpired())
        m_stopped.wait(&m_mutex, end);
    return !m_isStopping;
}

void S3Contents::stop()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_isStopping = true;
        m_stopped.wakeAll();
    }
    m_courier.stop();
}

Result<void> S3Contents::put(const QString &name, QFile &file)
{
    if (!file.seek(0))
        return fileError(file);
    if (file.size() > m_partBytes)
        return putParts(name, file);
    TANDEM_ASSIGN(const QByteArray bytes, pieceOf(file, file.size()));
    // The store compares the bytes with the hash that is signed, with which the name begins.
    TANDEM_TRY(askFor({"PUT", hashPath(name), {}, {}, bytes}, {200}));
    return {};
}

/// Parts that nobody puts together would be paid for unseen: whatever fails, they are given up.
Result<void> S3Contents::putParts(const QString &name, QFile &file)
{
    Wish begin{"POST", hashPath(name)};
    begin.query.emplaceBack("uploads", "");
    TANDEM_ASSIGN(const Answer begun, askFor(begin, {200}));
    const QByteArray upload = textIn(begun.body, QLatin1String("UploadId"));
    QByteArray list;
    const auto putAll = [&]() -> Result<void> {
        for (int number = 1; !file.atEnd(); ++number) {
            TANDEM_ASSIGN(const QByteArray bytes, pieceOf(file, std::min(m_partBytes, file.size() - file.pos())));
            TANDEM_ASSIGN(const QByteArray tag, putPart(name, upload, number, bytes));
            list += "<Part><PartNumber>" + QByteArray::number(number) + "</PartNumber><ETag>" + tag + "</ETag></Part>";
        }
        return finishParts(name, upload, list);
    };
    const Result<void> done = putAll();
    if (!done) {
        Wish abort{"DELETE", hashPath(name)};
        abort.query.emplaceBack("uploadId", upload);
        m_courier.ask(signedCall(abort)); // what it answers changes nothing
    }
    return done;
}

/// Gives the tag by which the store knows the part.
Result<QByteArray> S3Contents::putPart(
    const QString &name, const QByteArray &upload, int number, const QByteArray &bytes)
{
    Wish part{"PUT", hashPath(name), {}, {}, bytes};
    part.query.emplaceBack("partNumber", QByteArray::number(number));
    part.query.emplaceBack("uploadId", upload);
    TANDEM_ASSIGN(const Answer answer, askFor(part, {200}));
    return answer.header("ETag").value_or(QByteArray()).replace('"', "&quot;");
}

/// This answer may say 200 first and bring an error behind it.
Result<void> S3Contents::finishParts(const QString &name, const QByteArray &upload, const QByteArray &list)
{
    Wish wish{"POST", hashPath(name), {}, {}, "<CompleteMultipartUpload>" + list + "</CompleteMultipartUpload>"};
    wish.query.emplaceBack("uploadId", upload);
    TANDEM_ASSIGN(const Answer answer, askFor(wish, {200}));
    return codeIn(answer.body).isEmpty() ? Result<void>() : Result<void>(refusal(answer));
}

Result<QByteArray> S3Contents::read(const QString &name, qint64 offset, qint64 length)
{
    Wish wish{"GET", hashPath(name)};
    wish.range = "bytes=" + QByteArray::number(offset) + '-' + QByteArray::number(offset + length - 1);
    wish.mostBytes = std::max<qint64>(length, wish.mostBytes);
    TANDEM_ASSIGN(Answer answer, askFor(wish, {206, 404, 416}));
    if (answer.status == 404)
        return Error::notFound(QStringLiteral("file"));
    if (answer.status == 416)
        return QByteArray(); // nothing begins there
    return answer.body;
}

Result<void> S3Contents::remove(const QString &name)
{
    TANDEM_TRY(askFor({"DELETE", hashPath(name)}, {200, 204, 404}));
    return {};
}

/// Of two companies that say so in the same moment the later one wins, and the other one reads that the next time.
Result<void> S3Contents::claim(const QByteArray &company)
{
    TANDEM_ASSIGN(std::optional<QByteArray> owner, readOwner());
    if (!owner) {
        const Answer written = m_courier.ask(signedCall({"PUT", ownerKey, {}, {}, company}));
        if (written.status != 200)
            return refusal(written);
        TANDEM_ASSIGN(owner, readOwner());
    }
    if (owner == company)
        return {};
    return Error{ErrorCode::Invalid, QStringLiteral("bucketOfAnotherCompany"), QStringLiteral("filesBucket"), {},
        m_address.bucket + QLatin1Char('/') + m_address.prefix};
}

Result<std::optional<QByteArray>> S3Contents::readOwner()
{
    const Answer answer = m_courier.ask(signedCall({"GET", ownerKey}));
    if (answer.status == 404)
        return std::optional<QByteArray>();
    if (answer.status != 200)
        return refusal(answer);
    return std::optional(answer.body);
}

Result<void> S3Contents::each(const std::function<void(const Content &content)> &visit)
{
    QByteArray next;
    do {
        Wish wish{"GET", QString()};
        wish.query.emplaceBack("list-type", "2");
        wish.query.emplaceBack("prefix", m_address.prefix.toLatin1());
        if (!next.isEmpty())
            wish.query.emplaceBack("continuation-token", next);
        TANDEM_ASSIGN(const Answer answer, askFor(wish, {200}));
        TANDEM_ASSIGN(next, readPage(answer.body, visit));
    } while (!next.isEmpty());
    return {};
}

/// Gives the token of the next page, if there is one. What else lies below the prefix is somebody else's.
Result<QByteArray> S3Contents::readPage(
    const QByteArray &list, const std::function<void(const Content &content)> &visit) const
{
    QXmlStreamReader xml(list);
    QString key;
    QByteArray next;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("Key"))
            key = xml.readElementText();
        else if (xml.name() == QLatin1String("NextContinuationToken"))
            next = xml.readElementText().toUtf8();
        else if (xml.name() == QLatin1String("Size")) {
            QString name = key.mid(m_address.prefix.size());
            name.remove(QLatin1Char('/'));
            const std::optional<ContentCopy> copy = ContentCopy::fromName(name);
            if (copy && key == m_address.prefix + hashPath(name))
                visit({*copy, xml.readElementText().toLongLong()});
        }
    }
    if (xml.hasError())
        return Error::unavailable(QStringLiteral("contentsUnreachable"), xml.errorString());
    return next;
}

}
