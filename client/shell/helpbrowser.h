// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/helplibrary.h"
#include "client/shell/location.h"

#include <QWidget>

class QListWidget;
class QTextBrowser;
class QToolButton;

namespace tandem::client {

class SearchBox;

/// Reads the help: the list of pages, search over them, the page itself. Needs no network.
class HelpBrowser : public QWidget
{
    Q_OBJECT

public:
    explicit HelpBrowser(QWidget *parent = nullptr);

    void showPage(const QString &name); ///< unknown: the start page
    void showContext(const QString &context);
    QString page() const { return m_page; }
    QString title() const; ///< of the page
    void focusSearch();

signals:
    void pageChanged();
    void locationRequested(const tandem::client::Location &location);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void render();
    void listPages();
    void search(const QString &words);
    void addEntry(const QString &name, const QString &title, const QString &excerpt = {});
    void selectCurrent();
    void follow(const QUrl &link);
    void goBack();
    void retranslate();

    HelpLibrary m_library;
    QString m_page;
    QStringList m_before; ///< pages that were read before this one
    QToolButton *m_back;
    SearchBox *m_search;
    QWidget *m_side;
    QListWidget *m_list;
    QTextBrowser *m_text;
};

}
