// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/messagestrip.h"

namespace tandem::client {

class Records;

/// Says, while it is so, that what is typed cannot be written to the disk.
class DraftTroubleStrip final : public MessageStrip
{
    Q_OBJECT

public:
    explicit DraftTroubleStrip(Records &records, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showTrouble();

    Records &m_records;
};

}
