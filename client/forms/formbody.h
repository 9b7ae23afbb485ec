// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"
#include "client/forms/formrules.h"
#include "client/forms/formsection.h"

namespace tandem::client {

/// The editors of an entity, made from its layout and what the user's roles allow; nothing about saving.
class FormBody final : public QWidget
{
    Q_OBJECT
public:
    FormBody(FieldContext context, const EntityDef &entity, QWidget *parent = nullptr);

    const std::vector<FieldEditor *> &editors() const { return m_editors; }
    FieldEditor *editor(FieldNumber number) const;
    FieldEditor *editor(const QString &name) const;
    FormSection *sectionOf(const FieldEditor &editor) const;

    /// Visibility, required marks, read-only and formulas after a change of values.
    void applyRules(
        const FieldValues &values, const FieldValues &previous, const Surroundings &surroundings, LinkCache *links);
    bool isShown(const FieldEditor &editor) const; ///< by the rules, whether its section is folded or not
    bool isRequired(const FieldEditor &editor) const;
    bool isValid(const FieldEditor &editor) const; ///< together with the other fields, by the rules
    void setAllReadOnly(bool readOnly);
    bool isAllReadOnly() const { return m_allReadOnly; }
    /// Whether the user may still do with each field what it was made for. If not, it has to be made anew.
    bool fitsRights() const;
    /// Only what a new record cannot do without.
    void setEssentialOnly(bool essential);
    const FormRules &rules() const { return m_rules; }

signals:
    void edited(tandem::client::FieldEditor *editor);
    void hintActivated(tandem::client::FieldEditor *editor, const QString &action);
    void createRequested(tandem::client::FieldEditor *editor, const QString &entity, const QString &text);
    void openRequested(const QString &entity, const tandem::RecordId &record);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addField(FormSection &section, const FieldDef &field);
    FieldAccess accessOf(const FieldDef &field) const;
    std::map<FieldNumber, FieldAccess> rights() const;
    void renderTitles();

    FieldContext m_context;
    const EntityDef &m_entity;
    FormRules m_rules;
    std::map<FieldNumber, FieldAccess> m_rights; ///< that it was made for
    std::vector<FormSection *> m_sections;
    std::vector<FieldEditor *> m_editors;
    QHash<const FieldEditor *, FormRules::FieldState> m_states;
    QSet<const FieldEditor *> m_locked; ///< by access or definition, whatever the rules say
    bool m_allReadOnly = false;
    bool m_essentialOnly = false;
};

}
