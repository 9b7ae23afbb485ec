// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/linewatch.h"

namespace tandem {

namespace {

LineWatch *watching = nullptr;

}

void watchLines(LineWatch *watch)
{
    watching = watch;
}

LineWatch::Fate fateOnLine(const QByteArray &sql, const DatabaseAddress &address)
{
    return watching ? watching->fateOf(sql, address) : LineWatch::Fate::Arrives;
}

bool lineConnects(const DatabaseAddress &address)
{
    return !watching || watching->connects(address);
}

}
