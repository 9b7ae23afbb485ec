// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/features.h"

#include <algorithm>

namespace tandem {

QStringList supportedFeatures()
{
    return {feature::zstdBatches, feature::columns, feature::history, feature::search, feature::fetch,
        feature::sequences, feature::lists};
}

QStringList commonFeatures(const QStringList &ours, const QStringList &theirs)
{
    QStringList common;
    for (const QString &name : ours) {
        if (theirs.contains(name))
            common.append(name);
    }
    return common;
}

int commonProtocol(const ProtocolRange &ours, const ProtocolRange &theirs)
{
    const int newest = std::min(ours.newest, theirs.newest);
    const int oldest = std::max(ours.oldest, theirs.oldest);
    return newest >= oldest ? newest : 0;
}

}
