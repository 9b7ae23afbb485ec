// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/s3/awssignature.h"
#include "shared/base/result.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace tandem::server {

/// Where in an S3-compatible store contents lie, and who asks for them.
struct S3Address
{
    enum class Style { Host, Path }; ///< where the name of the bucket stands

    QUrl endpoint; ///< without a path
    QString bucket;
    QString prefix; ///< empty, or ends with "/"
    Style style = Style::Host;
    awssignature::Identity identity = {};

    /// Of bucket and prefix, from s3://bucket/prefix; nothing if it is something else.
    static std::optional<S3Address> fromText(const QString &text);
    /// https, or http on this machine alone, without anything behind the port.
    static bool isEndpoint(const QString &text);

    QByteArray host() const; ///< as the header says it
    QByteArray path(const QString &key) const; ///< of an object; of the bucket itself for an empty key
    QUrl url(const QByteArray &path, const QByteArray &query) const;
};

}
