// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/fakes3.h"

#include <QStringList>

#include <memory>

namespace tandem::test {

/// The one place that knows where daemons of a test have the bytes of attached files: in their folder, or with
/// TANDEM_TEST_BUCKET in the bucket of a store in the process of the test.
namespace testbucket {

inline bool isUsed()
{
    return qEnvironmentVariableIsSet("TANDEM_TEST_BUCKET");
}

/// One for all daemons that are there, so that they can have the same prefix in it; null: they have no bucket.
inline std::shared_ptr<FakeS3> sharedStore()
{
    static std::weak_ptr<FakeS3> known;
    std::shared_ptr<FakeS3> store = known.lock();
    if (!store && isUsed()) {
        store = std::make_shared<FakeS3>();
        if (!store->begin())
            qFatal("the store of attached files does not listen");
        known = store;
    }
    return store;
}

/// Tell a daemon to move its files to this prefix.
inline QStringList arguments(const FakeS3 &store, const QString &prefix)
{
    return {QStringLiteral("--files-bucket"), QStringLiteral("s3://attached/") + prefix,
        QStringLiteral("--files-bucket-endpoint"), store.endpoint(), QStringLiteral("--files-bucket-region"),
        QString::fromLatin1(FakeS3::region()), QStringLiteral("--files-bucket-style"), QStringLiteral("path"),
        QStringLiteral("--files-bucket-access-key"), QString::fromLatin1(FakeS3::accessKey()),
        QStringLiteral("--files-bucket-secret-key"), QString::fromLatin1(FakeS3::secretKey())};
}

}

}
