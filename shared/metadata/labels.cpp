// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/labels.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString english = u"en"_s;
/// What stands in the file at the root: system fields, and sections and filters that many entities have.
const QString common = u"common"_s;

void insertTexts(QHash<QString, QString> &texts, const QString &prefix, const QJsonObject &object)
{
    for (auto it = object.begin(); it != object.end(); ++it)
        texts.insert(prefix + it.key(), it.value().toString());
}

/// {"one": …, "many": …, "fields": {…}, "options": {"class": {…}}, "sections": {…}, …} → flat keys.
void readFile(QHash<QString, QString> &texts, const QString &entity, const QJsonObject &file)
{
    static const std::pair<QLatin1String, QLatin1String> groups[]{{"fields"_L1, ""_L1}, {"sections"_L1, "section."_L1},
        {"filters"_L1, "filter."_L1}, {"related"_L1, "related."_L1}, {"actions"_L1, "action."_L1},
        {"builtin"_L1, "builtin."_L1}, {"questions"_L1, "question."_L1}, {"valid"_L1, "valid."_L1},
        {"help"_L1, "help."_L1}};
    if (file.contains("one"_L1))
        texts.insert(entity, file.value("one"_L1).toString());
    if (file.contains("many"_L1))
        texts.insert(entity + u".plural"_s, file.value("many"_L1).toString());
    for (const auto &[group, prefix] : groups)
        insertTexts(texts, entity + u'.' + prefix, file.value(group).toObject());
    const QJsonObject options = file.value("options"_L1).toObject();
    for (auto it = options.begin(); it != options.end(); ++it)
        insertTexts(texts, entity + u'.' + it.key() + u'.', it.value().toObject());
}

QHash<QString, QString> readLanguage(const QString &folder, const QString &language)
{
    QHash<QString, QString> texts;
    QDirIterator files(folder, {u"labels.%1.json"_s.arg(language)}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString entity = files.fileInfo().dir() == QDir(folder) ? common : files.fileInfo().dir().dirName();
        readFile(texts, entity, QJsonDocument::fromJson(file.readAll()).object());
    }
    return texts;
}

const QStringList languages{english, u"zh_CN"_s};
constexpr QChar separator(0x1f);

/// Of "stage.builtin.won" → "Won" in each language: "stage␟Won" → "stage.builtin.won".
QHash<QString, QString> builtinKeys(const std::vector<QHash<QString, QString>> &texts)
{
    const QString mark = u".builtin."_s;
    QHash<QString, QString> keys;
    for (const QHash<QString, QString> &language : texts) {
        for (auto it = language.cbegin(); it != language.cend(); ++it) {
            const qsizetype at = it.key().indexOf(mark);
            if (at > 0)
                keys.insert(it.key().left(at) + separator + it.value(), it.key());
        }
    }
    return keys;
}

QString firstOf(const QMap<QString, QString> &own, const QString &language)
{
    const QString label = own.value(language);
    return label.isEmpty() ? own.value(english) : label;
}

}

Labels::Labels(const QString &language, const QString &folder)
    : m_language(language)
    , m_texts(readLanguage(folder, language))
    , m_english(language == english ? m_texts : readLanguage(folder, english))
{
    std::vector<QHash<QString, QString>> texts{m_texts, m_english};
    for (const QString &other : languages) {
        if (other != language && other != english)
            texts.push_back(readLanguage(folder, other));
    }
    m_builtinKeys = builtinKeys(texts);
}

bool Labels::has(const QString &key) const
{
    return m_texts.contains(key) || m_texts.contains(common + key.mid(key.indexOf(u'.')));
}

QString Labels::text(const QString &key) const
{
    const QString shared = common + key.mid(key.indexOf(u'.'));
    for (const auto *texts : {&m_texts, &m_english}) {
        for (const QString &candidate : {key, shared}) {
            const auto found = texts->constFind(candidate);
            if (found != texts->cend())
                return *found;
        }
    }
    return {};
}

QString Labels::textOr(const QString &key, const QString &fallback) const
{
    const QString label = text(key);
    return label.isEmpty() ? fallback : label;
}

QString Labels::entity(const EntityDef &entity) const
{
    const QString own = firstOf(entity.labels, m_language);
    return own.isEmpty() ? textOr(entity.name, entity.name) : own;
}

QString Labels::plural(const EntityDef &entity) const
{
    const QString own = firstOf(entity.pluralLabels, m_language);
    return own.isEmpty() ? textOr(entity.name + u".plural"_s, this->entity(entity)) : own;
}

QString Labels::field(const EntityDef &entity, const FieldDef &field) const
{
    const QString own = firstOf(field.labels, m_language);
    return own.isEmpty() ? textOr(entity.name + u'.' + field.name, field.name) : own;
}

QString Labels::option(const EntityDef &entity, const FieldDef &field, const QString &key) const
{
    const QString own = firstOf(field.optionLabels.value(key), m_language);
    return own.isEmpty() ? textOr(entity.name + u'.' + field.name + u'.' + key, key) : own;
}

QString Labels::section(const EntityDef &entity, const QString &name) const
{
    return textOr(entity.name + u".section."_s + name, name);
}

QString Labels::filter(const EntityDef &entity, const QString &name) const
{
    return textOr(entity.name + u".filter."_s + name, name);
}

QString Labels::related(const EntityDef &entity, const QString &name) const
{
    return textOr(entity.name + u".related."_s + name, name);
}

QString Labels::action(const EntityDef &entity, const QString &name) const
{
    return textOr(entity.name + u".action."_s + name, name);
}

QString Labels::question(const EntityDef &entity, const QString &action) const
{
    return text(entity.name + u".question."_s + action);
}

QString Labels::validText(const EntityDef &entity, const FieldDef &field) const
{
    const QString own = firstOf(field.validTexts, m_language);
    return own.isEmpty() ? text(entity.name + u".valid."_s + field.name) : own;
}

QString Labels::help(const EntityDef &entity, const FieldDef &field) const
{
    return text(entity.name + u".help."_s + field.name);
}

QString Labels::builtin(const QString &entity, const QString &key) const
{
    return text(entity + u".builtin."_s + key);
}

QString Labels::translated(const QString &entity, const QString &name) const
{
    const auto key = m_builtinKeys.constFind(entity + separator + name);
    return key == m_builtinKeys.cend() ? name : textOr(*key, name);
}

}
