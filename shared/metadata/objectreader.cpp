// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/objectreader.h"

#include <algorithm>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

ObjectReader::ObjectReader(QJsonObject object, QString path)
    : m_object(std::move(object))
    , m_path(std::move(path))
{
}

bool ObjectReader::has(QLatin1String key) const
{
    return m_object.contains(key);
}

QString ObjectReader::pathOf(QLatin1String key) const
{
    return m_path.isEmpty() ? QString(key) : m_path + u'.' + key;
}

QString ObjectReader::pathOf(QLatin1String key, qsizetype index) const
{
    return u"%1[%2]"_s.arg(pathOf(key)).arg(index);
}

void ObjectReader::fail(QLatin1String key, const QString &reason, const QVariantMap &arguments)
{
    fail(Error::invalid(pathOf(key), reason, arguments));
}

void ObjectReader::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

QJsonValue ObjectReader::take(QLatin1String key)
{
    m_read.insert(key);
    return m_object.value(key);
}

QString ObjectReader::text(QLatin1String key, const QString &fallback)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return fallback;
    if (!value.isString())
        fail(key, u"notText"_s);
    return value.toString();
}

QString ObjectReader::requiredText(QLatin1String key)
{
    QString value = text(key);
    if (value.isEmpty())
        fail(key, u"missing"_s);
    return value;
}

bool ObjectReader::boolean(QLatin1String key, bool fallback)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return fallback;
    if (!value.isBool())
        fail(key, u"notBoolean"_s);
    return value.toBool();
}

int ObjectReader::integer(QLatin1String key, int fallback, int least, int most)
{
    const auto value = wideInteger(key);
    if (!value)
        return fallback;
    if (*value < least || *value > most) {
        fail(key, u"outOfRange"_s, {{u"minimum"_s, least}, {u"maximum"_s, most}});
        return fallback;
    }
    return int(*value);
}

std::optional<qint64> ObjectReader::wideInteger(QLatin1String key)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return std::nullopt;
    // Two fallbacks: whatever does not give both is an integer.
    if (!value.isDouble() || (value.toInteger(0) == 0 && value.toInteger(1) == 1)) {
        fail(key, u"notAnInteger"_s);
        return std::nullopt;
    }
    return value.toInteger();
}

QStringList ObjectReader::texts(QLatin1String key)
{
    QStringList list;
    const QJsonArray values = array(key);
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!values.at(i).isString())
            fail(Error::invalid(pathOf(key, i), u"notText"_s));
        list.append(values.at(i).toString());
    }
    return list;
}

std::vector<QStringList> ObjectReader::textLists(QLatin1String key)
{
    std::vector<QStringList> lists;
    const QJsonArray values = array(key);
    for (qsizetype i = 0; i < values.size(); ++i) {
        ObjectReader inner({{key, values.at(i)}}, m_path);
        lists.push_back(inner.texts(key));
        if (inner.failed())
            fail(Error::invalid(pathOf(key, i), u"notAListOfTexts"_s));
    }
    return lists;
}

QMap<QString, QString> ObjectReader::textMap(QLatin1String key)
{
    QMap<QString, QString> map;
    const QJsonObject values = object(key);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!it.value().isString())
            fail(Error::invalid(pathOf(key) + u'.' + it.key(), u"notText"_s));
        map.insert(it.key(), it.value().toString());
    }
    return map;
}

QJsonValue ObjectReader::any(QLatin1String key)
{
    return take(key);
}

QJsonArray ObjectReader::array(QLatin1String key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isArray())
        fail(key, u"notAList"_s);
    return value.toArray();
}

QJsonObject ObjectReader::object(QLatin1String key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isObject())
        fail(key, u"notAnObject"_s);
    return value.toObject();
}

Result<void> ObjectReader::finish()
{
    if (!m_error) {
        for (auto it = m_object.begin(); it != m_object.end(); ++it) {
            if (!m_read.contains(it.key()))
                return Error::invalid(m_path.isEmpty() ? it.key() : m_path + u'.' + it.key(), u"unknownKey"_s);
        }
        return {};
    }
    return *m_error;
}

QJsonObject mapToJson(const QMap<QString, QString> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

namespace {

constexpr qsizetype maxNameLength = 48;

bool isAsciiWord(QChar c)
{
    return c.unicode() < 0x80 && c.isLetterOrNumber();
}

}

bool isDefinitionName(const QString &name)
{
    if (name.isEmpty() || name.size() > maxNameLength || name.front() < u'a' || name.front() > u'z')
        return false;
    return std::all_of(name.begin(), name.end(), isAsciiWord);
}

bool isOptionKey(const QString &key)
{
    const auto allowed = [](QChar c) {
        return isAsciiWord(c) || c == u'_' || c == u'-';
    };
    return !key.isEmpty() && key.size() <= maxNameLength && std::all_of(key.begin(), key.end(), allowed);
}

}
