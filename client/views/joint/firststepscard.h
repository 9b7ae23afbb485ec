// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/firststeps.h"
#include "client/shell/viewregistry.h"
#include "client/views/joint/cardframe.h"

class QLabel;
class QToolButton;

namespace tandem::client::joint {

/// Five things to try for who is new here. Each leads to the place where it is done, and ticks itself when it is.
class FirstStepsCard : public CardFrame
{
    Q_OBJECT

public:
    explicit FirstStepsCard(const ViewContext &context, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void lead(FirstSteps::Step step);
    static QString textOf(FirstSteps::Step step);

    ViewContext m_context;
    QLabel *m_title;
    QToolButton *m_close;
    std::vector<std::pair<FirstSteps::Step, QToolButton *>> m_rows;
    bool m_wasComplete; ///< before it was shown: then it has nothing to say any more
};

}
