// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/shell/viewregistry.h"

#include <QFrame>

class QTabWidget;
class QToolButton;

namespace tandem::client {

class ElidedLabel;
class EmptyState;
class MessageStrip;
class RecordForm;
class TimelineView;

/// A look at a record without leaving the list: its form and its timeline, following the current row.
class PeekPane : public QFrame
{
    Q_OBJECT

public:
    explicit PeekPane(const ViewContext &context, QWidget *parent = nullptr);

    void setRecord(const RecordKey &key);
    RecordKey record() const { return m_key; }

    static constexpr int usualWidth = 380;

signals:
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void connectParts();
    void setMissing(bool missing);
    void showTitle();
    void retranslate();

    ViewContext m_context;
    RecordKey m_key;
    ElidedLabel *m_title;
    QToolButton *m_open;
    QToolButton *m_close;
    MessageStrip *m_strip;
    QTabWidget *m_tabs;
    EmptyState *m_missing; ///< instead of a record that is not here
    RecordForm *m_form = nullptr;
    TimelineView *m_timeline = nullptr;
};

}
