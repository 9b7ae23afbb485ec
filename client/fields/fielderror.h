// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"

namespace tandem::client {

/// The sentence for an error in an expression, with the place in it.
QString expressionErrorText(const Error &error);

/// The sentence for an error of this field, with limits in the form in which the field shows its values.
QString fieldErrorText(const Error &error, const EntityDef &entity, const FieldDef &field, const FieldFormat &format);

/// The same after the field's name, for where no form shows the field; errors of no field of `entity`, which may be
/// null, without.
QString namedErrorText(const Error &error, const EntityDef *entity, const FieldContext &context);

}
