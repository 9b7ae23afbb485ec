// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/view.h"

namespace tandem::client {

class EmptyState;

/// What a link shows that leads to nothing this program or this user knows.
class NowherePage : public View
{
    Q_OBJECT

public:
    explicit NowherePage(QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("funnel-x"); }
    QString helpContext() const override { return QStringLiteral("dialog/search"); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    EmptyState *m_text;
};

}
