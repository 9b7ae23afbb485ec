// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/shell/viewregistry.h"

class QSettings;
class QSplitter;

namespace tandem::client {

class PeekPane;
class RecordListView;

/// A tab with the list of an entity, and beside it, where the window is wide enough, a look at the current record.
class ListPage : public View
{
    Q_OBJECT

public:
    /// The settings keep the user's columns of each entity.
    ListPage(const ViewContext &context, const Location &location, QSettings &settings, QWidget *parent = nullptr);
    ~ListPage() override;

    QString title() const override;
    QString iconName() const override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    bool prepareToClose() override;
    void focusFilter() override;
    bool canPrint() const override;
    void print() override;
    void exportPdf() override;
    bool canMerge() const override;
    void merge() override;
    QString helpContext() const override;
    void resetLayout() override;
    QString statusText() const override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void open(const RecordKey &key, bool newTab);
    void peek(const RecordKey &key);
    bool hasRoomForPeek() const;
    QString columnsKey() const;
    void keepColumns();
    void importFile(const QString &path = {});

    ViewContext m_context;
    QSettings &m_settings;
    QString m_entity;
    QSplitter *m_splitter;
    RecordListView *m_list;
    PeekPane *m_peek = nullptr;
};

}
