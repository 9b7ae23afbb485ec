// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/fields/fieldformat.h"

#include <QStyledItemDelegate>

namespace tandem::client::crm {

/// A card of the board: the record's title and the fields that the board's definition names.
class CardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CardDelegate(FieldContext context, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The lines of a card, title first; also what a screen reader says.
    QStringList lines(const Record &record) const;

private:
    FieldContext m_context;
    FieldFormat m_format;
};

}
