// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/accessdef.h"
#include "shared/metadata/labels.h"

#include <utility>

namespace tandem::client {

/// What JSON with a declared content says, in the user's language: "Accounts: own and shared; Products: nothing".
/// An entry that is not understood, and a value of no declared content, stands as it is stored.
class EntityRuleWords
{
public:
    /// Without labels (null) by the names in the definitions. Both must outlive this.
    EntityRuleWords(const Registry &registry, const Labels *labels)
        : m_registry(registry)
        , m_labels(labels)
    {
    }

    QString text(const FieldDef &field, const Value &value) const;
    QStringList lines(const FieldDef &field, const Value &value) const; ///< an entry each
    /// Only the entries in which the two differ, for "from → to".
    std::pair<QString, QString> change(const FieldDef &field, const Value &from, const Value &to) const;
    /// One entry; undefined where nothing is said of the entity.
    QString entry(JsonContent content, const QString &entity, const QJsonValue &entry) const;
    QString name(const QString &entity) const; ///< in the plural; of one that there is not, as it is written

    static QString rule(const OfflineRule &rule);
    static QString scope(Scope scope);
    QString permissions(const EntityDef &entity, const EntityPermissions &permissions) const;
    static QString fieldAccess(FieldAccess access);

private:
    QStringList said(JsonContent content, const QStringList &entities, const QJsonObject &entries) const;
    QStringList ordered(const QJsonObject &entries) const;

    const Registry &m_registry;
    const Labels *m_labels;
};

}
