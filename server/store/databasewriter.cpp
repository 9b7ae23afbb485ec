// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/databasewriter.h"

#include <QSemaphore>

namespace tandem::server {

Result<void> writeAndWait(DatabaseWriter &writer, DatabaseWriter::Work work)
{
    QSemaphore finished;
    Result<void> outcome;
    writer.write(std::move(work), [&](const Result<void> &result) {
        outcome = result;
        finished.release();
    });
    finished.acquire();
    return outcome;
}

}
