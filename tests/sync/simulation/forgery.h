// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

#include <QByteArray>

namespace tandem::sim {

// Faults of a server that are played by changing what it hears.

/// Of each edit only that there was one: the server takes it, and nothing is different.
QByteArray withoutEdits(const QByteArray &frame);

/// Edits of an account that the server has to refuse, since nobody employs less than none; their other half, the name,
/// stands in the row already. `writer` is the server's, while it writes nothing else.
QByteArray halfRefused(const QByteArray &frame, Connection &writer);

}
