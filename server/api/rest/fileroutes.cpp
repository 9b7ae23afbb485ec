// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/fileroutes.h"

#include "server/api/rest/restapi.h"
#include "server/api/rest/resterror.h"
#include "server/api/transport/bodysink.h"
#include "server/jobs/contentmover.h"
#include "server/jobs/filescanner.h"
#include "server/records/recordreader.h"
#include "server/store/recordstore.h"
#include "server/store/store.h"
#include "shared/base/bytesize.h"
#include "shared/entities/entitynames.h"

#include <QDeadlineTimer>
#include <QJsonObject>

namespace tandem::server {

namespace {

constexpr qint64 maxChunkBytes = 64 * MiB;

QString hashOf(const HttpRequest &request)
{
    return request.parameters.value(QStringLiteral("hash"));
}

Result<qint64> numberOf(const HttpRequest &request, const QString &name)
{
    bool ok = false;
    const qint64 number = request.queryValue(name).toLongLong(&ok);
    if (!ok || number < 0)
        return Error::invalid(name, QStringLiteral("notANumber"));
    return number;
}

/// Writes each piece where it belongs at once: what arrived before the line broke is kept.
class ChunkSink final : public BodySink
{
public:
    ChunkSink(FileStore &files, WriteGate &gate, const RecordId &uploader, QString hash, qint64 offset, qint64 total)
        : m_files(files)
        , m_gate(gate)
        , m_uploader(uploader)
        , m_hash(std::move(hash))
        , m_offset(offset)
        , m_total(total)
    {
    }

