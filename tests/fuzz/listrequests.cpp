// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "server/api/rest/listrequest.h"
#include "server/api/rest/recordjson.h"
#include "shared/entities/shipped.h"

using namespace tandem;
using namespace tandem::server;

namespace {

HttpRequest requestOf(const QString &query)
{
    HttpRequest request;
    request.query = QUrlQuery(query);
    return request;
}

void checkPosition(const EntityDef &entity, RecordQuery query)
{
    QStringList keys;
    for (const SortKey &key : query.sort)
        keys.append(key.field);
    const HttpRequest next =
        requestOf(QStringLiteral("sort=%1&after=%2").arg(keys.join(QLatin1Char(',')), pageToken(*query.after)));
    const auto again = listQuery(next, entity, 0);
    fuzz::require(again.ok() && again->after, "the position of a page can be written and read");
    fuzz::require(pageToken(*again->after) == pageToken(*query.after), "the position of a page stays the same");
}

}

/// A line with the query of a list, and below it the body of a change.
void fuzz::fuzzOne(QByteArrayView input)
{
    static const RegistryPointer registry = *loadShipped();
    static const EntityDef &entity = *registry->entity(QStringLiteral("opportunity"));
    const qsizetype newLine = input.indexOf('\n');
    const QByteArrayView line = newLine < 0 ? input : input.first(newLine);
    const auto query = listQuery(requestOf(QString::fromLatin1(line)), entity, 1'795'000'000'000);
    if (query && query->after)
        checkPosition(entity, *query);
    if (newLine < 0)
        return;
    if (const auto body = objectFromBody(input.sliced(newLine + 1).toByteArray()))
        static_cast<void>(valuesFromJson(entity, *body));
}
