// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/keychaincall.h"

#include <QCoreApplication>

#include <qt6keychain/keychain.h>

#include <utility>

namespace tandem::client {

void KeychainCall::start(MakeJob makeJob, QObject *context, Answer done)
{
    auto *call = new KeychainCall;
    if (context)
        connect(call, &KeychainCall::finished, context, std::move(done));
    call->moveToThread(QCoreApplication::instance()->thread());
    QMetaObject::invokeMethod(
        call, [call, makeJob = std::move(makeJob)] { call->run(makeJob); }, Qt::QueuedConnection);
}

void KeychainCall::run(const MakeJob &makeJob)
{
    QKeychain::Job *job = makeJob();
    connect(job, &QKeychain::Job::finished, this, [this](QKeychain::Job *ended) {
        const auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(ended);
        const bool isOk = ended->error() == QKeychain::NoError;
        emit finished(isOk, isOk && reading ? reading->binaryData() : QByteArray());
        deleteLater();
    });
    job->start();
}

}
