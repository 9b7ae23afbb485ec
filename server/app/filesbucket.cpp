// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/filesbucket.h"

#include "server/store/s3/s3contents.h"
#include "shared/base/firstline.h"

#include <utility>

namespace tandem::server {

namespace {

Error missing(const QString &key)
{
    return Error::invalid(key, QStringLiteral("required"));
}

Result<QString> secretOf(const Configuration &configuration)
{
    if (configuration.filesBucketSecretFile.isEmpty())
        return configuration.filesBucketSecretKey;
    return firstLineOf(configuration.filesBucketSecretFile);
}

QUrl endpointOf(const Configuration &configuration)
{
    if (!configuration.filesBucketEndpoint.isEmpty())
        return QUrl(configuration.filesBucketEndpoint);
    return QUrl(QStringLiteral("https://s3.%1.amazonaws.com").arg(configuration.filesBucketRegion));
}

}

Result<std::shared_ptr<ContentStore>> filesBucketOf(const Configuration &configuration)
{
    if (configuration.filesBucket.isEmpty())
        return std::shared_ptr<ContentStore>();
    std::optional<S3Address> address = S3Address::fromText(configuration.filesBucket);
    if (!address)
        return missing(QStringLiteral("filesBucket"));
    if (configuration.filesBucketAccessKey.isEmpty())
        return missing(QStringLiteral("filesBucketAccessKey"));
    TANDEM_ASSIGN(const QString secret, secretOf(configuration));
    if (secret.isEmpty())
        return missing(QStringLiteral("filesBucketSecretKey"));
    address->endpoint = endpointOf(configuration);
    const bool isInPath = configuration.filesBucketStyle == QLatin1String("path");
    address->style = isInPath ? S3Address::Style::Path : S3Address::Style::Host;
    address->identity = {
        configuration.filesBucketAccessKey.toUtf8(), secret.toUtf8(), configuration.filesBucketRegion.toUtf8()};
    return std::shared_ptr<ContentStore>(std::make_shared<S3Contents>(*std::move(address)));
}

}
