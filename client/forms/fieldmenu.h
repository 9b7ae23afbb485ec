// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QMenu>

namespace tandem::client {

/// The fields of an entity by their labels, for people who write expressions; what a link leads to stands in a menu
/// below it. Made anew whenever it opens.
class FieldMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit FieldMenu(FieldContext context, QWidget *parent = nullptr);

    void setEntity(const QString &name) { m_entity = name; }

signals:
    void chosen(const QString &path); ///< "stage", "account.name"

private:
    void fill();
    void addFields(QMenu &menu, const EntityDef &entity, const QString &prefix);
    void addField(QMenu &menu, const QString &label, const QString &path);

    FieldContext m_context;
    QString m_entity;
};

}
