// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/ruleengine.h"

#include "server/flows/rulescope.h"
#include "server/records/undertakings.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/anylinktype.h"

#include <QJsonObject>
#include <QLoggingCategory>

namespace tandem::server {

namespace {

using namespace Qt::Literals::StringLiterals;
namespace notification = entities::notification;

Q_LOGGING_CATEGORY(logRules, "tandem.rules")

RecordEvents recordEvents(const RuleTrigger &trigger)
{
    using Event = RuleTrigger::Event;
    RecordEvents events;
    events.setFlag(RecordEvent::Create, trigger.isOn(Event::Created) || trigger.isOn(Event::Imported));
    events.setFlag(RecordEvent::Update, trigger.isOn(Event::Updated));
    events.setFlag(RecordEvent::Delete, trigger.isOn(Event::Deleted));
    return events;
}

/// An import by the server says so itself; one that a laptop does is what its mutations are part of.
Result<bool> isOfImport(MutationContext &context)
{
    namespace importRun = entities::importRun;
    if (context.actor().via == importVia)
        return true;
    if (context.origin().isNull() || !context.registry()->entity(importRun::number))
        return false;
    TANDEM_ASSIGN(const auto run, context.find(importRun::number, context.origin()));
    return run.has_value();
}

/// A new record tells an import from the rest: what comes in may have happened long ago.
Result<bool> startsBy(const RuleTrigger &trigger, MutationContext &context, const RecordChange &change)
{
    if (change.event != RecordEvent::Create)
        return true;
    TANDEM_ASSIGN(const bool isImport, isOfImport(context));
    return trigger.isOn(isImport ? RuleTrigger::Event::Imported : RuleTrigger::Event::Created);
}

/// The names of RuleTrigger::unless, found.
struct Stopper
{
    const EntityDef *entity = nullptr;
    const FieldDef *link = nullptr;
};

Result<Stopper> stopperOf(const RuleRelated &unless, const Registry &registry)
{
    const EntityDef *entity = registry.entity(unless.entity);
    if (!entity)
        return Error::invalid(unless.entity, u"unknownEntity"_s);
    const FieldDef *link = entity->field(unless.link);
    if (!link || link->type != FieldType::Link)
        return Error::invalid(unless.link, u"unknownField"_s);
    return Stopper{entity, link};
}

/// One rule on one record.
class RuleRun
{
public:
    RuleRun(MutationContext &context, const RecordChange &change, const RuleDef &rule)
        : m_context(context)
        , m_rule(rule)
        , m_subject{&change.entity, change.record, change.after, &change.before}
        , m_scope(change.entity)
    {
    }

    Result<void> run()
    {
        TANDEM_ASSIGN(const bool triggered, isTrue(m_rule.trigger.when));
        if (!triggered)
            return {};
        TANDEM_ASSIGN(const bool isStopped, hasStopper());
        if (isStopped)
            return {};
        qCDebug(logRules) << m_rule.name << "runs at depth" << m_context.depth();
        TANDEM_TRY(
            m_context.logAction(m_subject.entity->number, m_subject.record, u"rule"_s, {{u"rule"_s, m_rule.name}}));
        for (const RuleStep &step : m_rule.steps) {
            TANDEM_ASSIGN(const bool wanted, isTrue(step.when));
            if (wanted)
                TANDEM_TRY(take(step));
        }
        return {};
    }

private:
    Result<void> take(const RuleStep &step)
    {
        switch (step.kind) {
        case RuleStep::Kind::Create:
            return create(step);
        case RuleStep::Kind::Update:
            return update(step);
        case RuleStep::Kind::StartApproval:
            return startApproval(step);
        case RuleStep::Kind::Notify:
            return notify(step);
        case RuleStep::Kind::Action:
            return act(step);
        }
        return {};
    }

    /// Whether the related record that forbids it is there.
    Result<bool> hasStopper()
    {
        const std::optional<RuleRelated> &unless = m_rule.trigger.unless;
        if (!unless)
            return false;
        TANDEM_ASSIGN(const Stopper stopper, stopperOf(*unless, *m_context.registry()));
        TANDEM_ASSIGN(const auto condition, compileCondition(unless->when, *m_context.registry(), *stopper.entity));
        TANDEM_ASSIGN(
            const auto related, m_context.findWhere(stopper.entity->number, stopper.link->number, m_subject.record));
        for (const RecordId &record : related) {
            TANDEM_ASSIGN(auto row, m_context.find(stopper.entity->number, record));
            if (!row)
                continue;
            const Subject found{stopper.entity, record, *std::move(row), nullptr};
            if (holds(condition, evaluationContext(m_context, found)))
                return true;
        }
        return false;
    }

