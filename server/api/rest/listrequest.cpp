// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/listrequest.h"

#include "server/api/rest/recordjson.h"
#include "shared/expressions/expression.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>

namespace tandem::server {

namespace {

constexpr int defaultLimit = 100;
constexpr int maxLimit = 1000;
constexpr int maxTokenBytes = 8192;

Result<Expression> filterOf(const HttpRequest &request)
{
    auto parsed = parseExpression(request.queryValue(QStringLiteral("filter")));
    if (!parsed) {
        Error error = parsed.error();
        error.field = QStringLiteral("filter");
        return error;
    }
    return parsed;
}

Result<std::vector<SortKey>> sortOf(const HttpRequest &request, const EntityDef &entity)
{
    std::vector<SortKey> keys;
    for (QString name : request.queryValue(QStringLiteral("sort")).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const bool descending = name.startsWith(QLatin1Char('-'));
        if (descending)
            name.remove(0, 1);
        if (!entity.field(name))
            return Error::invalid(name, QStringLiteral("unknownField"));
        keys.push_back({name, descending});
    }
    return keys;
}

Result<std::vector<FieldNumber>> fieldsOf(const HttpRequest &request, const EntityDef &entity)
{
    std::vector<FieldNumber> fields;
    for (const QString &name :
        request.queryValue(QStringLiteral("fields")).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const FieldDef *field = entity.field(name);
        if (!field || !isInJson(*field))
            return Error::invalid(name, QStringLiteral("unknownField"));
        fields.push_back(field->number);
    }
    return fields;
}

Result<PagePosition> positionOf(const QString &token, std::size_t keys)
{
    const Error bad = Error::invalid(QStringLiteral("after"), QStringLiteral("badPosition"));
    if (token.size() > maxTokenBytes)
        return bad;
    QCborStreamReader reader(QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding));
    if (!reader.isArray() || !reader.isLengthKnown() || reader.length() != keys + 1 || !reader.enterContainer())
        return bad;
    PagePosition position;
    for (std::size_t i = 0; i < keys; ++i) {
        auto value = readValue(reader);
        if (!value)
            return bad;
        position.values.push_back(*std::move(value));
    }
    const auto id = readValue(reader);
    if (!id || id->toId().isNull())
        return bad;
    position.id = id->toId();
    return position;
}

}

Result<int> limitOf(const HttpRequest &request)
{
    if (!request.hasQueryValue(QStringLiteral("limit")))
        return defaultLimit;
    bool ok = false;
    const int limit = request.queryValue(QStringLiteral("limit")).toInt(&ok);
    if (!ok || limit < 1 || limit > maxLimit)
        return Error::invalid(QStringLiteral("limit"), QStringLiteral("outOfRange"),
            {{QStringLiteral("minimum"), 1}, {QStringLiteral("maximum"), maxLimit}});
    return limit;
}

Result<RecordQuery> listQuery(const HttpRequest &request, const EntityDef &entity, Timestamp now)
{
    RecordQuery query;
    query.entity = entity.name;
    query.surroundings.now = now;
    TANDEM_ASSIGN(query.filter, filterOf(request));
    TANDEM_ASSIGN(query.sort, sortOf(request, entity));
    TANDEM_ASSIGN(query.fields, fieldsOf(request, entity));
    TANDEM_ASSIGN(query.limit, limitOf(request));
    if (request.queryValue(QStringLiteral("deleted")) == QLatin1String("only"))
        query.deleted = RecordQuery::Deleted::Only;
    if (const QString token = request.queryValue(QStringLiteral("after")); !token.isEmpty()) {
        TANDEM_ASSIGN(query.after, positionOf(token, query.sort.size()));
    }
    return query;
}

QString pageToken(const PagePosition &position)
{
    QByteArray cbor;
    QCborStreamWriter writer(&cbor);
    writer.startArray(position.values.size() + 1);
    for (const Value &value : position.values)
        writeValue(writer, value);
    writeValue(writer, Value(position.id));
    writer.endArray();
    return QString::fromLatin1(cbor.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

}
