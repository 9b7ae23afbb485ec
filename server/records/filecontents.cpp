// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/builtins.h"
#include "server/store/filestore.h"
#include "shared/entities/entitynames.h"

#include <memory>

namespace tandem::server {

namespace {

using namespace entities::file;

/// Whether the user sees another file that holds this content.
Result<bool> seesContent(MutationContext &context, const Permissions &permissions, const RecordChange &change)
{
    if (permissions.fieldAccess(number, field::sha256) < FieldAccess::Read)
        return false;
    TANDEM_ASSIGN(const auto files, context.findWhere(number, field::sha256, change.is(field::sha256)));
    for (const RecordId &file : files) {
        TANDEM_ASSIGN(const auto keys, context.audience(number, file));
        if (file != change.record && permissions.maySee(number, keys))
            return true;
    }
    return false;
}

/// A file record opens the content that it names, so its maker must have that content, not only know its hash.
Result<void> checkContent(const FileStore &contents, MutationContext &context, RecordChange &change)
{
    const Permissions *permissions = context.permissions();
    if (context.depth() > 0 || !permissions || !change.changed(field::sha256))
        return {};
    const QString hash = change.is(field::sha256).toText();
    if (const auto finding = contents.quarantine().finding(hash))
        return Quarantine::infected(*finding);
    // Who sends it says so before it is here.
    if (contents.hasSent(hash, permissions->user()) && contents.contains(hash))
        return {};
    TANDEM_ASSIGN(const bool sees, seesContent(context, *permissions, change));
    return sees ? Result<void>()
                : Result<void>(Error::invalid(QStringLiteral("sha256"), QStringLiteral("contentNotSent")));
}

}

void registerFileContents(HookRegistry &hooks, const Store &store)
{
    const auto contents = std::make_shared<const FileStore>(store.filesFolder(), 0);
    hooks.before(
        number, RecordEvent::Create | RecordEvent::Update, [contents](MutationContext &context, RecordChange &change) {
            return checkContent(*contents, context, change);
        });
}

}
