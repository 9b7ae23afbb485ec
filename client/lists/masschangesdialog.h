// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

namespace tandem::client {

/// The mass changes of the past: edits, deletes and merges of several records. There they are undone as a whole.
class MassChangesDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `chosen`: the one that is shown first, with the question whether to undo it; null: the newest.
    explicit MassChangesDialog(const FieldContext &context, const RecordId &chosen = {}, QWidget *parent = nullptr);
};

}
