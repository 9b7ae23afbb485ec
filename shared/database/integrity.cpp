// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/integrity.h"

namespace tandem {

Result<void> checkIntegrity(Connection &connection)
{
    TANDEM_ASSIGN(Statement statement, connection.prepare(QStringLiteral("PRAGMA integrity_check(1)")));
    TANDEM_ASSIGN(const bool there, statement.step());
    const QString found = there ? statement.text(0) : QString();
    if (found == QLatin1String("ok"))
        return {};
    return Error{ErrorCode::Corrupt, QStringLiteral("damaged"), {}, {}, found};
}

}
