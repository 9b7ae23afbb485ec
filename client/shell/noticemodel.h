// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/recordlistmodel.h"

namespace tandem::client {

/// The user's notifications; a screen reader hears the sentence that is painted.
class NoticeModel final : public RecordListModel
{
    Q_OBJECT

public:
    explicit NoticeModel(Records &records, QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    Records &m_records;
};

}
