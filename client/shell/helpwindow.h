// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace tandem::client {

class HelpBrowser;

/// The help beside a dialog: a window that waits for nothing and closes with its owner.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    /// One per owner: a second F1 turns the page of the first.
    static HelpWindow *open(const QString &context, QWidget *owner);

    HelpBrowser &browser() const { return *m_browser; }

protected:
    void changeEvent(QEvent *event) override;

private:
    explicit HelpWindow(QWidget *owner);
    void retranslate();

    HelpBrowser *m_browser;
};

}
