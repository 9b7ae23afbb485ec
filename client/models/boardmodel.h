// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/recordlistmodel.h"

#include <QAbstractItemModel>

namespace tandem::client {

/// A board: top-level rows are columns of the board (one per option of a choice field or per stage record), their
/// children are cards. A column knows count and sum of all its cards but holds only the first ones; fetchMore loads on.
class BoardModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< of cards
        RecordRole, ///< const Record * of cards
        GroupRole, ///< tandem::Value of columns: option key, or id of the stage
        CountRole, ///< of columns
        SumsRole, ///< of columns: QVariantList of Money
        ColourRole, ///< of columns: name of a theme colour, or empty
        PendingRole, ///< of cards
    };

    explicit BoardModel(Records &records, QObject *parent = nullptr);
    ~BoardModel() override;

    /// `groups` in the order of columns; a null value makes the column of what has none.
    struct Column
    {
        Value group;
        QString title;
        QString colour;
    };
    void setBoard(const ListQuery &query, FieldNumber groupBy, FieldNumber sum, const std::vector<Column> &columns);

    /// Whether the card is here and the user may put it there; the rules of its record are another question.
    bool mayMove(const QModelIndex &card, const Value &group) const;
    /// Puts the card into another column: the record's field changes, at once and undoably, and with it those that
    /// the new column asks for. False if it may not be.
    bool moveCard(const QModelIndex &card, const Value &group, const FieldValues &with = {});
    QModelIndex indexOf(const RecordId &id) const; ///< invalid if the card is not loaded
    QModelIndex columnIndex(const Value &group) const;
    const Record *recordAt(const QModelIndex &card) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    static constexpr int cardsPerFetch = 50;

signals:
    void loadingChanged(bool loading);
    void summaryChanged(int column);
    void failed(const tandem::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}

Q_DECLARE_METATYPE(tandem::Money)
