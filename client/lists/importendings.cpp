// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importendings.h"

#include <QFileInfo>
#include <QStringList>

namespace tandem::client::importendings {

namespace {

QStringList endings()
{
    return {QStringLiteral("xlsx"), QStringLiteral("csv"), QStringLiteral("txt"), QStringLiteral("tsv")};
}

}

bool fits(const QString &path)
{
    return endings().contains(QFileInfo(path).suffix(), Qt::CaseInsensitive);
}

QString patterns()
{
    return QLatin1String("*.") + endings().join(QLatin1String(" *."));
}

}
