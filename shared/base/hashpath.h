// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem {

/// "ab/cdef…" of a name "abcdef…" that begins with a hash: where it is found in a folder of files or of notes, in a
/// bucket and in a backup, so that no folder has all of them.
inline QString hashPath(const QString &name)
{
    return name.left(2) + QLatin1Char('/') + name.mid(2);
}

}
