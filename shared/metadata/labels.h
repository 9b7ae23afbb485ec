// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

namespace tandem {

/// What definitions are called in a language ("zh_CN", "en"). Keys: "account", "account.plural", "account.name",
/// "account.class.potential", "account.section.basics", "account.filter.mine", "account.related.contacts",
/// "account.action.convert", "contract.question.withdraw", "contract.valid.end", "account.help.class". A missing label
/// falls back to English, then to the key itself.
class Labels
{
public:
    /// Shipped labels of `language`, from `labels.<language>.json` beside each definition; company definitions carry
    /// their own. Reads the files, so make it once per language.
    explicit Labels(const QString &language, const QString &folder = QStringLiteral(":/entities"));

    const QString &language() const { return m_language; }
    QString entity(const EntityDef &entity) const;
    QString plural(const EntityDef &entity) const;
    QString field(const EntityDef &entity, const FieldDef &field) const;
    QString option(const EntityDef &entity, const FieldDef &field, const QString &key) const;
    QString section(const EntityDef &entity, const QString &name) const;
    QString filter(const EntityDef &entity, const QString &name) const;
    QString related(const EntityDef &entity, const QString &name) const;
    QString action(const EntityDef &entity, const QString &name) const;
    /// What to ask before the action is done, with what comes of it; empty: it is done at once.
    QString question(const EntityDef &entity, const QString &action) const;
    /// What to tell who breaks the field's `validWhen`; empty if nobody wrote it down.
    QString validText(const EntityDef &entity, const FieldDef &field) const;
    /// What the field is for, where its name does not say it; empty if nobody wrote it down.
    QString help(const EntityDef &entity, const FieldDef &field) const;
    /// The name that a new company's record of this key is given, e.g. of the stage "won".
    QString builtin(const QString &entity, const QString &key) const;
    /// Such a name in this language, whichever language the company was begun in; any other name as it is. So the
    /// shipped stages and roles follow the user's language until somebody renames them.
    QString translated(const QString &entity, const QString &name) const;
    /// Any key; empty if it is in no file of this language or English.
    QString text(const QString &key) const;
    /// In this very language, for the entity itself or for all ("common.owner" stands for "account.owner").
    bool has(const QString &key) const;

private:
    QString textOr(const QString &key, const QString &fallback) const;

    QString m_language;
    QHash<QString, QString> m_texts;
    QHash<QString, QString> m_english;
    QHash<QString, QString> m_builtinKeys; ///< "stage" + name in any language → its key
};

}
