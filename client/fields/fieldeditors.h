// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

namespace tandem::client {

/// The editor for the type of the field; never null: a type without editing gets a read-only one.
FieldEditor *createFieldEditor(
    const EntityDef &entity, const FieldDef &field, const FieldContext &context, QWidget *parent = nullptr);

}
