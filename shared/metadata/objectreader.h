// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <vector>

namespace tandem {

/// Reads one JSON object of a definition strictly: a value of the wrong kind, a word that is not known and a key that
/// nobody asked for each become an Error whose `field` is the path ("fields[2].type"). The first one stands.
class ObjectReader
{
public:
    ObjectReader(QJsonObject object, QString path);

    bool has(QLatin1String key) const;
    QString text(QLatin1String key, const QString &fallback = {});
    QString requiredText(QLatin1String key);
    bool boolean(QLatin1String key, bool fallback = false);
    int integer(QLatin1String key, int fallback, int least, int most);
    std::optional<qint64> wideInteger(QLatin1String key);
    QStringList texts(QLatin1String key);
    std::vector<QStringList> textLists(QLatin1String key);
    QMap<QString, QString> textMap(QLatin1String key);
    QJsonValue any(QLatin1String key);
    QJsonArray array(QLatin1String key);
    QJsonObject object(QLatin1String key);

    /// One of the words that `fromName` knows.
    template <typename Enum>
    Enum word(QLatin1String key, Enum fallback, std::optional<Enum> (*fromName)(const QString &))
    {
        const QString name = text(key);
        if (name.isEmpty())
            return fallback;
        if (const auto value = fromName(name))
            return *value;
        fail(key, QStringLiteral("unknownWord"), {{QStringLiteral("word"), name}});
        return fallback;
    }

    QString pathOf(QLatin1String key) const;
    QString pathOf(QLatin1String key, qsizetype index) const;
    void fail(QLatin1String key, const QString &reason, const QVariantMap &arguments = {});
    void fail(Error error);
    bool failed() const { return m_error.has_value(); }

    /// The first error, also of a key that was never read.
    Result<void> finish();

private:
    QJsonValue take(QLatin1String key);

    QJsonObject m_object;
    QString m_path;
    QSet<QString> m_read;
    std::optional<Error> m_error;
};

/// What ObjectReader::textMap() reads back.
QJsonObject mapToJson(const QMap<QString, QString> &map);

/// camelCase of ASCII letters and digits, at most 48 characters.
bool isDefinitionName(const QString &name);

/// Keys of options may also have _ and - and begin with anything: "zh_CN", "2026-a".
bool isOptionKey(const QString &key);

}
