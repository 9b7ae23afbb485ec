// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/pusher.h"

#include "client/replica/filecache.h"
#include "client/sync/heldfiles.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(logPush, "tandem.push")

namespace tandem::client {

namespace {

/// A rejection that says nothing about the mutation.
bool isVerdict(const Acknowledgement &acknowledgement)
{
    return acknowledgement.outcome != Outcome::Rejected || !acknowledgement.error
        || (acknowledgement.error->code != ErrorCode::Unavailable && acknowledgement.error->code != ErrorCode::TooMany);
}

bool isPassing(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TooMany
        || error.code == ErrorCode::Cancelled;
}

}

Pusher::Pusher(Replica &replica, ServerLink &link, FileTransfer &files, QObject *parent)
    : QObject(parent)
    , m_replica(replica)
    , m_link(link)
    , m_files(files)
{
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Pusher::pump);
    connect(&m_replica, &Replica::submitted, this, [this] {
        // Perhaps sent again, now that the limit or the right has changed.
        m_unsendable.clear();
        pump();
        m_link.flush();
    });
}

void Pusher::start()
{
    stop();
    m_unsendable.clear();
    m_active = true;
    m_sentUpTo = 0;
    pump();
}

void Pusher::stop()
{
    m_active = false;
    m_pauseTimer.stop();
    m_inFlight = 0;
    m_unjudged = false;
    if (m_uploading)
        m_files.cancelAll();
    m_uploading = false;
}

void Pusher::pump()
{
    if (!m_active || m_uploading || m_unjudged || m_pauseTimer.isActive())
        return;
    const bool wasIdle = isIdle();
    while (m_inFlight < mostInFlight) {
        auto mutations = m_replica.outboxAfter(m_sentUpTo, perMessage);
        if (!mutations.ok()) {
            emit failed(mutations.error());
            return;
        }
        if (mutations->empty() || !send(std::move(*mutations)))
            break;
    }
    if (wasIdle != isIdle())
        emit idleChanged();
}

/// False when the rest has to wait for a file.
bool Pusher::send(std::vector<Mutation> mutations)
{
    auto files = m_replica.files().uploads();
    if (!files.ok())
        files = std::vector<CachedFile>();
    std::erase_if(*files, [this](const CachedFile &file) { return m_unsendable.contains(file.file); });
    const auto waiting = std::find_if(
        mutations.begin(), mutations.end(), [&](const Mutation &mutation) { return waitsForFile(mutation, *files); });
    const bool held = waiting != mutations.end();
    if (held) {
        const auto file = std::find_if(
            files->begin(), files->end(), [&](const CachedFile &file) { return namesFile(*waiting, file.file); });
        upload(*file);
        mutations.erase(waiting, mutations.end());
    }
    if (!mutations.empty()) {
        m_sentUpTo = mutations.back().id.number;
        m_replica.noteSent(m_sentUpTo);
        m_inFlight += int(mutations.size());
        m_link.send(Push{std::move(mutations)});
    }
    return !held;
}

bool Pusher::waitsForFile(const Mutation &mutation, const std::vector<CachedFile> &files) const
{
    return std::any_of(
        files.begin(), files.end(), [&](const CachedFile &file) { return namesFile(mutation, file.file); });
}

void Pusher::upload(const CachedFile &file)
{
    m_uploading = true;
    m_files.upload(file.path, file.sha256, this, [this, file](const Result<void> &result) { uploaded(file, result); });
}

void Pusher::uploaded(const CachedFile &file, const Result<void> &result)
{
    if (!m_active)
        return;
    m_uploading = false;
    if (result.ok()) {
        m_refusals.remove(file.file);
        if (const auto noted = m_replica.files().uploaded(file.file); !noted.ok()) {
            emit failed(noted.error());
            return;
        }
        sendPreview(m_files, m_replica, file);
    } else if (isPassing(result.error())) {
        qCInfo(logPush) << "upload put off:" << result.error().toLog();
        m_pauseTimer.start(pause);
    } else {
        qCWarning(logPush) << "upload refused:" << result.error().toLog();
        m_unsendable.insert(file.file);
        m_refusals.insert(file.file, result.error());
    }
    pump();
    emit idleChanged();
}

/// In its verdict the server can only say that it has not the content; why it did not take that, it said before.
void Pusher::explain(Acknowledgement &acknowledgement) const
{
    const bool lacksContent = acknowledgement.outcome == Outcome::Rejected && acknowledgement.error
        && (acknowledgement.error->reason == QLatin1String("contentNotSent")
            || acknowledgement.error->reason == QLatin1String("linkNotFound"));
    if (!lacksContent || m_refusals.isEmpty())
        return;
    for (const Mutation &mutation : m_replica.mutations({acknowledgement.id})) {
        for (auto refusal = m_refusals.begin(); refusal != m_refusals.end(); ++refusal) {
            if (isAboutContent(refusal.value()) && namesFile(mutation, refusal.key()))
                acknowledgement.error = refusal.value();
        }
    }
}

void Pusher::acknowledged(const Ack &ack)
{
    std::vector<Acknowledgement> verdicts;
    bool isCopy = false;
    for (const Acknowledgement &acknowledgement : ack.acknowledgements) {
        isCopy = isCopy || (acknowledgement.error && acknowledgement.error->reason == QLatin1String("deviceCloned"));
        // What stands before it has been judged under the old name, and must not be sent again under the new one.
        if (isCopy)
            break;
        m_unjudged = m_unjudged || !isVerdict(acknowledgement);
        // After a mutation without a verdict the ones behind it have none either: order is kept.
        if (!m_unjudged) {
            verdicts.push_back(acknowledgement);
            explain(verdicts.back());
        }
    }
    m_inFlight = std::max(0, m_inFlight - int(ack.acknowledgements.size()));
    if (!verdicts.empty()) {
        if (const auto applied = m_replica.applyAcknowledgements(verdicts); !applied.ok()) {
            emit failed(applied.error());
            return;
        }
    }
    if (isCopy) {
        emit cloned();
        return;
    }
    if (m_unjudged && m_inFlight == 0) {
        m_unjudged = false;
        m_sentUpTo = 0;
        m_pauseTimer.start(pause);
    }
    pump();
    emit idleChanged();
}

}
