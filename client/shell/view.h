// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/location.h"

#include <QIcon>
#include <QWidget>

namespace tandem::client {

/// What fills a tab. Made when the tab is first shown; holds no state worth keeping beyond what saveState() gives.
class View : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual QString iconName() const = 0;

    /// Small and cheap: scroll position, selection, filter. Restored after a restart and by Back.
    virtual QByteArray saveState() const { return {}; }
    virtual void restoreState(const QByteArray &) { }

    /// Whether the view may go away now. A view with unsaved typing keeps it as a draft and says yes.
    virtual bool prepareToClose() { return true; }
    /// Whether its location still leads to something once it is closed.
    virtual bool canReopen() const { return true; }

    /// F5, Ctrl+F, Ctrl+S, Ctrl+N of the window, where the view has something to do for them.
    virtual void focusFilter() { }
    virtual void save() { }
    virtual bool canSave() const { return false; }

    /// Ctrl+P and "Export as PDF…", where the view has something for paper.
    virtual bool canPrint() const { return false; }
    virtual void print() { }
    virtual void exportPdf() { }

    /// Two records that become one, where the view has two that are selected.
    virtual bool canMerge() const { return false; }
    virtual void merge() { }

    /// What F1 shows the help for, if it is something else than the view's location; empty: it is not.
    virtual QString helpContext() const { return {}; }
    /// Columns and sizes as they were at first.
    virtual void resetLayout() { }

    /// How many records it shows and how many are selected, for the status bar; empty: nothing to say.
    virtual QString statusText() const { return {}; }

signals:
    void titleChanged();
    void statusTextChanged();
    void closeRequested();
};

}
