// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <functional>

namespace QKeychain {
class Job;
}

namespace tandem::client {

/// One call of the system's keychain. QtKeychain lets its jobs wait for each other in an object that lives in the
/// thread of the first of them, and once that thread has ended no job is ever told that the one before it is done. So
/// all of them run in the thread of the application. A call deletes itself when it is over.
class KeychainCall : public QObject
{
    Q_OBJECT

public:
    using MakeJob = std::function<QKeychain::Job *()>;
    /// `secret` is that of a job that reads, if `isOk`.
    using Answer = std::function<void(bool isOk, const QByteArray &secret)>;

    /// Any thread. `done` is called in the thread of `context`, unless that is gone by then.
    static void start(MakeJob makeJob, QObject *context, Answer done);

signals:
    void finished(bool isOk, const QByteArray &secret);

private:
    void run(const MakeJob &makeJob);
};

}
