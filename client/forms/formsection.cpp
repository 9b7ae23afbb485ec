// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/formsection.h"

#include "client/widgets/sectionheader.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QEvent>
#include <QGridLayout>

namespace tandem::client {

FormSection::FormSection(DetailSection definition, bool titled, QWidget *parent)
    : QWidget(parent)
    , m_definition(std::move(definition))
    , m_header(new SectionHeader({}, this))
    , m_body(new QWidget(this))
    , m_grid(new QGridLayout(m_body))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
    m_grid->setContentsMargins(tokens::space, 0, tokens::space, tokens::spaceMedium);
    m_grid->setHorizontalSpacing(tokens::spaceHuge);
    m_grid->setVerticalSpacing(tokens::spaceMedium);
    m_header->setVisible(titled);
    m_header->setCollapsible(true);
    connect(m_header, &SectionHeader::collapsedChanged, m_body, &QWidget::setHidden);
    if (titled)
        m_header->setCollapsed(m_definition.collapsed);
}

void FormSection::setTitle(const QString &title)
{
    m_header->setTitle(title);
}

void FormSection::addEditor(FieldEditor *editor)
{
    auto *box = new QWidget(m_body);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceTiny);
    auto *label = new QLabel(box);
    label->setTextFormat(Qt::RichText);
    label->setBuddy(editor->control());
    layout->addWidget(label);
    layout->addWidget(editor);
    layout->addStretch(1);
    m_cells.push_back({editor, box, label});
    m_editors.push_back(editor);
    renderLabel(m_cells.back());
    arrange();
}

void FormSection::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    arrange();
}

void FormSection::setShown(FieldEditor &editor, bool shown)
{
    Cell *cell = cellOf(editor);
    if (!cell || cell->shown == shown)
        return;
    cell->shown = shown;
    arrange();
}

void FormSection::setRequired(FieldEditor &editor, bool required)
{
    Cell *cell = cellOf(editor);
    if (!cell || cell->required == required)
        return;
    cell->required = required;
    renderLabel(*cell);
}

void FormSection::expand()
{
    m_header->setCollapsed(false);
}

bool FormSection::hasShown() const
{
    return std::any_of(m_cells.begin(), m_cells.end(), [](const Cell &cell) { return cell.shown; });
}

void FormSection::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        for (const Cell &cell : m_cells)
            renderLabel(cell);
    }
    QWidget::changeEvent(event);
}

FormSection::Cell *FormSection::cellOf(const FieldEditor &editor)
{
    const auto found =
        std::find_if(m_cells.begin(), m_cells.end(), [&](const Cell &cell) { return cell.editor == &editor; });
    return found == m_cells.end() ? nullptr : &*found;
}

void FormSection::renderLabel(const Cell &cell)
{
    QString text = cell.editor->label().toHtmlEscaped();
    if (cell.required) {
        const QString colour = toneColours(Tone::Danger, palette()).text.name();
        text += QStringLiteral(" <span style=\"color:%1\">*</span>").arg(colour);
    }
    cell.label->setText(text);
    cell.label->setAccessibleName(cell.required ? tr("%1, required").arg(cell.editor->label()) : cell.editor->label());
    const QString help = cell.editor->help();
    const QString required = cell.required ? tr("Required") : QString();
    cell.label->setToolTip(help.isEmpty() ? required : help);
    cell.label->setWhatsThis(help);
}

void FormSection::arrange()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    int row = 0;
    int column = 0;
    for (const Cell &cell : m_cells) {
        cell.box->setVisible(cell.shown);
        if (!cell.shown)
            continue;
        const bool wide = cell.editor->isWide() || m_columns == 1;
        if (wide && column > 0) {
            ++row;
            column = 0;
        }
        m_grid->addWidget(cell.box, row, column, 1, wide ? m_columns : 1);
        column += wide ? m_columns : 1;
        if (column >= m_columns) {
            ++row;
            column = 0;
        }
    }
    for (int i = 0; i < 2; ++i)
        m_grid->setColumnStretch(i, i < m_columns ? 1 : 0);
}

}
