// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

namespace tandem::client {

/// The imports of the past. There they are reverted.
class ImportsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ImportsDialog(const FieldContext &context, QWidget *parent = nullptr);
};

}
