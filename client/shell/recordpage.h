// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/shell/viewregistry.h"

class QSplitter;
class QTabWidget;

namespace tandem::client {

class EmptyState;
class MessageStrip;
class RecordForm;
class RecordHeader;
class TimelineView;
class UnsentFilesStrip;

/// The page of a record: key facts and actions on top, the form, its timeline, and the lists of what hangs on it. The
/// same page makes a new record.
class RecordPage : public View
{
    Q_OBJECT

public:
    RecordPage(const ViewContext &context, const Location &location, QWidget *parent = nullptr);

    QString title() const override;
    static QString titleOfNew(const Records &records, const QString &entity); ///< of a page that is not built yet, too
    QString iconName() const override;
    bool canReopen() const override;
    void save() override;
    bool canSave() const override;
    bool canPrint() const override;
    void print() override;
    void exportPdf() override;

protected:
    void focusInEvent(QFocusEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void followRecords();
    void connectHeader();
    void build();
    void buildRelated();
    void openNew();
    void restoreNewDraft();
    void refreshHeader();
    void refreshWaiting();
    void askForAction(const QString &action);
    void closeQuestion();
    void runAction(const QString &action);
    void showNothing(bool exceptWhatWasTyped);
    void setNothingVisible(bool visible);
    void retranslateNothing();
    void showConflicts();
    void showFailure(const Error &error);
    void recordSaved(const RecordId &id);
    void arrange();
    QString relatedTitle(const QString &name) const;

    ViewContext m_context;
    Location m_location;
    RecordKey m_key;
    bool m_isNew = false;
    bool m_wide = true;
    RecordHeader *m_header;
    MessageStrip *m_strip;
    QString m_asked; ///< the action that the strip asks about; empty: none
    MessageStrip *m_conflictStrip;
    UnsentFilesStrip *m_unsentFiles;
    QSplitter *m_splitter;
    QTabWidget *m_left; ///< the form, and on narrow pages everything else
    QTabWidget *m_right; ///< timeline and related lists where there is room
    EmptyState *m_nothing = nullptr; ///< instead of a record that is not here
    RecordForm *m_form = nullptr;
    TimelineView *m_timeline = nullptr;
    std::vector<std::pair<QString, QWidget *>> m_related;
};

}
