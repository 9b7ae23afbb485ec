// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"
#include "shared/metadata/objectreader.h"

namespace tandem {

/// The parts of an entity's definition that say how it is shown, and their way back to JSON.
ListDef readList(ObjectReader &reader);
DetailDef readDetail(ObjectReader &reader);
std::optional<BoardDef> readBoard(ObjectReader &reader);
std::vector<FilterDef> readFilters(ObjectReader &reader);

QJsonObject listToJson(const ListDef &list);
QJsonObject detailToJson(const DetailDef &detail);
QJsonObject boardToJson(const BoardDef &board);
QJsonArray filtersToJson(const std::vector<FilterDef> &filters);

}
