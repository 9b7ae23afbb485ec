// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/definitionfile.h"

#include "shared/base/bytesize.h"

#include <QFile>
#include <QJsonDocument>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 maxFileSize = 4 * MiB;

Error corruptAt(const QString &place, const QString &reason, const QVariantMap &arguments, const QString &detail)
{
    return {ErrorCode::Corrupt, reason, place, arguments, detail};
}

}

Result<DefinitionFile> DefinitionFile::read(const QString &path, const QString &shownName)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return corruptAt(shownName, u"unreadable"_s, {}, file.errorString());
    if (file.size() > maxFileSize)
        return corruptAt(shownName, u"tooLarge"_s, {{u"limit"_s, maxFileSize}}, {});
    DefinitionFile result;
    result.m_shownName = shownName;
    result.m_text = file.readAll();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(result.m_text, &error);
    if (error.error != QJsonParseError::NoError) {
        const int line = JsonLines::lineOfOffset(result.m_text, error.offset);
        return corruptAt(u"%1:%2"_s.arg(shownName).arg(line), u"notJson"_s, {}, error.errorString());
    }
    if (!document.isObject())
        return corruptAt(shownName + u":1"_s, u"notAnObject"_s, {}, {});
    if (const QString twice = JsonLines(result.m_text).duplicate(); !twice.isEmpty())
        return corruptAt(result.place(twice), u"twice"_s, {}, {});
    result.m_object = document.object();
    return result;
}

QString DefinitionFile::place(const QString &path) const
{
    const QString position = u"%1:%2"_s.arg(m_shownName).arg(JsonLines(m_text).lineOf(path));
    return path.isEmpty() ? position : position + u": "_s + path;
}

Error DefinitionFile::located(const Error &error, const QString &path) const
{
    return {ErrorCode::Corrupt, error.reason, place(path), error.arguments, error.detail};
}

}
