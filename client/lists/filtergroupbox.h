// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

#include <QFrame>

class QComboBox;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace tandem::client {

/// A group of a filter being written: "all of these" or "any of these", rows of conditions, and groups within it.
class FilterGroupBox : public QFrame
{
    Q_OBJECT

public:
    /// `depth`: 0 is the whole filter, which has no frame and cannot be removed.
    FilterGroupBox(const EntityDef &entity, FieldContext context, int depth, QWidget *parent = nullptr);

    void setPart(const FilterPart &group);
    FilterPart part() const;
    void addCondition(); ///< an empty row with the focus

signals:
    void edited();
    void removeRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addGroup();
    void addPart(const FilterPart &part);
    void addOther(const FilterPart &part);
    void addRow(QWidget *row);
    void removeRow(QWidget *row);
    void clearRows();
    FilterPart partOf(QWidget *row) const;
    void retranslate();

    const EntityDef &m_entity;
    FieldContext m_context;
    int m_depth;
    QComboBox *m_match;
    QToolButton *m_remove;
    QVBoxLayout *m_rows;
    QPushButton *m_addCondition;
    QPushButton *m_addGroup;
};

}
