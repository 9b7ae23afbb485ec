// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/joint/mentions/mentionnotices.h"

#include "server/access/accessresolver.h"
#include "server/records/audiencerules.h"
#include "shared/base/compactjson.h"
#include "shared/base/mentions.h"
#include "shared/entities/entitynames.h"

#include <QJsonObject>

#include <algorithm>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace notification = entities::notification;
namespace user = entities::user;

constexpr size_t mostNotices = 50; ///< of one change: nobody means more colleagues than that one by one

/// A record as a notice links to it.
struct Subject
{
    const EntityDef *entity = nullptr;
    RecordId record;
    FieldValues row;
};

bool contains(const std::vector<RecordId> &users, const RecordId &one)
{
    return std::find(users.begin(), users.end(), one) != users.end();
}

/// Whom a text names that did not name him before, with the field that does.
std::vector<std::pair<RecordId, FieldNumber>> newlyMentioned(const RecordChange &change, const RecordId &author)
{
    std::vector<RecordId> known{author};
    for (const FieldDef &field : change.entity.fields) {
        if (!field.mentions || field.deleted)
            continue;
        const std::vector<RecordId> before = mentionedUsers(change.was(field.number).toText());
        known.insert(known.end(), before.begin(), before.end());
    }
    std::vector<std::pair<RecordId, FieldNumber>> found;
    for (const FieldDef &field : change.entity.fields) {
        if (!field.mentions || field.deleted || !change.changed(field.number))
            continue;
        for (const RecordId &named : mentionedUsers(change.is(field.number).toText())) {
            if (contains(known, named) || found.size() >= mostNotices)
                continue;
            known.push_back(named);
            found.emplace_back(named, field.number);
        }
    }
    return found;
}

/// What the text is about: the record that it hangs on, else the one that it stands in.
Result<Subject> subjectOf(MutationContext &context, const RecordChange &change)
{
    Subject own{&change.entity, change.record, change.after};
    const FieldDef *link = change.entity.field(change.entity.parentLink);
    const auto parent = link ? audiencerules::targetOf(*context.registry(), *link, change.after) : std::nullopt;
    if (!parent)
        return own;
    TANDEM_ASSIGN(const auto row, context.find(parent->first->number, parent->second));
    if (!row || !valueIn(*row, systemfield::deletedAt).isNull())
        return own;
    return Subject{parent->first, parent->second, *row};
}

/// Null if there is no such user or he may not sign in.
Result<PermissionsPointer> permissionsOf(MutationContext &context, const RecordId &named)
{
    auto permissions = AccessResolver::compute(context.connection(), context.registry(), named);
    if (permissions.ok())
        return permissions;
    const ErrorCode code = permissions.error().code;
    if (code == ErrorCode::NotFound || code == ErrorCode::Forbidden)
        return PermissionsPointer();
    return permissions.error();
}

Result<bool> sees(MutationContext &context, const Permissions &permissions, const EntityDef &entity, const RecordId &id)
{
    TANDEM_ASSIGN(const auto audience, context.audience(entity.number, id));
    return permissions.maySee(entity.number, audience);
}

/// By the eyes of who is told: what he may not read is not told either.
QString titleFor(const Permissions &permissions, const Subject &subject)
{
    const FieldDef *title = subject.entity->field(subject.entity->titleField);
    if (!title)
        return {};
    const QString text = valueIn(permissions.visibleValues(*subject.entity, subject.row), title->number).toText();
    return title->readable(text).left(255);
}

Result<QString> nameOf(MutationContext &context, const RecordId &author)
{
    if (author.isNull())
        return QString();
    TANDEM_ASSIGN(const auto row, context.find(user::number, author));
    return row ? valueIn(*row, user::field::name).toText() : QString();
}

Result<void> notify(MutationContext &context, const RecordId &named, const QString &title, const Subject &subject)
{
    TANDEM_ASSIGN(const QString author, nameOf(context, context.actor().user));
    const QString arguments = compactJson(QJsonObject{{u"title"_s, title}, {u"author"_s, author}});
    const auto created = context.create(notification::number,
        {{systemfield::owner, named}, {notification::field::kind, u"mention"_s},
            {notification::field::text, u"%1 mentioned you: %2"_s.arg(author, title).left(500)},
            {notification::field::textKey, u"mentioned"_s}, {notification::field::arguments, arguments},
            {notification::field::record, audiencerules::anyLink(*subject.entity, subject.record)}});
    return created.ok() ? Result<void>() : created.error();
}

}

void MentionNotices::registerHooks(HookRegistry &hooks)
{
    hooks.after(HookRegistry::anyEntity, RecordEvents(RecordEvent::Create) | RecordEvent::Update, afterChange);
}

Result<void> MentionNotices::afterChange(MutationContext &context, RecordChange &change)
{
    if (!change.is(systemfield::deletedAt).isNull())
        return {};
    const auto mentions = newlyMentioned(change, context.actor().user);
    if (mentions.empty())
        return {};
    TANDEM_ASSIGN(const Subject subject, subjectOf(context, change));
    for (const auto &[named, field] : mentions) {
        TANDEM_ASSIGN(const PermissionsPointer permissions, permissionsOf(context, named));
        if (!permissions || permissions->fieldAccess(change.entity.number, field) < FieldAccess::Read)
            continue;
        TANDEM_ASSIGN(const bool seesText, sees(context, *permissions, change.entity, change.record));
        TANDEM_ASSIGN(const bool seesSubject, sees(context, *permissions, *subject.entity, subject.record));
        if (seesText && seesSubject)
            TANDEM_TRY(notify(context, named, titleFor(*permissions, subject), subject));
    }
    return {};
}

}
