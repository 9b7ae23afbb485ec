// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/forms/linkcache.h"
#include "shared/expressions/evaluate.h"

namespace tandem::client {

/// What the expressions of a definition say about a form, evaluated over the values that stand in it.
class FormRules
{
public:
    struct FieldState
    {
        bool visible = true;
        bool required = false;
        bool readOnly = false;
        bool valid = true; ///< together with the other fields
    };

    FormRules(RegistryPointer registry, const EntityDef &entity);

    /// `links` may be null: then what lies behind a link counts as empty.
    FieldState state(const FieldDef &field, const FieldValues &values, const FieldValues &previous,
        const Surroundings &surroundings, LinkCache *links) const;
    bool sectionVisible(const DetailSection &section, const FieldValues &values, const FieldValues &previous,
        const Surroundings &surroundings, LinkCache *links) const;
    /// Of a formula field.
    Value formula(const FieldDef &field, const FieldValues &values, const FieldValues &previous,
        const Surroundings &surroundings, LinkCache *links) const;
    /// Of a field that starts with an expression ("today()"), else its plain default.
    Value defaultValue(const FieldDef &field, const Surroundings &surroundings) const;

private:
    struct Conditions
    {
        CheckedExpression visible, required, readOnly, valid, formula, defaultValue;
    };

    CheckedExpression condition(const QString &text) const;
    CheckedExpression expression(const QString &text) const;

    RegistryPointer m_registry;
    const EntityDef &m_entity;
    QHash<FieldNumber, Conditions> m_fields;
    QHash<QString, CheckedExpression> m_sections;
};

}
