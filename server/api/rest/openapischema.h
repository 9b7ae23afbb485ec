// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

#include <QJsonObject>
#include <QStringList>

namespace tandem::server::openapi {

/// What values look like, in the words of OpenAPI.
QJsonObject typed(const char *type, const char *format = nullptr);
QJsonObject oneOf(const QStringList &values);
QJsonObject arrayOf(const QJsonObject &items);
QJsonObject objectOf(const QJsonObject &properties, const QStringList &required = {});
/// To one of components().
QJsonObject schemaReference(const QString &name);
QJsonObject listSchema(const EntityDef &entity);

/// A schema for each entity, those that routes share, and how one signs in.
QJsonObject components(const Registry &registry);

}
