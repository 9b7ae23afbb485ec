// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/models/boardmodel.h"
#include "client/shell/viewregistry.h"

class QComboBox;
class QHBoxLayout;
class QScrollArea;
class QLineEdit;

namespace tandem::client {

class EmptyState;
class MessageStrip;
class SearchBox;

}

namespace tandem::client::crm {

class BoardColumn;

/// The visible pipeline: a column per stage with its goal, count and sum; cards move by mouse or with
/// Ctrl+Shift+arrows, and every move can be undone.
class PipelineBoard : public View
{
    Q_OBJECT

public:
    explicit PipelineBoard(const ViewContext &context, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("columns-3"); }
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    void focusFilter() override;

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void loadPipelines();
    void loadStages();
    void showBoard();
    void moveCard(const QModelIndex &card, const Value &stage);
    void askMissing(const Record &record, const Value &stage, const std::vector<Error> &errors);
    void putCard(const RecordId &id, const Value &stage, const FieldValues &with);
    void writeStage(const RecordId &id, const Value &stage, FieldValues with);
    void moveBy(const QModelIndex &card, int step);
    void focusColumn(int column, int step);
    void openCard(const QModelIndex &card, bool newTab);
    void showCardMenu(const QModelIndex &card, const QPoint &globalPosition);
    QString nameOf(const Record &record, FieldNumber field) const;
    QString filter() const;
    void showFailure(const Error &error);
    void retranslate();

    ViewContext m_context;
    BoardModel m_model;
    std::vector<Record> m_stages; ///< of the chosen pipeline, in order
    RecordId m_pipeline;
    QComboBox *m_pipelines;
    QComboBox *m_scope;
    SearchBox *m_search;
    MessageStrip *m_strip;
    EmptyState *m_empty;
    QScrollArea *m_scroll;
    QHBoxLayout *m_columnsLayout;
    std::vector<BoardColumn *> m_columns;
};

}
