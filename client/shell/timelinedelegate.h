// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/models/timelinemodel.h"

#include <QStyledItemDelegate>

namespace tandem::client {

/// Draws an item of the timeline: who, when, and what in one to a few lines.
class TimelineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TimelineDelegate(FieldContext context, QObject *parent = nullptr);

    void setRecordEntity(EntityNumber entity) { m_entity = entity; }
    /// The whole item in words, as a screen reader says it.
    QString text(const TimelineModel::Item &item) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QStringList lines(const TimelineModel::Item &item) const;
    QString actionText(const QString &action) const;
    QStringList changeLines(const HistoryEntry &entry) const;
    QStringList actionLines(const HistoryEntry &entry) const;
    QStringList recordLines(const Record &record) const;
    QString headline(const TimelineModel::Item &item) const;
    QString userName(const RecordId &user) const;
    QString iconName(const TimelineModel::Item &item) const;

    FieldContext m_context;
    FieldFormat m_format;
    EntityNumber m_entity = 0;
};

}
