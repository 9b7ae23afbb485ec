// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/filewatch.h"

#include <QString>

namespace tandem {

namespace {

FileWatch *watching = nullptr;

}

void watchFiles(FileWatch *watch)
{
    watching = watch;
}

FileWatch *fileWatch()
{
    return watching;
}

bool fileWatchAllows(FileWatch::Deed deed, const QString &path)
{
    return !watching || watching->allows(deed, path);
}

}
