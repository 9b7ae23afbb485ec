// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of SyncEngine that is asked for what does not come by itself: contents of files, and the account.

#include "client/replica/filecache.h"
#include "client/sync/syncengine.h"

#include <QDateTime>
#include <QJsonArray>

namespace tandem::client {

namespace {

Timestamp timeIn(const QJsonObject &object, QLatin1String name)
{
    return QDateTime::fromString(object[name].toString(), Qt::ISODate).toMSecsSinceEpoch();
}

std::vector<SignedInDevice> devicesOf(const QJsonArray &sessions)
{
    std::vector<SignedInDevice> devices;
    for (const QJsonValue &value : sessions) {
        const QJsonObject session = value.toObject();
        devices.push_back({recordIdFromText(session[QLatin1String("id")].toString()),
            session[QLatin1String("deviceName")].toString(), timeIn(session, QLatin1String("createdAt")),
            timeIn(session, QLatin1String("lastSeenAt")), session[QLatin1String("current")].toBool()});
    }
    return devices;
}

ServerCall::Answered withoutAnswer(std::function<void(Result<void>)> done)
{
    return [done = std::move(done)](const Result<QJsonObject> &answer) {
        done(answer.ok() ? Result<void>() : Result<void>(answer.error()));
    };
}

}

// ── contents of files ──────────────────────────────────────────────────────────────────────────────────────────────

void SyncEngine::fetchFile(const RecordId &file, std::function<void(Result<CachedFile>)> done)
{
    const auto known = m_replica.files().find(file);
    if (!known.ok())
        return done(known.error());
    if (!*known)
        return done(Error::notFound(QStringLiteral("file")));
    if (!(*known)->path.isEmpty())
        return done(**known);
    fetchContent(**known, std::move(done));
}

void SyncEngine::fetchPreview(const RecordId &file, std::function<void(Result<QString>)> done)
{
    const auto known = m_replica.files().find(file);
    if (!known.ok() || !*known)
        return done(known.ok() ? Error::notFound(QStringLiteral("file")) : known.error());
    if (!isSignedIn())
        return done(Error::unavailable(QStringLiteral("offline")));
    const QString path = m_replica.files().previewPathOf((*known)->sha256);
    m_files.downloadPreview((*known)->sha256, path, this, [path, done = std::move(done)](const Result<void> &loaded) {
        done(loaded.ok() ? Result<QString>(path) : Result<QString>(loaded.error()));
    });
}

void SyncEngine::cancelFetch(const RecordId &file)
{
    if (const auto known = m_replica.files().find(file); known.ok() && *known)
        m_files.cancelDownload((*known)->sha256);
}

void SyncEngine::fetchContent(const CachedFile &file, std::function<void(Result<CachedFile>)> done)
{
    if (!isSignedIn())
        return done(Error::unavailable(QStringLiteral("offline")));
    const QString part = m_replica.files().partPathOf(file.sha256);
    m_files.download(file.sha256, part, this, [this, file, done = std::move(done)](const Result<void> &loaded) {
        done(loaded.ok() ? m_replica.files().adoptPart(file.file, file.sha256) : Result<CachedFile>(loaded.error()));
    });
}

// ── the account ────────────────────────────────────────────────────────────────────────────────────────────────────

bool SyncEngine::isSignedIn() const
{
    return m_session && m_session->phase() != SyncSession::Phase::Hello;
}

void SyncEngine::fetchDevices(std::function<void(Result<std::vector<SignedInDevice>>)> done)
{
    if (!isSignedIn())
        return done(Error::unavailable(QStringLiteral("offline")));
    m_calls.send(
        "GET", QStringLiteral("/api/v1/me/sessions"), {}, [done = std::move(done)](const Result<QJsonObject> &answer) {
            if (answer.ok())
                done(devicesOf((*answer)[QLatin1String("sessions")].toArray()));
            else
                done(answer.error());
        });
}

void SyncEngine::signOutDevice(const RecordId &session, std::function<void(Result<void>)> done)
{
    if (!isSignedIn())
        return done(Error::unavailable(QStringLiteral("offline")));
    m_calls.send(
        "DELETE", QStringLiteral("/api/v1/me/sessions/") + toText(session), {}, withoutAnswer(std::move(done)));
}

void SyncEngine::changePassword(
    const QString &oldPassword, const QString &newPassword, std::function<void(Result<void>)> done)
{
    if (!isSignedIn())
        return done(Error::unavailable(QStringLiteral("offline")));
    m_calls.send("POST", QStringLiteral("/api/v1/me/password"),
        {{QStringLiteral("oldPassword"), oldPassword}, {QStringLiteral("newPassword"), newPassword}},
        withoutAnswer(std::move(done)));
}

}
