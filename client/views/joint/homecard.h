// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/recordlistmodel.h"
#include "client/shell/viewregistry.h"
#include "client/views/joint/cardframe.h"

class QLabel;
class QListView;
class QToolButton;

namespace tandem::client::joint {

/// A short list on the home page: title, the first records, and a way to all of them.
class HomeCard : public CardFrame
{
    Q_OBJECT

public:
    struct Texts
    {
        std::function<QString()> title;
        std::function<QString()> empty;
    };

    HomeCard(const ViewContext &context, const ListQuery &query, Texts texts, const Location &all, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void openRow(const QModelIndex &index);
    void retranslate();

    ViewContext m_context;
    Texts m_texts;
    RecordListModel m_model;
    QLabel *m_title;
    QToolButton *m_all;
    QListView *m_list;
    QLabel *m_empty;
};

}
