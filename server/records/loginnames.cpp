// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/loginname.h"
#include "server/records/builtins.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

/// Stored as they are compared, so that what must be unique is what people sign in with.
void registerLoginNames(HookRegistry &hooks)
{
    using namespace entities::user;
    hooks.before(
        number, RecordEvent::Create | RecordEvent::Update, [](MutationContext &, RecordChange &change) -> Result<void> {
            if (change.changed(field::login) && change.is(field::login).kind() == Value::Kind::Text)
                change.after[field::login] = Value(loginname::normalized(change.is(field::login).toText()));
            return {};
        });
}

}
