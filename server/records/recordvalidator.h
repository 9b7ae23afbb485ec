// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/writerstate.h"
#include "shared/expressions/rulejudge.h"

namespace tandem::server {

/// Whether a row may become what it is about to: values, required fields, conditions, links.
class RecordValidator
{
public:
    /// `permissions` of who must see what he links to; null: links need only exist.
    RecordValidator(WriterState &state, const Permissions *permissions, const Surroundings &surroundings)
        : m_state(state)
        , m_permissions(permissions)
        , m_surroundings(surroundings)
    {
    }

    /// What a user's mutation names: fields that exist and that people may set. Names of fields that were deleted are
    /// passed over, so that an old laptop's outbox still fits (see removedfields.h); stamps of the server's, too.
    /// Error: Invalid ("unknownField" with its number, "readOnly").
    static Result<void> checkNamed(const EntityDef &entity, const std::vector<FieldChange> &changes);
    /// Error: Invalid ("readOnly"), by the conditions on the row of now.
    Result<void> checkReadOnly(
        const EntityDef &entity, const FieldValues &row, const std::vector<FieldChange> &changes);
    /// Error: Invalid with the field's name: what validateValue() and checkJsonContent() say, "required",
    /// "linkNotFound", "notValidWith".
    Result<void> check(const RecordChange &change);

private:
    RuleJudge judge() const;
    Result<void> checkRules(const RecordChange &change);
    Result<void> checkLink(const FieldDef &field, const EntityDef *target, const RecordId &record);

    WriterState &m_state;
    const Permissions *m_permissions;
    Surroundings m_surroundings;
};

}
