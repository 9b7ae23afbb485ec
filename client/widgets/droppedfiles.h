// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

class QMimeData;

namespace tandem::client {

/// Paths of the files on this computer that are being dragged; empty if it is something else (text, a web address).
QStringList droppedFiles(const QMimeData *data);

}
