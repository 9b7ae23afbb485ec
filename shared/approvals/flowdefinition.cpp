// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/approvals/flowdefinition.h"

#include "shared/expressions/check.h"
#include "shared/metadata/nametable.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace tandem {

namespace {

constexpr int maximumNodes = 200;

constexpr NameTable<FlowNode::Type, 5> typeNames{{{
    {FlowNode::Type::Start, QLatin1String("start")},
    {FlowNode::Type::Approver, QLatin1String("approver")},
    {FlowNode::Type::Condition, QLatin1String("condition")},
    {FlowNode::Type::Cc, QLatin1String("cc")},
    {FlowNode::Type::End, QLatin1String("end")},
}}};
constexpr NameTable<FlowNode::Method, 3> methodNames{{{
    {FlowNode::Method::Sequential, QLatin1String("sequential")},
    {FlowNode::Method::All, QLatin1String("all")},
    {FlowNode::Method::Any, QLatin1String("any")},
}}};
constexpr NameTable<FlowNode::RefuseRule, 2> refuseNames{{{
    {FlowNode::RefuseRule::Any, QLatin1String("any")},
    {FlowNode::RefuseRule::All, QLatin1String("all")},
}}};
constexpr NameTable<FlowNode::EmptyRule, 4> emptyNames{{{
    {FlowNode::EmptyRule::Administrator, QLatin1String("administrator")},
    {FlowNode::EmptyRule::Users, QLatin1String("users")},
    {FlowNode::EmptyRule::Skip, QLatin1String("skip")},
    {FlowNode::EmptyRule::Reject, QLatin1String("reject")},
}}};
constexpr NameTable<FlowNode::SelfRule, 3> selfNames{{{
    {FlowNode::SelfRule::Manager, QLatin1String("manager")},
    {FlowNode::SelfRule::Self, QLatin1String("self")},
    {FlowNode::SelfRule::Skip, QLatin1String("skip")},
}}};
constexpr NameTable<FlowNode::RejectRule, 2> rejectNames{{{
    {FlowNode::RejectRule::End, QLatin1String("end")},
    {FlowNode::RejectRule::Starter, QLatin1String("starter")},
}}};
constexpr NameTable<FlowDefinition::Withdrawal, 3> withdrawalNames{{{
    {FlowDefinition::Withdrawal::Always, QLatin1String("always")},
    {FlowDefinition::Withdrawal::UntilDecided, QLatin1String("untilDecided")},
    {FlowDefinition::Withdrawal::Never, QLatin1String("never")},
}}};
constexpr NameTable<ApproverRule::Kind, 7> ruleNames{{{
    {ApproverRule::Kind::Users, QLatin1String("users")},
    {ApproverRule::Kind::Role, QLatin1String("role")},
    {ApproverRule::Kind::Manager, QLatin1String("manager")},
    {ApproverRule::Kind::ManagersUpTo, QLatin1String("managersUpTo")},
    {ApproverRule::Kind::DepartmentLead, QLatin1String("departmentLead")},
    {ApproverRule::Kind::InitiatorChosen, QLatin1String("initiatorChosen")},
    {ApproverRule::Kind::Expression, QLatin1String("expression")},
}}};

/// Reads one object, remembering where it stands for the error.
class Reader
{
public:
    Reader(const QJsonObject &json, QString place)
        : m_json(json)
        , m_place(std::move(place))
    {
    }

    QString text(const char *key) const { return m_json.value(QLatin1String(key)).toString(); }
    QString place(const char *key) const
    {
        return m_place.isEmpty() ? QString::fromLatin1(key) : m_place + u'.' + QLatin1String(key);
    }

    template <typename Enum, std::size_t Size>
    Result<void> name(const char *key, const NameTable<Enum, Size> &table, Enum &target) const
    {
        if (!m_json.contains(QLatin1String(key)))
            return {};
        const auto value = table.value(text(key));
        if (!value)
            return Error::invalid(place(key), QStringLiteral("unknownValue"), {{QStringLiteral("value"), text(key)}});
        target = *value;
        return {};
    }

