// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/s3/s3contents.h"
#include "shared/base/hashpath.h"
#include "tests/support/fakes3.h"

#include <memory>

namespace tandem::test {

/// Where a daemon finds its files in the fake store.
inline server::S3Address bucketAddress(const FakeS3 &store)
{
    server::S3Address address = *server::S3Address::fromText(QStringLiteral("s3://attached/tandem"));
    address.endpoint = QUrl(store.endpoint());
    address.style = server::S3Address::Style::Path;
    address.identity = {FakeS3::accessKey(), FakeS3::secretKey(), FakeS3::region()};
    return address;
}

/// Tries twice, without long pauses.
inline server::S3Patience littlePatience()
{
    server::S3Patience patience;
    patience.attempts = 2;
    patience.firstPause = std::chrono::milliseconds(1);
    patience.longestPause = std::chrono::milliseconds(2);
    return patience;
}

inline std::shared_ptr<server::S3Contents> bucketIn(const FakeS3 &store)
{
    return std::make_shared<server::S3Contents>(bucketAddress(store), littlePatience());
}

/// What the key of each copy of a content begins with.
inline QByteArray objectKey(const QString &hash)
{
    return "tandem/" + hashPath(hash).toLatin1();
}

/// Those of its copies that are there.
inline QList<QByteArray> copiesIn(const FakeS3 &store, const QString &hash)
{
    QList<QByteArray> keys = store.objects().keys();
    keys.removeIf([start = objectKey(hash)](const QByteArray &key) { return !key.startsWith(start); });
    return keys;
}

}
