// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/platformjournal.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <QByteArray>

#include <sys/stat.h>
#include <unistd.h>
#endif

namespace tandem {

#ifdef Q_OS_LINUX

bool standardErrorIsJournal()
{
    // The variable is inherited by what a service starts, so it holds only for the very stream that it names.
    struct stat stream = {};
    if (fstat(STDERR_FILENO, &stream) != 0)
        return false;
    return qgetenv("JOURNAL_STREAM")
        == QByteArray::number(quint64(stream.st_dev)) + ':' + QByteArray::number(quint64(stream.st_ino));
}

#else

bool standardErrorIsJournal()
{
    return false;
}

#endif

}