    Result<void> users(const char *key, std::vector<RecordId> &target) const
    {
        for (const QJsonValue entry : m_json.value(QLatin1String(key)).toArray()) {
            const RecordId id = recordIdFromText(entry.toString());
            if (id.isNull())
                return Error::invalid(place(key), QStringLiteral("badId"));
            target.push_back(id);
        }
        return {};
    }

    Result<void> number(const char *key, int minimum, int maximum, int &target) const
    {
        const QJsonValue value = m_json.value(QLatin1String(key));
        if (value.isUndefined())
            return {};
        target = value.toInt(minimum - 1);
        if (target < minimum || target > maximum)
            return Error::invalid(place(key), QStringLiteral("outOfRange"));
        return {};
    }

    Result<void> flag(const char *key, bool &target) const
    {
        const QJsonValue value = m_json.value(QLatin1String(key));
        if (value.isUndefined())
            return {};
        if (!value.isBool())
            return Error::invalid(place(key), QStringLiteral("notBoolean"));
        target = value.toBool();
        return {};
    }

    Error missing(const char *key) const { return Error::invalid(place(key), QStringLiteral("required")); }

private:
    const QJsonObject &m_json;
    QString m_place;
};

Result<ApproverRule> parseRule(const QJsonObject &json, const QString &place)
{
    const Reader reader(json, place);
    ApproverRule rule;
    if (!json.contains(QLatin1String("kind")))
        return reader.missing("kind");
    TANDEM_TRY(reader.name("kind", ruleNames, rule.kind));
    TANDEM_TRY(reader.users("users", rule.users));
    TANDEM_TRY(reader.number("level", 1, 20, rule.level));
    rule.role = reader.text("role");
    rule.expression = reader.text("expression");
    if (rule.kind == ApproverRule::Kind::Users && rule.users.empty())
        return reader.missing("users");
    if (rule.kind == ApproverRule::Kind::Role && rule.role.isEmpty())
        return reader.missing("role");
    if (rule.kind == ApproverRule::Kind::Expression && rule.expression.isEmpty())
        return reader.missing("expression");
    return rule;
}

Result<void> parseApprover(const QJsonObject &json, const Reader &reader, FlowNode &node)
{
    TANDEM_ASSIGN(node.who, parseRule(json.value(QLatin1String("who")).toObject(), reader.place("who")));
    TANDEM_TRY(reader.name("method", methodNames, node.method));
    TANDEM_TRY(reader.number("passPercent", 1, 100, node.passPercent));
    TANDEM_TRY(reader.name("refuseRule", refuseNames, node.refuseRule));
    TANDEM_TRY(reader.name("emptyRule", emptyNames, node.emptyRule));
    TANDEM_TRY(reader.users("emptyUsers", node.emptyUsers));
    TANDEM_TRY(reader.name("selfRule", selfNames, node.selfRule));
    TANDEM_TRY(reader.name("rejectRule", rejectNames, node.rejectRule));
    TANDEM_TRY(reader.flag("transferable", node.transferable));
    TANDEM_TRY(reader.flag("extendable", node.extendable));
    if (node.emptyRule == FlowNode::EmptyRule::Users && node.emptyUsers.empty())
        return reader.missing("emptyUsers");
    return {};
}

Result<void> parseBranches(const QJsonObject &json, const Reader &reader, FlowNode &node)
{
    for (const QJsonValue entry : json.value(QLatin1String("branches")).toArray()) {
        const QJsonObject branch = entry.toObject();
        node.branches.push_back(
            {branch.value(QLatin1String("when")).toString(), branch.value(QLatin1String("next")).toString()});
        if (node.branches.back().when.isEmpty() || node.branches.back().next.isEmpty())
            return reader.missing("branches");
    }
    node.otherwise = reader.text("otherwise");
    return node.branches.empty() ? Result<void>(reader.missing("branches")) : Result<void>();
}

Result<FlowNode> parseNode(const QJsonObject &json, int index)
{
    const Reader reader(json, QStringLiteral("nodes[%1]").arg(index));
    FlowNode node;
    node.id = reader.text("id");
    node.name = reader.text("name");
    node.next = reader.text("next");
    if (node.id.isEmpty())
        return reader.missing("id");
    if (!json.contains(QLatin1String("type")))
        return reader.missing("type");
    TANDEM_TRY(reader.name("type", typeNames, node.type));
    if (node.type == FlowNode::Type::Approver) {
        TANDEM_TRY(parseApprover(json, reader, node));
    } else if (node.type == FlowNode::Type::Cc) {
        TANDEM_ASSIGN(node.who, parseRule(json.value(QLatin1String("who")).toObject(), reader.place("who")));
    } else if (node.type == FlowNode::Type::Condition) {
        TANDEM_TRY(parseBranches(json, reader, node));
    }
    return node;
}

QStringList successors(const FlowNode &node)
{
    QStringList result;
    if (node.type == FlowNode::Type::Condition) {
        for (const FlowBranch &branch : node.branches)
            result.append(branch.next);
        result.append(node.otherwise);
    } else if (node.type != FlowNode::Type::End) {
        result.append(node.next);
    }
    return result;
}

/// What is written out shorter: a node leads to the one after it.
void fillSuccessors(FlowDefinition &flow)
{
    for (size_t i = 0; i + 1 < flow.nodes.size(); ++i) {
        FlowNode &node = flow.nodes[i];
        if (node.type == FlowNode::Type::Condition && node.otherwise.isEmpty())
            node.otherwise = flow.nodes[i + 1].id;
        else if (node.type != FlowNode::Type::Condition && node.type != FlowNode::Type::End && node.next.isEmpty())
            node.next = flow.nodes[i + 1].id;
    }
}

/// Depth first; a node met again on the way down closes a circle.
Result<void> visit(const FlowDefinition &flow, const QString &id, QSet<QString> &done, QSet<QString> &onPath)
{
    if (onPath.contains(id))
        return Error::invalid(id, QStringLiteral("cycle"));
    if (done.contains(id))
        return {};
    onPath.insert(id);
    for (const QString &next : successors(*flow.node(id))) {
        if (!flow.node(next))
            return Error::invalid(id, QStringLiteral("unknownNode"), {{QStringLiteral("node"), next}});
        TANDEM_TRY(visit(flow, next, done, onPath));
    }
    onPath.remove(id);
    done.insert(id);
    return {};
}

Result<void> checkShape(const FlowDefinition &flow)
{
    QSet<QString> ids;
    for (const FlowNode &node : flow.nodes) {
        if (ids.contains(node.id))
            return Error::invalid(node.id, QStringLiteral("duplicateNode"));
        ids.insert(node.id);
    }
    const auto count = [&](FlowNode::Type type) {
        return std::count_if(flow.nodes.begin(), flow.nodes.end(), [&](const FlowNode &n) { return n.type == type; });
    };
    if (count(FlowNode::Type::Start) != 1)
        return Error::invalid(QStringLiteral("nodes"), QStringLiteral("noStart"));
    if (count(FlowNode::Type::End) < 1)
        return Error::invalid(QStringLiteral("nodes"), QStringLiteral("noEnd"));
    QSet<QString> done;
    QSet<QString> onPath;
    TANDEM_TRY(visit(flow, flow.start().id, done, onPath));
    for (const FlowNode &node : flow.nodes) {
        if (!done.contains(node.id))
            return Error::invalid(node.id, QStringLiteral("unreachable"));
    }
    return {};
}

QJsonArray usersToJson(const std::vector<RecordId> &users)
{
    QJsonArray array;
    for (const RecordId &user : users)
        array.append(toText(user));
    return array;
}

QJsonObject ruleToJson(const ApproverRule &rule)
{
    QJsonObject json{{QStringLiteral("kind"), ruleNames.name(rule.kind)}};
    if (!rule.users.empty())
        json.insert(QStringLiteral("users"), usersToJson(rule.users));
    if (!rule.role.isEmpty())
        json.insert(QStringLiteral("role"), rule.role);
    if (rule.level != 1)
        json.insert(QStringLiteral("level"), rule.level);
    if (!rule.expression.isEmpty())
        json.insert(QStringLiteral("expression"), rule.expression);
    return json;
}

void addApprover(const FlowNode &node, QJsonObject &json)
{
    json.insert(QStringLiteral("method"), methodNames.name(node.method));
    json.insert(QStringLiteral("passPercent"), node.passPercent);
    json.insert(QStringLiteral("refuseRule"), refuseNames.name(node.refuseRule));
    json.insert(QStringLiteral("emptyRule"), emptyNames.name(node.emptyRule));
    if (!node.emptyUsers.empty())
        json.insert(QStringLiteral("emptyUsers"), usersToJson(node.emptyUsers));
    json.insert(QStringLiteral("selfRule"), selfNames.name(node.selfRule));
    json.insert(QStringLiteral("rejectRule"), rejectNames.name(node.rejectRule));
    json.insert(QStringLiteral("transferable"), node.transferable);
    json.insert(QStringLiteral("extendable"), node.extendable);
}

QJsonObject nodeToJson(const FlowNode &node)
{
    QJsonObject json{{QStringLiteral("id"), node.id}, {QStringLiteral("type"), typeNames.name(node.type)}};
    if (!node.name.isEmpty())
        json.insert(QStringLiteral("name"), node.name);
    if (!node.next.isEmpty())
        json.insert(QStringLiteral("next"), node.next);
    if (node.type == FlowNode::Type::Approver || node.type == FlowNode::Type::Cc)
        json.insert(QStringLiteral("who"), ruleToJson(node.who));
    if (node.type == FlowNode::Type::Approver)
        addApprover(node, json);
    if (node.type == FlowNode::Type::Condition) {
        QJsonArray branches;
        for (const FlowBranch &branch : node.branches)
            branches.append(QJsonObject{{QStringLiteral("when"), branch.when}, {QStringLiteral("next"), branch.next}});
        json.insert(QStringLiteral("branches"), branches);
        json.insert(QStringLiteral("otherwise"), node.otherwise);
    }
    return json;
}

}

