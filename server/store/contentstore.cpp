// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/contentstore.h"

#include "server/store/filestore.h"
#include "shared/base/recordid.h"

namespace tandem::server {

namespace {

constexpr qsizetype hashDigits = 64;

}

QString ContentCopy::name() const
{
    return token.isEmpty() ? hash : hash + QLatin1Char('-') + token;
}

std::optional<ContentCopy> ContentCopy::fromName(const QString &name)
{
    ContentCopy copy{name.left(hashDigits), name.mid(hashDigits + 1)};
    const bool hasToken = !recordIdFromText(copy.token).isNull();
    const bool isWhole = copy.name() == name && (copy.token.isEmpty() || hasToken);
    return isWhole && FileStore::isHash(copy.hash) ? std::optional(copy) : std::nullopt;
}

}
