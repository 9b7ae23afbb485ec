// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/flowcheck.h"

#include "shared/approvals/flowdefinition.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/validator.h"

#include <QJsonDocument>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace flow = entities::approvalFlow;

/// Forms and scripts know the record's field; the place inside of it is for who wrote it.
Error inDefinition(Error error)
{
    error.arguments.insert(u"place"_s, error.field);
    error.field = u"definition"_s;
    return error;
}

Result<void> checkSteps(const Value &written, const Registry &registry, const EntityDef &subject)
{
    const QJsonDocument document = QJsonDocument::fromJson(written.toText().toUtf8());
    if (!document.isObject())
        return Error::invalid(u"definition"_s, u"notAnObject"_s);
    const auto definition = parseFlow(document.object());
    if (!definition)
        return inDefinition(definition.error());
    const auto checked = checkFlow(*definition, registry, subject);
    return checked ? Result<void>() : Result<void>(inDefinition(checked.error()));
}

Result<void> checkWritten(MutationContext &context, RecordChange &change)
{
    if (!change.changed(flow::field::definition) && !change.changed(flow::field::entity))
        return {};
    const QString name = change.is(flow::field::entity).toText();
    const Value &definition = change.is(flow::field::definition);
    if (name.isEmpty() || definition.isEmpty())
        return {}; // that they are required is said for all fields alike
    const EntityDef *subject = context.registry()->entity(name);
    if (!subject || subject->deleted)
        return Error::invalid(u"entity"_s, u"unknownEntity"_s);
    if (!subject->traits.testFlag(Trait::Approval) || subject->number == entities::approvalInstance::number)
        return Error::invalid(u"entity"_s, u"notApprovable"_s);
    TANDEM_TRY(validateValue(*change.entity.field(flow::field::definition), definition));
    return checkSteps(definition, *context.registry(), *subject);
}

}

void registerFlowCheck(HookRegistry &hooks)
{
    hooks.before(flow::number, RecordEvent::Create | RecordEvent::Update, checkWritten);
}

}
