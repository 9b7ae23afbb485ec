// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/registry.h"

namespace tandem {

/// One row of the company layer as the records `customEntity` and `customField` hold it; also what the sync
/// protocol carries. `definition` is the same JSON as in the files.
struct CompanyDefinition
{
    enum class Kind { Entity, Field };
    Kind kind = Kind::Field;
    QString entity; ///< name of the entity, new or extended
    QJsonObject definition;
    /// See FieldDef; those of options below "options" by their keys. Never on the wire or the disk, where `definition`
    /// is whole.
    QJsonObject further = {};
};

/// Definitions from `<folder>/<area>/<entity>/*.json`; the folder may be a resource (see entities/shipped.h) or one on
/// disk, for `tandemd --entities` and tests of broken files.
/// Error: Corrupt; `field` is "file:line: key", `reason` names the rule.
Result<RegistryPointer> loadFromFolder(const QString &folder);

/// Shipped definitions plus the company's own. Checked by the Validator as a whole. Whoever asks for what somebody in
/// this process has already gets the same Registry.
Result<RegistryPointer> withCompanyLayer(
    const RegistryPointer &shipped, const std::vector<CompanyDefinition> &company, qint64 revision);

/// The parts, for tests and for the customisation dialog.
Result<EntityDef> parseEntity(const QJsonObject &json, Layer layer);
Result<FieldDef> parseField(const QJsonObject &json, Layer layer);
QJsonObject fieldToJson(const FieldDef &field);
QJsonObject entityToJson(const EntityDef &entity); ///< company entities only need to round-trip

}
