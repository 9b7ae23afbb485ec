// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLockFile>

#include <memory>

namespace tandem {

/// A file that locks, once it is asked to. The lock is never lost by age, only when the process that holds it is gone.
std::unique_ptr<QLockFile> processLock(const QString &path);
/// Whether somebody else has it. Where no file can be made, as on a disk that is only read, nobody has. Else it is ours
/// from now on.
bool isHeldByAnother(QLockFile &lock);

}
