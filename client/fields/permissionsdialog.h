// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/metadata/accessdef.h"

#include <QDialog>
#include <QJsonValue>

class QCheckBox;
class QDialogButtonBox;
class QFormLayout;
class QTableWidget;

namespace tandem::client {

class MessageStrip;
class QuietComboBox;

/// What one role may do with the records of one entity: how far it sees, changes and deletes, what else it may, and
/// which fields it does not see or change. What it does not offer (keys of a later version) stays.
class PermissionsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `entry` as in the permissions of the role; undefined: nothing is said, so the defaults of the key hold.
    PermissionsDialog(FieldContext context, const EntityDef &entity, const QString &roleKey, const QJsonValue &entry,
        QWidget *parent = nullptr);

    QJsonValue entry() const; ///< what was chosen, undefined for the default
    /// Whether the role can no longer be changed, or can again: what was chosen then stays to be read, and is not
    /// taken.
    void setReadOnly(bool readOnly);

public slots:
    void accept() override;

private:
    enum Kind { Default, Own, Denied };

    void begin();
    void buildRights();
    QuietComboBox *addScope(QFormLayout &form, const QString &label, Scope scope);
    void addActions(QFormLayout &form);
    void addKinds(QFormLayout &form, const QString &defaultWords);
    void fillFields();
    void addField(const FieldDef &field);
    void refresh();
    EntityPermissions permissions() const;
    Scope scopeIn(const QuietComboBox &box) const;

    FieldContext m_context;
    const EntityDef &m_entity; ///< of the context's registry, which keeps it alive
    QJsonValue m_entry;
    EntityPermissions m_start; ///< what stands there when nothing was chosen yet
    MessageStrip *m_strip;
    QWidget *m_rights;
    QuietComboBox *m_kind = nullptr;
    QuietComboBox *m_read = nullptr;
    QuietComboBox *m_edit = nullptr;
    QuietComboBox *m_remove = nullptr;
    QMap<QString, QuietComboBox *> m_actions; ///< by name
    QCheckBox *m_create;
    QCheckBox *m_export;
    QCheckBox *m_import;
    QTableWidget *m_fields;
    QDialogButtonBox *m_buttons;
    bool m_readOnly = false;
};

}