    Result<bool> isTrue(const QString &condition)
    {
        TANDEM_ASSIGN(const auto checked, compileCondition(condition, *m_context.registry(), m_scope.entity()));
        const FieldValues values = m_scope.values(m_subject.row);
        return holds(checked, contextOver(values));
    }

    Result<Value> valueOf(const QString &expression)
    {
        TANDEM_ASSIGN(const auto checked, compileExpression(expression, *m_context.registry(), m_scope.entity()));
        const FieldValues values = m_scope.values(m_subject.row);
        return evaluate(checked, contextOver(values));
    }

    EvaluationContext contextOver(const FieldValues &values)
    {
        EvaluationContext context = evaluationContext(m_context, m_subject);
        context.values = &values;
        return context;
    }

    Result<FieldValues> fieldValues(const EntityDef &entity, const std::vector<RuleValue> &from)
    {
        FieldValues values;
        for (const RuleValue &entry : from) {
            const FieldDef *field = entity.field(entry.field);
            if (!field)
                return Error::invalid(entry.field, u"unknownField"_s);
            TANDEM_ASSIGN(const Value value, valueOf(entry.expression));
            values[field->number] = storedForm(*field, value);
        }
        return values;
    }

    Result<RuleScope::Named> named(const QString &name)
    {
        const RuleScope::Named found = m_scope.find(name, m_subject, *m_context.registry());
        if (!found.entity)
            return Error::invalid(name, u"unknownRecord"_s);
        return found;
    }

    Result<void> create(const RuleStep &step)
    {
        const EntityDef *entity = m_context.registry()->entity(step.entity);
        if (!entity)
            return Error::invalid(step.entity, u"unknownEntity"_s);
        TANDEM_ASSIGN(FieldValues values, fieldValues(*entity, step.values));
        std::erase_if(values, [](const auto &entry) { return entry.second.isNull(); });
        TANDEM_ASSIGN(const RecordId record, m_context.create(entity->number, std::move(values)));
        if (!step.as.isEmpty())
            m_scope.add(step.as, *entity, record);
        return {};
    }

    Result<void> update(const RuleStep &step)
    {
        TANDEM_ASSIGN(const RuleScope::Named target, named(step.record));
        if (target.record.isNull())
            return {};
        TANDEM_ASSIGN(FieldValues values, fieldValues(*target.entity, step.values));
        return m_context.update(target.entity->number, target.record, std::move(values));
    }

    Result<void> startApproval(const RuleStep &step)
    {
        TANDEM_ASSIGN(const RuleScope::Named target, named(step.record));
        if (target.record.isNull())
            return {};
        auto started =
            m_context.act(target.entity->number, target.record, u"submitApproval"_s, {{u"flow"_s, step.flow}});
        // A company that has switched the flow off still wins its deals.
        if (!started.ok() && started.error().code == ErrorCode::NotFound && started.error().field == "flow"_L1) {
            return m_context.logAction(m_subject.entity->number, m_subject.record, u"rule.flowMissing"_s,
                {{u"rule"_s, m_rule.name}, {u"flow"_s, step.flow}});
        }
        return started;
    }

    Result<void> notify(const RuleStep &step)
    {
        TANDEM_ASSIGN(const Value user, valueOf(step.to));
        if (user.toId().isNull())
            return {};
        const FieldDef *title = m_subject.entity->field(m_subject.entity->titleField);
        const QString name = title ? valueIn(m_subject.row, title->number).toText() : QString();
        const auto created = m_context.create(notification::number,
            {{systemfield::owner, user}, {notification::field::kind, u"info"_s},
                {notification::field::text, name.isEmpty() ? step.text : name.left(500)},
                {notification::field::textKey, step.text},
                {notification::field::arguments, compactJson(QJsonObject{{u"title"_s, name}})},
                {notification::field::record, anyLinkText(m_subject.entity->name, m_subject.record)}});
        return created.ok() ? Result<void>() : created.error();
    }

