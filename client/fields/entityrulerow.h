// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/models/entityrulewords.h"

#include <QJsonValue>
#include <QWidget>

namespace tandem::client {

/// What JSON with a declared content says of one entity, as a line of controls in an EntityRulesEditor. An entry is
/// undefined where nothing is said of the entity, so that the default holds. Keys of an entry that the controls do not
/// know stay in it.
class EntityRuleRow : public QWidget
{
    Q_OBJECT
public:
    EntityRuleRow(FieldContext context, QString entity, QWidget *parent = nullptr);

    const QString &entity() const { return m_entity; }
    QString name() const; ///< of the entity, as the user knows it

    /// What the controls say now, and what the record says: to be gone back to. Without emitting entered().
    virtual void showEntry(const QJsonValue &entry, const QJsonValue &stored) = 0;
    virtual void setReadOnly(bool readOnly) = 0;
    /// Texts anew; `prefix` is what a screen reader says before the name of the entity.
    virtual void retranslate(const QString &prefix) = 0;
    virtual std::vector<QWidget *> tabStops() const = 0; ///< at least one
    /// The key of the role that the value belongs to, where defaults differ by role.
    virtual void setRoleKey(const QString &key) { Q_UNUSED(key) }
    /// See FieldEditor.
    virtual void handOver(EntityRuleRow &successor) { Q_UNUSED(successor) }

signals:
    void entered(const QJsonValue &entry); ///< by the user

protected:
    const FieldContext &context() const { return m_context; }
    const EntityDef *definition() const; ///< null: there is no such entity (any more)
    EntityRuleWords words() const;

private:
    FieldContext m_context;
    QString m_entity;
};

}
