// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/viewregistry.h"

class QGridLayout;
class QLabel;

namespace tandem::client::joint {

class HomeCard;

/// The day at a glance: what waits for my decision, what I have to do, my deals that close next, what changed last.
class HomePage : public View
{
    Q_OBJECT

public:
    explicit HomePage(const ViewContext &context, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("house"); }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void greet();

    ViewContext m_context;
    QLabel *m_greeting;
    QGridLayout *m_grid;
    std::vector<HomeCard *> m_cards;
    int m_columns = 0;
};

}