    Result<void> act(const RuleStep &step)
    {
        TANDEM_ASSIGN(const RuleScope::Named target, named(step.record));
        if (target.record.isNull())
            return {};
        QCborMap arguments;
        for (const RuleValue &entry : step.values) {
            TANDEM_ASSIGN(const Value value, valueOf(entry.expression));
            arguments.insert(entry.field, argumentOf(value));
        }
        return m_context.act(target.entity->number, target.record, step.action, arguments);
    }

    static QCborValue argumentOf(const Value &value)
    {
        switch (value.kind()) {
        case Value::Kind::Boolean:
            return value.toBool();
        case Value::Kind::Integer:
            return value.toInteger();
        case Value::Kind::Real:
            return value.toReal();
        case Value::Kind::Id:
            return toText(value.toId());
        case Value::Kind::Text:
            return value.toText();
        default:
            return QCborValue::Null;
        }
    }

    MutationContext &m_context;
    const RuleDef &m_rule;
    Subject m_subject;
    RuleScope m_scope;
};

Result<void> checkTrigger(const RuleTrigger &trigger, const Registry &registry)
{
    const EntityDef *entity = registry.entity(trigger.entity);
    if (!entity)
        return Error::invalid(trigger.entity, u"unknownEntity"_s);
    if (trigger.isOn(RuleTrigger::Event::Action))
        return Error::invalid(trigger.action, u"actionTrigger"_s);
    TANDEM_TRY(compileCondition(trigger.when, registry, *entity));
    if (!trigger.unless)
        return {};
    TANDEM_ASSIGN(const Stopper stopper, stopperOf(*trigger.unless, registry));
    TANDEM_TRY(compileCondition(trigger.unless->when, registry, *stopper.entity));
    return {};
}

Error at(const RuleDef &rule, size_t step, const Error &error)
{
    Error located = error;
    located.arguments.insert(u"field"_s, error.field);
    located.field = u"%1.%2"_s.arg(rule.name).arg(step);
    return located;
}

/// The expressions and names of one step, in the scope that it will find.
Result<void> checkStep(const RuleStep &step, const Registry &registry, const Subject &subject, RuleScope &scope)
{
    TANDEM_TRY(compileCondition(step.when, registry, scope.entity()));
    const EntityDef *target = step.kind == RuleStep::Kind::Create ? registry.entity(step.entity)
                                                                  : scope.find(step.record, subject, registry).entity;
    if (!target)
        return Error::invalid(step.kind == RuleStep::Kind::Create ? step.entity : step.record,
            step.kind == RuleStep::Kind::Create ? u"unknownEntity"_s : u"unknownRecord"_s);
    for (const RuleValue &entry : step.values) {
        if (step.kind != RuleStep::Kind::Action && !target->field(entry.field))
            return Error::invalid(entry.field, u"unknownField"_s);
        TANDEM_TRY(compileExpression(entry.expression, registry, scope.entity()));
    }
    TANDEM_TRY(compileExpression(step.to, registry, scope.entity()));
    if (!step.as.isEmpty())
        scope.add(step.as, *target, {});
    return {};
}

}

RuleEngine::RuleEngine(std::vector<RuleDef> rules)
    : m_rules(std::move(rules))
{
}

Result<void> RuleEngine::check(const Registry &registry) const
{
    for (const RuleDef &rule : m_rules) {
        if (const auto checked = checkTrigger(rule.trigger, registry); !checked)
            return at(rule, 0, checked.error());
        const EntityDef *entity = registry.entity(rule.trigger.entity);
        RuleScope scope(*entity);
        const Subject subject{entity, {}, {}, nullptr};
        for (size_t i = 0; i < rule.steps.size(); ++i) {
            if (const auto checked = checkStep(rule.steps[i], registry, subject, scope); !checked)
                return at(rule, i + 1, checked.error());
        }
    }
    return {};
}

void RuleEngine::registerHooks(HookRegistry &hooks, const Registry &registry) const
{
    for (const RuleDef &rule : m_rules) {
        const EntityDef *entity = registry.entity(rule.trigger.entity);
        if (!entity)
            continue;
        hooks.after(entity->number, recordEvents(rule.trigger),
            [this, &rule](MutationContext &context, RecordChange &change) { return run(context, change, rule); });
    }
}

Result<void> RuleEngine::run(MutationContext &context, const RecordChange &change, const RuleDef &rule) const
{
    TANDEM_ASSIGN(const bool starts, startsBy(rule.trigger, context, change));
    return starts ? RuleRun(context, change, rule).run() : Result<void>();
}

}
