// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/models/recordlistmodel.h"

#include <QWidget>

class QMenu;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace tandem::client {

class BusyBar;
class EmptyState;
class ExportStrip;
class FilterBar;
class MessageStrip;
class RecordTable;
class ServerRows;
struct ListLook;

/// The generic list of an entity: ready-made filters and saved views, filter chips, columns, editing in place, mass
/// actions, export. It fetches what is seen and shows why it is empty.
class RecordListView : public QWidget
{
    Q_OBJECT

public:
    RecordListView(const QString &entity, FieldContext context, QWidget *parent = nullptr);

    /// The view that shows what was deleted, to be restored.
    static const QString recycleBin;

    /// A saved view by its id, a ready-made filter by its name, recycleBin, or "" for what the list opens with.
    void setView(const QString &view);
    QString view() const { return m_view; }
    QString viewTitle() const;
    void setContext(FieldContext context);

    RecordKey currentKey() const;
    bool isExporting() const;
    /// Of the rows that are in the list; where all is selected, the server may have more.
    int selectedCount() const;
    RecordListModel &model() { return m_model; }
    /// "40 records · 1 selected"; of a list that is here in part also how many more the server has
    QString statusText() const;

    /// Whether the user may take all rows with them.
    bool canPrint() const;
    void print();
    void exportPdf();

    /// Whether exactly two records are selected that the user may make one of, as far as this computer can tell.
    bool canMerge() const;
    void mergeSelected(); ///< asks for the rest

    QByteArray saveState() const;
    void restoreState(const QByteArray &state);
    void focusFilter();
    void focusTable();
    void resetColumns();
    /// Which columns, how wide, in which order, sorted by what.
    QByteArray columns() const;
    void setColumns(const QByteArray &saved);

signals:
    void openRequested(const tandem::client::RecordKey &key, bool newTab);
    void peekRequested(const tandem::client::RecordKey &key);
    void currentRecordChanged(const tandem::client::RecordKey &key);
    void createRequested(const QString &entity);
    void importRequested(const QString &entity);
    void pastImportsRequested();
    void pastMassChangesRequested();
    void boardRequested(const QString &entity);
    void statusTextChanged();
    void viewTitleChanged();
    /// Something was changed in one go and can be undone: the sentence for the notice.
    void doneInOneStep(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    const EntityDef *definition() const;
    void buildBar();
    void applyFilter();
    void applySavedView(const SavedView &view);
    void loadSavedViews();
    void fillViewMenu();
    QString nameInMenu() const;
    SavedView currentView() const;
    SavedView asShown(SavedView view) const;
    void askAndStore(const SavedView &view);
    void store(const SavedView &view);
    QString firstView() const;
    void updateBody();
    void followServer();
    void showMoreMenu();
    void showRowMenu(const RecordKey &key, const QPoint &globalPosition);
    bool isRecycleBin() const { return m_view == recycleBin; }
    QString countText() const;
    void addSelectionActions(QMenu &menu, bool enabled);
    bool isOwnView(const RecordId &id) const;
    bool maySelected(WriteRight right) const;
    static QString textOfOthers();
    QString textOfRest() const;
    QString textOfUnreached() const;
    using Chosen = std::function<void(const RecordChoice &choice, const QString &remark)>;
    void withChosen(const Chosen &goOn);
    void tellOtherChosen();
    void goOnWithout(const Error &error, const RecordChoice &here, const Chosen &goOn);
    void withPermitted(WriteRight right, const Chosen &goOn);
    void removeSelected();
    void confirmRemoval(const RecordChoice &choice, const QString &remark);
    void remove(const RecordChoice &choice);
    void restoreSelected();
    void editSelected();
    bool mayMerge(const Record &staying, const Record &other) const;
    void askForMerge(const std::vector<Record> &here, const QList<Record> &atServer);
    void setFields(const RecordChoice &choice, const FieldValues &to);
    void writeFields(const RecordChoice &choice, const FieldValues &to);
    void exportRows();
    ListLook look() const;
    void showError(const Error &error);
    void followRights();
    void retranslate();

    QString m_entity;
    FieldContext m_context;
    RecordListModel m_model;
    QString m_view;
    std::vector<SavedView> m_savedViews;
    bool m_isUntouched = true; ///< until the saved views are known: it may still open with one of them
    std::optional<QByteArray> m_stateToRestore;
    bool m_isFetching = false; ///< what only the server has, for what is to be done to all
    std::function<void()> m_confirmed; ///< what the strip asks for

    QToolButton *m_viewButton;
    FilterBar *m_filterBar;
    QPushButton *m_newButton;
    QToolButton *m_boardButton;
    QToolButton *m_moreButton;
    BusyBar *m_busy;
    MessageStrip *m_strip;
    ExportStrip *m_export;
    RecordTable *m_table;
    ServerRows *m_server; ///< what of the list is not on this computer
    EmptyState *m_empty;
    QStackedWidget *m_body;
};

}
