// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace tandem::sim {

/// A folder for many small files that nobody needs after the run: in memory where the system has such a place.
std::unique_ptr<QTemporaryDir> scratchFolder();

/// The files of a folder as a machine that loses its power now would find them again: databases with their write-ahead
/// logs, without shared memory and lock files. In a scratch folder.
std::unique_ptr<QTemporaryDir> copyOfFolder(const QString &folder);

/// Takes a part off the end of a write-ahead log: what a file system loses that was not told to flush.
void loseTail(const QString &path, double part);

}
