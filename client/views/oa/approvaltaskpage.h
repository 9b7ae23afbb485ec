// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/shell/viewregistry.h"

namespace tandem::client::oa {

class ApprovalPanel;

/// A task of an approval by itself, as a notice or the home page opens it: what is asked for, and the decision.
class ApprovalTaskPage : public View
{
    Q_OBJECT

public:
    ApprovalTaskPage(const ViewContext &context, const Location &location, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("stamp"); }

    bool canPrint() const override;
    void print() override;
    void exportPdf() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    ViewContext m_context;
    RecordKey m_key;
    ApprovalPanel *m_panel;
};

}
