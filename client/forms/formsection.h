// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

#include <QLabel>

class QGridLayout;

namespace tandem::client {

class SectionHeader;

/// One part of a form: a title and its fields, label above control, in one or two columns.
class FormSection final : public QWidget
{
    Q_OBJECT
public:
    FormSection(DetailSection definition, bool titled, QWidget *parent = nullptr);

    const DetailSection &definition() const { return m_definition; }
    void setTitle(const QString &title);
    void addEditor(FieldEditor *editor);
    const std::vector<FieldEditor *> &editors() const { return m_editors; }

    void setColumns(int columns);
    void setShown(FieldEditor &editor, bool shown);
    void setRequired(FieldEditor &editor, bool required);
    void expand();
    bool hasShown() const; ///< any field of it

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Cell
    {
        FieldEditor *editor;
        QWidget *box;
        QLabel *label;
        bool required = false;
        bool shown = true;
    };

    Cell *cellOf(const FieldEditor &editor);
    void renderLabel(const Cell &cell);
    void arrange();

    DetailSection m_definition;
    SectionHeader *m_header;
    QWidget *m_body;
    QGridLayout *m_grid;
    std::vector<Cell> m_cells;
    std::vector<FieldEditor *> m_editors;
    int m_columns = 1;
};

}
