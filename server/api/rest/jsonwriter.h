// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QStringView>

namespace tandem::server {

/// JSON written from front to back, without a tree of it in memory. Commas are set here; that names and values take
/// turns, and that what is begun is ended, is the caller's business.
class JsonWriter
{
public:
    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }
    void name(QStringView name);
    void value(const QJsonValue &value);
    void member(QStringView name, const QJsonValue &value)
    {
        this->name(name);
        this->value(value);
    }

    QByteArray take() { return std::move(m_json); }

private:
    void begin(char bracket);
    void end(char bracket);
    void separate();
    void text(QStringView text);

    QByteArray m_json;
    bool m_isFollower = false; ///< something stands before it in the same object or array
};

}
