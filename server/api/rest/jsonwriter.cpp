// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace tandem::server {

namespace {

void appendEscaped(QByteArray &json, char character)
{
    switch (character) {
    case '"':
    case '\\':
        json.append('\\').append(character);
        break;
    case '\n':
        json.append("\\n");
        break;
    default:
        json.append("\\u00").append(QByteArray::number(int(character), 16).rightJustified(2, '0'));
        break;
    }
}

void appendNumber(QByteArray &json, const QJsonValue &value)
{
    const double real = value.toDouble();
    const qint64 whole = value.toInteger();
    if (double(whole) == real)
        json.append(QByteArray::number(whole));
    else if (std::isfinite(real))
        json.append(QByteArray::number(real, 'g', QLocale::FloatingPointShortest));
    else
        json.append("null");
}

}

void JsonWriter::separate()
{
    if (m_isFollower)
        m_json.append(',');
    m_isFollower = true;
}

void JsonWriter::begin(char bracket)
{
    separate();
    m_json.append(bracket);
    m_isFollower = false;
}

void JsonWriter::end(char bracket)
{
    m_json.append(bracket);
    m_isFollower = true;
}

void JsonWriter::name(QStringView name)
{
    separate();
    text(name);
    m_json.append(':');
    m_isFollower = false;
}

void JsonWriter::value(const QJsonValue &value)
{
    separate();
    switch (value.type()) {
    case QJsonValue::Bool:
        m_json.append(value.toBool() ? "true" : "false");
        break;
    case QJsonValue::Double:
        appendNumber(m_json, value);
        break;
    case QJsonValue::String:
        text(value.toString());
        break;
    case QJsonValue::Array:
        m_json.append(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
        break;
    case QJsonValue::Object:
        m_json.append(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
        break;
    default:
        m_json.append("null");
        break;
    }
}

void JsonWriter::text(QStringView text)
{
    m_json.append('"');
    const QByteArray utf8 = text.toUtf8();
    qsizetype written = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char character = utf8.at(i);
        if (uchar(character) >= 0x20 && character != '"' && character != '\\')
            continue;
        m_json.append(utf8.constData() + written, i - written);
        appendEscaped(m_json, character);
        written = i + 1;
    }
    m_json.append(utf8.constData() + written, utf8.size() - written);
    m_json.append('"');
}

}
