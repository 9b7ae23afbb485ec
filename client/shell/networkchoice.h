// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/synccontrol.h"

class QSettings;

namespace tandem::client {

class Records;

/// Whether the user works offline by choice: one choice, whether made in the menu, the banner or the settings, and kept
/// over a restart.
bool isOfflineChosen(const QSettings &settings);
void chooseNetwork(Records &records, QSettings &settings, SyncControl::Network network);

}
