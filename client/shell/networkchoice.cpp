// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/networkchoice.h"

#include "client/records/records.h"

#include <QSettings>

namespace tandem::client {

namespace {

QString offlineKey()
{
    return QStringLiteral("offline");
}

}

bool isOfflineChosen(const QSettings &settings)
{
    return settings.value(offlineKey()).toBool();
}

void chooseNetwork(Records &records, QSettings &settings, SyncControl::Network network)
{
    settings.setValue(offlineKey(), network == SyncControl::Network::Offline);
    records.setNetwork(network);
}

}
