// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/recordlistmodel.h"

namespace tandem::client {

/// The approval inbox: what I have to decide, what I decided, what I started, what I was copied on.
class TodoModel : public RecordListModel
{
    Q_OBJECT

public:
    enum class Box { Open, Done, Started, Copied };
    Q_ENUM(Box)

    explicit TodoModel(Records &records, QObject *parent = nullptr);

    void setBox(Box box);
    Box box() const { return m_box; }
    static ListQuery queryOf(const Records &records, Box box);

private:
    Records &m_records;
    Box m_box = Box::Open;
};

}
