// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/setfieldeditor.h"

#include "client/fields/composinglineedit.h"
#include "client/fields/fielderror.h"
#include "client/fields/optionswatch.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/chip.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QMenu>
#include <QToolButton>

namespace tandem::client {

SetFieldEditor::SetFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_chips(new QWidget)
    , m_flow(new FlowLayout(m_chips))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_chips->setSizePolicy(policy);
    if (isTags()) {
        m_line = new ComposingLineEdit;
        m_flow->addWidget(m_line);
        setControl(m_chips, m_line);
        connect(m_line, &QLineEdit::returnPressed, this, &SetFieldEditor::addTyped);
        connect(m_line, &QLineEdit::editingFinished, this, &SetFieldEditor::addTyped);
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString &text) {
            if (text.contains(QLatin1Char(',')) || text.contains(u'，') || text.contains(u'、'))
                addTyped();
            else
                notifyEdited();
        });
    } else {
        m_add = new QToolButton;
        m_add->setIcon(icons::icon(QStringLiteral("plus")));
        m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_add->setFocusPolicy(Qt::StrongFocus);
        m_flow->addWidget(m_add);
        setControl(m_chips, m_add);
        connect(m_add, &QToolButton::clicked, this, &SetFieldEditor::showMenu);
    }
    retranslate();
}

Value SetFieldEditor::value() const
{
    const QStringList keys = m_keys + typedTags();
    return keys.isEmpty() ? Value() : Value(keys);
}

QString SetFieldEditor::inputError() const
{
    const Result<Value> result = parsed();
    return result ? QString() : fieldErrorText(result.error(), entity(), field(), FieldFormat(context()));
}

bool SetFieldEditor::isComposing() const
{
    return m_line && m_line->isComposing();
}

void SetFieldEditor::showValue(const Value &value)
{
    m_keys = value.toSet();
    if (m_line)
        m_line->clear();
    renderChips();
}

void SetFieldEditor::applyReadOnly(bool readOnly)
{
    if (m_line)
        m_line->setVisible(!readOnly);
    if (m_add)
        m_add->setVisible(!readOnly);
    renderChips();
}

void SetFieldEditor::retranslate()
{
    if (m_line)
        m_line->setPlaceholderText(tr("Add a tag"));
    if (m_add)
        m_add->setText(tr("Add"));
    renderChips();
}

QString SetFieldEditor::chipText(const QString &key) const
{
    if (isTags())
        return key;
    const Labels *labels = labelsOf(context());
    return labels ? labels->option(entity(), field(), key) : key;
}

QString SetFieldEditor::colourOf(const QString &key) const
{
    const auto found = std::find_if(
        field().options.begin(), field().options.end(), [&](const ChoiceOption &option) { return option.key == key; });
    return found == field().options.end() ? QString() : found->colour;
}

void SetFieldEditor::add(const QString &key)
{
    if (key.isEmpty() || m_keys.contains(key))
        return;
    m_keys.append(key);
    renderChips();
    notifyEdited();
}

void SetFieldEditor::remove(const QString &key)
{
    m_keys.removeAll(key);
    renderChips();
    if (control())
        control()->setFocus();
    notifyEdited();
}

Result<Value> SetFieldEditor::parsed() const
{
    return m_line ? fieldTypeInfo(FieldType::Tags).fromImport(field(), m_line->text(), {}) : Result<Value>(Value());
}

/// A tag that is not ended yet is one all the same. Too long a one is kept too, and refused with the others.
QStringList SetFieldEditor::typedTags() const
{
    return m_line ? parsed().valueOr(Value(QStringList{m_line->text().trimmed()})).toSet() : QStringList();
}

void SetFieldEditor::addTyped()
{
    if (isComposing() || !parsed())
        return;
    const QStringList typed = typedTags();
    m_line->clear();
    for (const QString &tag : typed)
        add(tag);
}

void SetFieldEditor::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ChoiceOption &option : field().options) {
        if (!option.active || m_keys.contains(option.key))
            continue;
        QAction *action =
            menu->addAction(optionSwatch(option.colour, palette(), devicePixelRatioF()), chipText(option.key));
        connect(action, &QAction::triggered, this, [this, key = option.key] { add(key); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("All are chosen"))->setEnabled(false);
    menu->popup(m_add->mapToGlobal(QPoint(0, m_add->height())));
}

void SetFieldEditor::renderChips()
{
    const auto old = m_chips->findChildren<Chip *>(QString(), Qt::FindDirectChildrenOnly);
    for (Chip *chip : old) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    int index = 0;
    for (const QString &key : std::as_const(m_keys)) {
        auto *chip = new Chip(chipText(key), m_chips);
        chip->setColourName(colourOf(key));
        chip->setRemovable(!isReadOnly());
        connect(chip, &Chip::removeRequested, this, [this, key] { remove(key); });
        m_flow->insertWidget(index++, chip);
        chip->show();
    }
    m_chips->updateGeometry();
}

}
