// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace tandem::server {

/// Header fields in the order they came; names compare without case.
class HttpHeaders
{
public:
    void set(QByteArrayView name, QByteArray value); ///< replaces every field of that name
    void append(QByteArrayView name, QByteArray value);
    bool contains(QByteArrayView name) const;
    QByteArray value(QByteArrayView name) const; ///< the first one; empty if there is none

    const std::vector<std::pair<QByteArray, QByteArray>> &fields() const { return m_fields; }

private:
    std::vector<std::pair<QByteArray, QByteArray>> m_fields;
};

}
