// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/formbody.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/linkfieldeditor.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tandem::client {

namespace {
constexpr int twoColumnWidth = 620;
}

FormBody::FormBody(FieldContext context, const EntityDef &entity, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_entity(entity)
    , m_rules(m_context.registry, entity)
    , m_rights(rights())
{
    build();
    renderTitles();
}

FieldEditor *FormBody::editor(FieldNumber number) const
{
    const auto found = std::find_if(m_editors.begin(), m_editors.end(),
        [&](const FieldEditor *editor) { return editor->field().number == number; });
    return found == m_editors.end() ? nullptr : *found;
}

FieldEditor *FormBody::editor(const QString &name) const
{
    const FieldDef *field = m_entity.field(name);
    return field ? editor(field->number) : nullptr;
}

FormSection *FormBody::sectionOf(const FieldEditor &editor) const
{
    for (FormSection *section : m_sections) {
        const auto &own = section->editors();
        if (std::find(own.begin(), own.end(), &editor) != own.end())
            return section;
    }
    return nullptr;
}

void FormBody::applyRules(
    const FieldValues &values, const FieldValues &previous, const Surroundings &surroundings, LinkCache *links)
{
    for (FieldEditor *editor : m_editors) {
        const FieldDef &field = editor->field();
        const FormRules::FieldState state = m_rules.state(field, values, previous, surroundings, links);
        m_states.insert(editor, state);
        if (field.type == FieldType::Formula)
            editor->setValue(m_rules.formula(field, values, previous, surroundings, links));
        const bool readOnly = state.readOnly || m_allReadOnly || m_locked.contains(editor);
        if (editor->isReadOnly() != readOnly)
            editor->setReadOnly(readOnly);
        if (auto *link = qobject_cast<LinkFieldEditor *>(editor))
            link->setRecordValues(values);
    }
    for (FormSection *section : m_sections) {
        const bool allowed = m_rules.sectionVisible(section->definition(), values, previous, surroundings, links);
        for (FieldEditor *editor : section->editors()) {
            section->setShown(*editor, isShown(*editor));
            section->setRequired(*editor, isRequired(*editor) && !editor->isReadOnly());
        }
        section->setVisible(allowed && section->hasShown());
    }
}

bool FormBody::isShown(const FieldEditor &editor) const
{
    const FormRules::FieldState state = m_states.value(&editor);
    const bool essential =
        state.required || editor.field().name == m_entity.titleField || editor.isDirty() || !editor.error().isEmpty();
    return state.visible && (!m_essentialOnly || essential);
}

bool FormBody::isRequired(const FieldEditor &editor) const
{
    return m_states.value(&editor).required;
}

bool FormBody::isValid(const FieldEditor &editor) const
{
    return m_states.value(&editor).valid;
}

void FormBody::setAllReadOnly(bool readOnly)
{
    m_allReadOnly = readOnly;
}

bool FormBody::fitsRights() const
{
    return rights() == m_rights;
}

void FormBody::setEssentialOnly(bool essential)
{
    m_essentialOnly = essential;
}

void FormBody::resizeEvent(QResizeEvent *event)
{
    for (FormSection *section : m_sections)
        section->setColumns(width() >= twoColumnWidth ? 2 : 1);
    QWidget::resizeEvent(event);
}

void FormBody::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        renderTitles();
    QWidget::changeEvent(event);
}

void FormBody::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, tokens::space);
    layout->setSpacing(tokens::space);
    const std::vector<DetailSection> sections = m_entity.formSections();
    for (const DetailSection &definition : sections) {
        auto *section = new FormSection(definition, sections.size() > 1, this);
        for (const QString &name : definition.fields) {
            if (const FieldDef *field = m_entity.field(name))
                addField(*section, *field);
        }
        layout->addWidget(section);
        m_sections.push_back(section);
    }
    layout->addStretch(1);
}

void FormBody::addField(FormSection &section, const FieldDef &field)
{
    const FieldAccess access = accessOf(field);
    if (access == FieldAccess::Hidden)
        return;
    FieldEditor *editor = createFieldEditor(m_entity, field, m_context, &section);
    if (access != FieldAccess::Write || editor->isReadOnly() || field.isSystem()) {
        const bool assignable = access == FieldAccess::Write && field.number == systemfield::owner;
        if (!assignable) {
            m_locked.insert(editor);
            editor->setReadOnly(true);
        }
    }
    section.addEditor(editor);
    m_editors.push_back(editor);
    connect(editor, &FieldEditor::edited, this, [this, editor] { emit edited(editor); });
    connect(editor, &FieldEditor::hintActivated, this,
        [this, editor](const QString &action) { emit hintActivated(editor, action); });
    connect(editor, &FieldEditor::createRequested, this,
        [this, editor](const QString &entity, const QString &text) { emit createRequested(editor, entity, text); });
    connect(editor, &FieldEditor::openRequested, this, &FormBody::openRequested);
}

FieldAccess FormBody::accessOf(const FieldDef &field) const
{
    return m_context.records ? m_context.records->fieldAccess(m_entity.number, field.number) : FieldAccess::Write;
}

std::map<FieldNumber, FieldAccess> FormBody::rights() const
{
    return m_context.records ? m_context.records->access(m_entity.number).fields : std::map<FieldNumber, FieldAccess>();
}

void FormBody::renderTitles()
{
    const Labels *labels = labelsOf(m_context);
    for (FormSection *section : m_sections) {
        const QString name = section->definition().name;
        if (name.isEmpty())
            section->setTitle(tr("Further fields"));
        else
            section->setTitle(labels ? labels->section(m_entity, name) : name);
    }
}

}
