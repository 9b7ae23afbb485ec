// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/models/timelinemodel.h"

#include <QStyledItemDelegate>

namespace tandem::client {

class TimelinePictures;

/// Draws an item of the timeline: who, when, and what in one to a few lines; a picture small; above the first of the
/// pinned ones, and of the others behind them, a head. A click on a mention asks for that colleague.
class TimelineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit TimelineDelegate(FieldContext context, QObject *parent = nullptr);

    void setContext(const FieldContext &context);
    void setRecordEntity(EntityNumber entity) { m_entity = entity; }
    /// The whole item in words, as a screen reader says it.
    QString text(const TimelineModel::Item &item) const;
    /// By which way a change came, as the tip at its entry says it; empty: nobody knows, or it is none.
    QString whereText(const TimelineModel::Item &item) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    /// Whose mention is there, in the coordinates of option.rect; null: nobody's.
    RecordId mentionAt(const QPoint &position, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    TimelinePictures &pictures() { return *m_pictures; }

signals:
    void mentionActivated(const tandem::RecordId &user);

private:
    /// Places of an item's parts within its rectangle.
    struct Places
    {
        QRect head; ///< empty: none
        QRect icon;
        QRect firstLine;
        QPoint picture;
    };
    Places placesIn(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintHead(QPainter &painter, const QRect &area, TimelineModel::Section section, const QPalette &palette) const;
    void paintLine(QPainter &painter, const QRect &area, const QString &text, const TimelineModel::Item &item,
        const QPalette &palette) const;
    void paintText(
        QPainter &painter, QRect line, const QStyleOptionViewItem &option, const TimelineModel::Item &item) const;
    QString headText(TimelineModel::Section section) const;

    QStringList lines(const TimelineModel::Item &item) const;
    QString actionText(const QString &action) const;
    QStringList changeLines(const HistoryEntry &entry) const;
    QStringList actionLines(const HistoryEntry &entry) const;
    QStringList recordLines(const TimelineModel::Item &item) const;
    QString kindText(const TimelineModel::Item &item) const;
    QString headline(const TimelineModel::Item &item) const;
    QString userName(const RecordId &user) const;
    QString iconName(const TimelineModel::Item &item) const;

    FieldContext m_context;
    FieldFormat m_format;
    TimelinePictures *m_pictures;
    EntityNumber m_entity = 0;
};

}
