// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/expression.h"
#include "shared/metadata/registry.h"

#include <functional>

namespace tandem {

/// A node whose names are resolved: formulas of fields are written out, and every node has its type.
struct CheckedNode
{
    Operation operation = Operation::Literal;
    ExpressionType type = ExpressionType::Null;
    int position = 0;
    Value literal;
    /// Of Operation::Field: the links to walk, from the record's own entity on.
    std::vector<const FieldDef *> links;
    std::vector<const EntityDef *> entities; ///< where each link leads, one per link
    const FieldDef *field = nullptr; ///< null: the pseudo field "id"
    const EntityDef *rollUpEntity = nullptr; ///< of Operation::RollUp: whose records are counted
    std::vector<CheckedNode> children;
};

/// An expression that means something for one entity. Immutable, cheap to copy, any thread; it must not outlive the
/// Registry that it was checked against.
class CheckedExpression
{
public:
    CheckedExpression() = default;
    CheckedExpression(const EntityDef &entity, CheckedNode root);

    bool isNull() const { return m_root == nullptr; }
    const CheckedNode &root() const { return *m_root; }
    const EntityDef &entity() const { return *m_entity; }
    ExpressionType type() const { return m_root ? m_root->type : ExpressionType::Null; }

private:
    const EntityDef *m_entity = nullptr;
    std::shared_ptr<const CheckedNode> m_root;
};

/// Resolves names and judges types.
/// Error: Invalid; `field` is the name at fault, if there is one; `reason` is one of "unknownField", "notALink",
/// "fieldNotUsable", "typeClash", "unknownOption", "tooLong", "formulaTooDeep", "badFormula";
/// `arguments["position"]` as in parseExpression(), of a clash also "expected" and "found".
Result<CheckedExpression> checkExpression(
    const Expression &expression, const Registry &registry, const EntityDef &entity);

/// The same, and the result must be a condition.
Result<CheckedExpression> checkCondition(
    const Expression &expression, const Registry &registry, const EntityDef &entity);

/// parseExpression() and checkExpression() in one.
Result<CheckedExpression> compileExpression(const QString &text, const Registry &registry, const EntityDef &entity);
/// parseExpression() and checkCondition() in one.
Result<CheckedExpression> compileCondition(const QString &text, const Registry &registry, const EntityDef &entity);

/// Whether its value also depends on who asks, when and where: today(), now(), me(), myDepartment(), and the functions
/// for which a day begins where the asker is.
bool dependsOnSurroundings(const CheckedExpression &expression);

/// The first field that the expression looks at, of linked and counted records too, which `isReadable` denies; null if
/// there is none.
using FieldTest = std::function<bool(EntityNumber, FieldNumber)>;
const FieldDef *firstUnreadable(const CheckedExpression &expression, const FieldTest &isReadable);

/// The fields of the record's own entity that the result depends on, sorted: of "account.name" that is "account".
/// Of a checked expression the fields behind formulas, not the formula fields.
QStringList dependencies(const Expression &expression);
std::vector<FieldNumber> dependencies(const CheckedExpression &expression);

}
