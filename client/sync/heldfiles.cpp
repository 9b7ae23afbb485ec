// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/heldfiles.h"

#include "client/replica/filecache.h"
#include "shared/entities/entitynames.h"

#include <QFile>
#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(logHeld, "tandem.push")

namespace tandem::client {

bool isAboutContent(const Error &error)
{
    static const QStringList reasons{QStringLiteral("filesQuotaFull"), QStringLiteral("diskReserved"),
        QStringLiteral("fileTooLarge"), QStringLiteral("scannerUnreachable"), QStringLiteral("contentNotSent")};
    return reasons.contains(error.reason);
}

bool namesFile(const Mutation &mutation, const RecordId &file)
{
    return mutation.record == file
        || std::any_of(mutation.changes.begin(), mutation.changes.end(),
            [&](const FieldChange &change) { return change.to.toId() == file; });
}

namespace {

bool isHeld(const Problem &problem)
{
    return problem.mutation.entity == entities::file::number && isAboutContent(problem.error);
}

}

void sendPreview(FileTransfer &transfer, Replica &replica, const CachedFile &file)
{
    QFile preview(replica.files().previewPathOf(file.sha256));
    if (!preview.open(QIODevice::ReadOnly) || preview.size() > FileTransfer::largestPreview)
        return;
    transfer.uploadPreview(file.sha256, preview.readAll(), &replica, [](const Result<void> &sent) {
        if (!sent.ok())
            qCInfo(logHeld) << "a preview is not taken:" << sent.error().toLog();
    });
}

HeldFiles::HeldFiles(Replica &replica, FileTransfer &files, QObject *parent)
    : QObject(parent)
    , m_replica(replica)
    , m_files(files)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &HeldFiles::tryNow);
    connect(&replica, &Replica::outboxChanged, this, [this] { m_mayHold = true; });
}

void HeldFiles::start()
{
    m_active = true;
    m_mayHold = true;
    m_timer.start();
    tryNow();
}

void HeldFiles::stop()
{
    m_active = false;
    m_timer.stop();
}

void HeldFiles::tryNow()
{
    if (!m_active || !m_mayHold)
        return;
    const auto problems = m_replica.problems();
    const auto uploads = m_replica.files().uploads();
    if (!problems.ok() || !uploads.ok())
        return;
    // Before anything is sent again, which changes the outbox.
    m_mayHold = std::any_of(problems->begin(), problems->end(), isHeld);
    for (const Problem &problem : *problems) {
        if (!isHeld(problem))
            continue;
        const RecordId file = problem.mutation.record;
        const auto waiting = std::find_if(
            uploads->begin(), uploads->end(), [&](const CachedFile &upload) { return upload.file == file; });
        // This program ended after the server had taken the content and before that was said here.
        if (waiting == uploads->end() && problem.error.reason != QLatin1String("contentNotSent"))
            sendAgain(file);
        else if (waiting != uploads->end() && !waiting->path.isEmpty())
            upload(*waiting);
    }
}

/// It asks first and sends only what is wanted, so a file that is still refused costs one question.
void HeldFiles::upload(const CachedFile &file)
{
    m_files.upload(file.path, file.sha256, this, [this, file](const Result<void> &result) {
        if (!m_active || !result.ok())
            return;
        if (const auto noted = m_replica.files().uploaded(file.file); !noted.ok()) {
            qCWarning(logHeld) << "an upload is not noted:" << noted.error().toLog();
            return;
        }
        sendPreview(m_files, m_replica, file);
        sendAgain(file.file);
    });
}

/// In the order in which it was done: first what makes the file, then what links to it.
void HeldFiles::sendAgain(const RecordId &file)
{
    const auto problems = m_replica.problems();
    if (!problems.ok())
        return;
    for (const Problem &problem : *problems) {
        if (!isAboutContent(problem.error) || !namesFile(problem.mutation, file))
            continue;
        if (const auto sent = m_replica.resendProblem(problem.id, {}); !sent.ok())
            qCWarning(logHeld) << "a held file is not sent:" << sent.error().toLog();
    }
}

}
