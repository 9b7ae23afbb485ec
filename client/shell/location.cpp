// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/location.h"

#include <QUrl>

namespace tandem::client {

namespace {

const auto scheme = QStringLiteral("tandem://");

QString kindName(Location::Kind kind)
{
    switch (kind) {
    case Location::Kind::List:
        return QStringLiteral("list");
    case Location::Kind::Board:
        return QStringLiteral("board");
    case Location::Kind::Record:
        return QStringLiteral("record");
    case Location::Kind::NewRecord:
        return QStringLiteral("new");
    case Location::Kind::View:
        return QStringLiteral("view");
    }
    return {};
}

std::optional<Location::Kind> kindFromName(const QString &name)
{
    for (const auto kind : {Location::Kind::List, Location::Kind::Board, Location::Kind::Record,
             Location::Kind::NewRecord, Location::Kind::View}) {
        if (kindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

}

Location Location::list(const QString &entity, const QString &view)
{
    Location location(Kind::List, entity);
    location.m_detail = view;
    return location;
}

Location Location::board(const QString &entity)
{
    return Location(Kind::Board, entity);
}

Location Location::record(const QString &entity, const RecordId &id)
{
    Location location(Kind::Record, entity);
    location.m_record = id;
    return location;
}

Location Location::newRecord(const QString &entity, const RecordId &id)
{
    Location location(Kind::NewRecord, entity);
    location.m_detail = tandem::toText(id);
    return location;
}

Location Location::view(const QString &name, const QString &detail)
{
    Location location(Kind::View, name);
    location.m_detail = detail;
    return location;
}

std::optional<Location> Location::fromText(const QString &text)
{
    if (!text.startsWith(scheme) || text.size() > 500)
        return std::nullopt;
    const QStringList parts = text.mid(scheme.size()).split(QLatin1Char('/'));
    const auto kind = kindFromName(parts.value(0));
    const QString name = QUrl::fromPercentEncoding(parts.value(1).toUtf8());
    if (!kind || name.isEmpty() || parts.size() > 3)
        return std::nullopt;
    Location location(*kind, name);
    const QString detail = QUrl::fromPercentEncoding(parts.value(2).toUtf8());
    if (kind == Kind::Record) {
        location.m_record = recordIdFromText(detail);
        if (location.m_record.isNull())
            return std::nullopt;
    } else if (kind == Kind::NewRecord && recordIdFromText(detail).isNull()) {
        // Written by hand: without an id nothing typed into the new record would be kept.
        return newRecord(name, newRecordId());
    } else {
        location.m_detail = detail;
    }
    return location;
}

QString Location::toText() const
{
    QString text = scheme + kindName(m_kind) + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(m_name));
    const QString detail = m_kind == Kind::Record ? tandem::toText(m_record) : m_detail;
    if (!detail.isEmpty())
        text += QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(detail));
    return text;
}

QString Location::helpContext() const
{
    return kindName(m_kind) + QLatin1Char('/') + m_name;
}

}
