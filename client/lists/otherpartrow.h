// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

#include <QWidget>

namespace tandem::client {

/// A part of a filter that no row of field, operator and value can show: it is kept as it is, or removed.
class OtherPartRow : public QWidget
{
    Q_OBJECT

public:
    OtherPartRow(
        const EntityDef &entity, const FilterPart &part, const FieldContext &context, QWidget *parent = nullptr);

    const FilterPart &part() const { return m_part; }

signals:
    void removeRequested();

private:
    FilterPart m_part;
};

}