const FlowNode *FlowDefinition::node(const QString &id) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const FlowNode &node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

const FlowNode &FlowDefinition::start() const
{
    return *std::find_if(
        nodes.begin(), nodes.end(), [](const FlowNode &node) { return node.type == FlowNode::Type::Start; });
}

Result<FlowDefinition> parseFlow(const QJsonObject &json)
{
    FlowDefinition flow;
    TANDEM_TRY(Reader(json, {}).name("withdrawal", withdrawalNames, flow.withdrawal));
    const QJsonArray nodes = json.value(QLatin1String("nodes")).toArray();
    if (nodes.size() > maximumNodes)
        return Error::invalid(
            QStringLiteral("nodes"), QStringLiteral("tooMany"), {{QStringLiteral("limit"), maximumNodes}});
    for (int i = 0; i < nodes.size(); ++i) {
        TANDEM_ASSIGN(FlowNode node, parseNode(nodes.at(i).toObject(), i));
        flow.nodes.push_back(std::move(node));
    }
    fillSuccessors(flow);
    TANDEM_TRY(checkShape(flow));
    return flow;
}

QJsonObject flowToJson(const FlowDefinition &flow)
{
    QJsonArray nodes;
    for (const FlowNode &node : flow.nodes)
        nodes.append(nodeToJson(node));
    return {{QStringLiteral("withdrawal"), withdrawalNames.name(flow.withdrawal)}, {QStringLiteral("nodes"), nodes}};
}

Result<void> checkFlow(const FlowDefinition &flow, const Registry &registry, const EntityDef &entity)
{
    const auto at = [](Error error, const FlowNode &node) {
        error.arguments.insert(QStringLiteral("field"), error.field);
        error.field = node.id;
        return error;
    };
    for (const FlowNode &node : flow.nodes) {
        for (const FlowBranch &branch : node.branches) {
            if (const auto condition = compileCondition(branch.when, registry, entity); !condition)
                return at(condition.error(), node);
        }
        if (node.who.kind != ApproverRule::Kind::Expression)
            continue;
        const auto who = compileExpression(node.who.expression, registry, entity);
        if (!who)
            return at(who.error(), node);
        if (who->type() != ExpressionType::Id)
            return Error::invalid(node.id, QStringLiteral("typeClash"));
    }
    return {};
}

}