    Result<void> write(QByteArrayView piece) override
    {
        TANDEM_ASSIGN(const WriteGate::Pass pass, m_gate.pass());
        TANDEM_TRY(m_files.write(m_hash, m_offset, m_total, piece, m_uploader));
        m_offset += piece.size();
        return {};
    }

private:
    FileStore &m_files;
    WriteGate &m_gate;
    RecordId m_uploader;
    QString m_hash;
    qint64 m_offset;
    qint64 m_total;
};

/// Judged before a byte is taken.
Result<std::shared_ptr<BodySink>> chunkSink(RestApi &api, const HttpRequest &head)
{
    TANDEM_ASSIGN(const Session session, api.session(head));
    FileStore &files = api.parts().files;
    TANDEM_ASSIGN(const qint64 offset, numberOf(head, QStringLiteral("offset")));
    TANDEM_ASSIGN(const qint64 total, numberOf(head, QStringLiteral("total")));
    TANDEM_TRY(files.checkRoom(hashOf(head), total, session.user));
    WriteGate &gate = api.parts().store.gate();
    TANDEM_TRY(gate.pass());
    return std::shared_ptr<BodySink>(
        std::make_shared<ChunkSink>(files, gate, session.user, hashOf(head), offset, total));
}

/// Mostly the scanner is done within a moment: then a finding is the answer to the upload itself.
void respondWhenChecked(FileScanner &scanner, const RestCall &call, qint64 received)
{
    scanner.check(hashOf(call.request), call.permissions->user(),
        [responder = call.responder, language = languageOf(call.request), received](const Result<void> &verdict) {
            responder.respond(verdict ? HttpResponse::json(201, {{QStringLiteral("received"), received}})
                                      : errorResponse(verdict.error(), language));
        });
}

/// What is whole but was not looked at is not to be named before that, whoever hears that it is whole: an answer may
/// have been lost on the way, or with the server.
void respondReceived(RestApi &api, const RestCall &call, qint64 received)
{
    const FileStore &files = api.parts().files;
    const QString hash = hashOf(call.request);
    const bool complete = files.contains(hash) && files.hasSent(hash, call.permissions->user());
    FileScanner *scanner = api.parts().scanner;
    if (scanner && complete && files.isUnchecked(hash))
        respondWhenChecked(*scanner, call, received);
    else
        call.responder.respond(HttpResponse::json(complete ? 201 : 200, {{QStringLiteral("received"), received}}));
}

/// The pieces are written; of an empty content there was none.
Result<void> put(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const qint64 offset, numberOf(call.request, QStringLiteral("offset")));
    TANDEM_ASSIGN(const qint64 total, numberOf(call.request, QStringLiteral("total")));
    TANDEM_ASSIGN(WriteGate::Pass pass, api.parts().store.gate().pass());
    TANDEM_ASSIGN(const qint64 received,
        api.parts().files.write(hashOf(call.request), offset, total, {}, call.permissions->user()));
    pass.unlock();
    respondReceived(api, call, received);
    return {};
}

/// A file record that holds this content and that the user may see.
Result<VisibleRecord> recordHolding(const RestCall &call, const QString &hash)
{
    const EntityDef &entity = *call.registry().entity(entities::file::number);
    RecordStore &store = call.plans.records(call.permissions->registry());
    TANDEM_ASSIGN(const auto records, store.findBy(entities::file::number, entities::file::field::sha256, Value(hash)));
    RecordReader reader(call.plans, call.permissions);
    for (const StoredRecord &record : records) {
        if (auto visible = reader.get(entity, record.id))
            return visible;
    }
    return Error::notFound(QStringLiteral("file"));
}

struct Range
{
    qint64 first = 0;
    qint64 last = 0;
};

/// One range, as resumed downloads ask for; anything else is answered with the whole.
std::optional<Range> rangeOf(const QByteArray &header, qint64 size)
{
    if (!header.startsWith("bytes=") || header.contains(','))
        return std::nullopt;
    const QByteArrayList ends = header.sliced(6).split('-');
    if (ends.size() != 2)
        return std::nullopt;
    bool firstOk = false;
    bool lastOk = false;
    const qint64 first = ends[0].toLongLong(&firstOk);
    const qint64 last = ends[1].toLongLong(&lastOk);
    if (!firstOk) // the last bytes
        return lastOk ? std::optional(Range{std::max<qint64>(0, size - last), size - 1}) : std::nullopt;
    return Range{first, lastOk ? std::min(last, size - 1) : size - 1};
}

HttpResponse contentResponse(const QString &hash, const QFile &file, const QByteArray &rangeHeader)
{
    const qint64 size = file.size();
    HttpResponse response;
    response.file = HttpResponse::FileBody{file.fileName(), 0, size};
    // Never shown by a browser under our name: always a download of bytes.
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("Content-Disposition", "attachment");
    response.headers.set("ETag", '"' + hash.toLatin1() + '"');
    response.headers.set("Accept-Ranges", "bytes");
    response.headers.set("Cache-Control", "private, max-age=31536000, immutable");
    if (const auto range = rangeOf(rangeHeader, size)) {
        if (range->first > range->last || range->first >= size) {
            response.status = 416;
            response.file.reset();
            response.headers.set("Content-Range", "bytes */" + QByteArray::number(size));
        } else {
            response.status = 206;
            response.file->offset = range->first;
            response.file->length = range->last - range->first + 1;
            response.headers.set("Content-Range",
                "bytes " + QByteArray::number(range->first) + '-' + QByteArray::number(range->last) + '/'
                    + QByteArray::number(size));
        }
    }
    return response;
}

/// What lies elsewhere is fetched on another thread: the network is not waited for on this one.
Result<void> get(RestApi &api, const RestCall &call)
{
    const QString hash = hashOf(call.request);
    TANDEM_TRY(recordHolding(call, hash));
    const FileStore &files = api.parts().files;
    TANDEM_TRY(files.checkServable(hash));
    const QByteArray range = call.request.headers.value("Range");
    ContentMover *mover = api.parts().mover;
    if (!mover || files.isAtHand(hash)) {
        const auto file = files.open(hash, QDeadlineTimer(0));
        if (file) {
            call.responder.respond(contentResponse(hash, **file, range));
            return {};
        }
        const bool isMovedJustNow = mover && file.error().reason == QLatin1String("fileBeingFetched");
        if (!isMovedJustNow)
            return file.error();
    }
    mover->fetch(hash,
        [hash, range, responder = call.responder, language = languageOf(call.request)](
            const ContentMover::Fetched &file) {
            responder.respond(file ? contentResponse(hash, **file, range) : errorResponse(file.error(), language));
        });
    return {};
}

Result<void> putPreview(RestApi &api, const RestCall &call)
{
    TANDEM_ASSIGN(const WriteGate::Pass pass, api.parts().store.gate().pass());
    TANDEM_TRY(api.parts().files.writePreview(hashOf(call.request), call.request.body, call.permissions->user()));
    call.responder.respond(HttpResponse::json(201, {}));
    return {};
}

/// For whom the content is; as bytes, like the content itself.
Result<void> getPreview(RestApi &api, const RestCall &call)
{
    const QString hash = hashOf(call.request);
    TANDEM_TRY(recordHolding(call, hash));
    TANDEM_TRY(api.parts().files.checkServable(hash));
    TANDEM_ASSIGN(QByteArray picture, api.parts().files.preview(hash));
    HttpResponse response = HttpResponse::bytes(200, "application/octet-stream", std::move(picture));
    response.headers.set("Content-Disposition", "attachment");
    response.headers.set("Cache-Control", "private");
    call.responder.respond(std::move(response));
    return {};
}

/// How much of his upload is here, so that it goes on where it broke off. What he may download he need not send. Who
/// says how much it will be hears now already if there is no room for it.
Result<void> upload(RestApi &api, const RestCall &call)
{
    if (recordHolding(call, hashOf(call.request))) {
        if (const auto size = api.parts().files.size(hashOf(call.request))) {
            call.responder.respond(HttpResponse::json(201, {{QStringLiteral("received"), *size}}));
            return {};
        }
    }
    if (call.request.hasQueryValue(QStringLiteral("total"))) {
        TANDEM_ASSIGN(const qint64 total, numberOf(call.request, QStringLiteral("total")));
        TANDEM_TRY(api.parts().files.checkRoom(hashOf(call.request), total, call.permissions->user()));
    }
    TANDEM_ASSIGN(WriteGate::Pass pass, api.parts().store.gate().pass()); // it may complete what waits
    TANDEM_ASSIGN(const qint64 received, api.parts().files.received(hashOf(call.request), call.permissions->user()));
    pass.unlock();
    respondReceived(api, call, received);
    return {};
}

}

void addFileRoutes(RestApi &api, Router &router)
{
    const QString path = QStringLiteral("/files/{hash}");
    Router::Options options;
    options.maxBodyBytes = maxChunkBytes;
    options.sink = [&api](const HttpRequest &head) {
        return chunkSink(api, head);
    };
    api.add(
        router, HttpMethod::Put, path, [&api](const RestCall &call) { return put(api, call); }, std::move(options));
    api.add(router, HttpMethod::Get, path, [&api](const RestCall &call) { return get(api, call); });
    api.add(router, HttpMethod::Get, path + QLatin1String("/received"),
        [&api](const RestCall &call) { return upload(api, call); });
    Router::Options small;
    small.maxBodyBytes = FileStore::largestPreview;
    const QString preview = path + QLatin1String("/preview");
    api.add(
        router, HttpMethod::Put, preview, [&api](const RestCall &call) { return putPreview(api, call); },
        std::move(small));
    api.add(router, HttpMethod::Get, preview, [&api](const RestCall &call) { return getPreview(api, call); });
}

}
