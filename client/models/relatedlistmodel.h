// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/recordlistmodel.h"
#include "shared/metadata/entitydef.h"

namespace tandem::client {

/// The records of a RelatedDef of one record: its contacts, its deals, its order lines.
class RelatedListModel : public RecordListModel
{
    Q_OBJECT

public:
    explicit RelatedListModel(Records &records, QObject *parent = nullptr);

    /// `name` of the RelatedDef in the entity of `owner`. False if there is no such one.
    bool setRelated(const RecordKey &owner, const QString &name);
    RecordKey owner() const { return m_owner; }
    const RelatedDef &definition() const { return m_definition; }
    /// What a new record of this list starts with: the link back to the owner. Of a junction: the pair's own entity.
    FieldValues initialValues() const;

private:
    Records &m_records;
    RecordKey m_owner;
    RelatedDef m_definition;
};

}
