// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/actorchannel.h"

#include "server/records/undertakings.h"

#include <QHash>

namespace tandem::server {

Channel channelOf(const Actor &actor)
{
    static const QHash<QString, Channel> known{{QStringLiteral("sync"), Channel::Laptop},
        {QStringLiteral("rest"), Channel::Rest}, {QStringLiteral("import"), Channel::Import},
        {revertVia, Channel::Revert}, {QStringLiteral("system"), Channel::Server}};
    return known.value(actor.via, Channel::Unknown);
}

}
