// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/httpheaders.h"

#include <algorithm>

namespace tandem::server {

namespace {

auto named(QByteArrayView name)
{
    return [name](const auto &field) {
        return QByteArrayView(field.first).compare(name, Qt::CaseInsensitive) == 0;
    };
}

}

void HttpHeaders::set(QByteArrayView name, QByteArray value)
{
    std::erase_if(m_fields, named(name));
    append(name, std::move(value));
}

void HttpHeaders::append(QByteArrayView name, QByteArray value)
{
    m_fields.emplace_back(name.toByteArray(), std::move(value));
}

bool HttpHeaders::contains(QByteArrayView name) const
{
    return std::any_of(m_fields.begin(), m_fields.end(), named(name));
}

QByteArray HttpHeaders::value(QByteArrayView name) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), named(name));
    return found == m_fields.end() ? QByteArray() : found->second;
}

}
