// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/entityfolder.h"

#include "shared/metadata/loader.h"

#include <QDir>
#include <QJsonArray>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString entityPart = u"entity"_s;
const QString filtersPart = u"filters"_s;

}

Result<EntityFolder> EntityFolder::read(const QString &folder, const QString &area, const QString &shownName)
{
    EntityFolder result;
    static const QStringList parts{entityPart, u"list"_s, u"detail"_s, u"board"_s, filtersPart};
    QJsonObject whole;
    for (const QString &part : parts) {
        const QString fileName = part + u".json"_s;
        if (part != entityPart && !QDir(folder).exists(fileName))
            continue;
        TANDEM_ASSIGN(auto file, DefinitionFile::read(QDir(folder).filePath(fileName), shownName + u'/' + fileName));
        if (part == entityPart) {
            whole = file.object();
        } else if (whole.contains(part)) {
            return file.located(Error::invalid({}, u"definedTwice"_s));
        } else if (part == filtersPart) {
            for (const QString &key : file.object().keys()) {
                if (key != filtersPart)
                    return file.located(Error::invalid(key, u"unknownKey"_s));
            }
            whole.insert(part, file.object().value(filtersPart));
        } else {
            whole.insert(part, file.object());
        }
        result.m_parts.emplace(part, std::move(file));
    }
    if (!whole.contains("area"_L1))
        whole.insert("area"_L1, area);
    auto entity = parseEntity(whole, area == u"core"_s ? Layer::Core : Layer::Module);
    if (!entity.ok())
        return result.located(entity.error());
    result.m_entity = *std::move(entity);
    return result;
}

Error EntityFolder::located(const Error &error) const
{
    const QString path = indexed(error.field);
    for (const auto &[part, file] : m_parts) {
        if (part == filtersPart && path.startsWith(part))
            return file.located(error, path);
        if (part != entityPart && (path == part || path.startsWith(part + u'.')))
            return file.located(error, path.mid(part.size() + 1));
    }
    return m_parts.at(entityPart).located(error, path);
}

QString EntityFolder::indexed(const QString &path) const
{
    const QString prefix = u"fields."_s;
    if (!path.startsWith(prefix))
        return path;
    const QString name = path.mid(prefix.size()).section(u'.', 0, 0);
    const QString rest = path.mid(prefix.size() + name.size());
    const QJsonArray fields = m_parts.at(entityPart).object().value("fields"_L1).toArray();
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (fields.at(i).toObject().value("name"_L1).toString() == name)
            return u"fields[%1]%2"_s.arg(i).arg(rest);
    }
    return u"fields"_s;
}

}
