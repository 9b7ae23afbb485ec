// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replicatypes.h"
#include "client/shell/viewregistry.h"

class QSplitter;

namespace tandem::client {

class PeekPane;
class RecordListView;

/// A tab with the list of an entity, and beside it, where the window is wide enough, a look at the current record.
class ListPage : public View
{
    Q_OBJECT

public:
    ListPage(const ViewContext &context, const Location &location, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    void focusFilter() override;
    QString statusText() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void open(const RecordKey &key, bool newTab);
    void peek(const RecordKey &key);
    bool hasRoomForPeek() const;
    void importFile();

    ViewContext m_context;
    QString m_entity;
    QSplitter *m_splitter;
    RecordListView *m_list;
    PeekPane *m_peek = nullptr;
};

}
