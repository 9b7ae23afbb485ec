// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/viewregistry.h"

namespace tandem::client {

class HelpBrowser;

/// The help as a tab.
class HelpPage : public View
{
    Q_OBJECT

public:
    /// The location's detail names a page; without one the start page is shown.
    HelpPage(const ViewContext &context, const Location &location, QWidget *parent = nullptr);

    void showContext(const QString &context);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("circle-question-mark"); }
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    void focusFilter() override;

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    HelpBrowser *m_browser;
};

}
