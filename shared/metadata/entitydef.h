// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/accessdef.h"
#include "shared/metadata/fielddef.h"
#include "shared/metadata/layoutdef.h"
#include "shared/metadata/offlinerule.h"

#include <QHash>

namespace tandem {

/// What an entity takes part in besides being a record.
enum class Trait {
    Timeline = 1, ///< its history and what hangs on it is shown as one stream
    Activities = 2, ///< tasks, calls, meetings, visits and notes can hang on it
    Attachments = 4, ///< files can hang on it
    Approval = 8, ///< an approval flow can run on it
    Stage = 16, ///< moves through the stages of a pipeline
    Tags = 32,
    Junction = 64, ///< holds the pairs of a many-to-many link; shown inside its two ends only
    Internal = 128, ///< not offered in navigation, import or customisation
    ByProgram = 256, ///< its records come of what people do (submit, attach, import); nobody fills in an empty form
};
Q_DECLARE_FLAGS(Traits, Trait)
Q_DECLARE_OPERATORS_FOR_FLAGS(Traits)

/// The records of another entity that point here, shown as a list on the record page.
struct RelatedDef
{
    QString name; ///< e.g. "opportunities"
    QString entity; ///< whose records are listed
    QString link; ///< its field that points here
    QString through; ///< for a junction: its field that points on to the records to show

    bool operator==(const RelatedDef &) const = default;
};

struct EntityDef
{
    EntityNumber number = 0; ///< never used again
    QString name; ///< camelCase, singular: "account"
    QString table;
    QString area; ///< "core", "crm", "oa", "joint"
    Layer layer = Layer::Core;
    QString icon; ///< name of a shipped icon
    QString titleField; ///< what names a record to people
    QString subtitleField; ///< second line in pickers and search results; may be empty
    Traits traits;
    OfflineRule offline; ///< of users whose roles say nothing else
    QString parentLink; ///< link field whose record lends its audience to this one (order line → order); may be empty
    /// Yes-or-no field: where it says yes, everybody whose role reads records of this entity at all reads this one. May
    /// be empty.
    QString sharedField;
    std::vector<QStringList> uniqueTogether;
    std::vector<QStringList> duplicateKeys; ///< each list of fields: equal (normalised) values mean "perhaps the same"
    bool deleted = false;
    QMap<QString, QString> actionsWhen; ///< action name → condition on the record; others are possible in any state

    std::vector<FieldDef> fields; ///< system fields first, then by number; deleted ones included
    std::vector<RelatedDef> related;
    AccessDef access;
    ListDef list;
    DetailDef detail;
    std::optional<BoardDef> board;
    std::vector<FilterDef> filters;
    QMap<QString, QString> labels; ///< language → singular name, of the company's own entities only
    QMap<QString, QString> pluralLabels;

    static constexpr EntityNumber firstCompanyEntityNumber = 10000;

    /// Null if there is none, or it was deleted. The pointer lives as long as this definition.
    const FieldDef *field(FieldNumber number) const;
    const FieldDef *field(const QString &name) const;
    /// Also one that was deleted: what was typed into it can still be named and read.
    const FieldDef *fieldOrRemoved(FieldNumber number) const;

    /// The sections of its form: those of `detail`, then one without a name for what the company added and nobody has
    /// given a place yet, if there is such a field.
    std::vector<DetailSection> formSections() const;

    /// What a role of this key may do with it if its record says nothing of the entity.
    EntityPermissions defaultPermissions(const QString &roleKey) const;

    bool operator==(const EntityDef &) const = default;
};

}
