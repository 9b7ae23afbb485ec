// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <vector>

namespace tandem {

/// Records that point at the one that triggered a rule.
struct RuleRelated
{
    QString entity; ///< e.g. "contract"
    QString link; ///< its link field that points there, e.g. "opportunity"
    QString when; ///< expression over the related record; empty: any

    bool operator==(const RuleRelated &) const = default;
};

/// What makes a rule run.
struct RuleTrigger
{
    /// Imported is what an import brings in new, which may be old: it is not Created.
    enum class Event { Created, Imported, Updated, Deleted, Action };
    QString entity;
    std::vector<Event> events{Event::Updated};
    QString action; ///< of Event::Action: its name
    QString when; ///< expression over the record, with previous values; empty: always
    std::optional<RuleRelated> unless = {}; ///< not while there is such a record

    bool isOn(Event event) const { return std::find(events.begin(), events.end(), event) != events.end(); }

    bool operator==(const RuleTrigger &) const = default;
};

/// A field's name and the expression that gives its value. In it, fields are those of the record that triggered the
/// rule, and "name.field" those of a record that an earlier step made `as` that name.
struct RuleValue
{
    QString field;
    QString expression;

    bool operator==(const RuleValue &) const = default;
};

/// One thing that a rule does. Which members count depends on the kind.
struct RuleStep
{
    enum class Kind { Create, Update, StartApproval, Notify, Action };
    Kind kind = Kind::Create;
    QString when; ///< expression; empty: always
    QString entity; ///< Create
    QString as; ///< Create: what later steps call the new record
    /// Update, StartApproval, Action: "record" for what triggered the rule, one of its link fields, or an `as` name.
    QString record;
    std::vector<RuleValue> values; ///< Create and Update; Action: its arguments
    QString flow; ///< StartApproval: key of the approval flow
    QString to; ///< Notify: expression that gives the user
    QString text; ///< Notify: key of the text, e.g. "dealWon"
    QString action; ///< Action: its name

    bool operator==(const RuleStep &) const = default;
};

/// Something that happens by itself when a record changes. Plain data; run by server/flows.
struct RuleDef
{
    QString name;
    RuleTrigger trigger;
    std::vector<RuleStep> steps;

    bool operator==(const RuleDef &) const = default;
};

Result<RuleDef> parseRule(const QJsonObject &json);

/// The rules of `<folder>/<area>/rules/*.json`, by name. Error: Corrupt; `field` is "file:line: key".
Result<std::vector<RuleDef>> loadRules(const QString &folder);

}
