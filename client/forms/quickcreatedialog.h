// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

namespace tandem::client {

class RecordForm;

/// A new record in a small window: only what is required, unless "More fields" is asked for.
class QuickCreateDialog final : public QDialog
{
    Q_OBJECT
public:
    QuickCreateDialog(
        FieldContext context, const QString &entity, const FieldValues &initial = {}, QWidget *parent = nullptr);

    RecordForm *form() const { return m_form; }

signals:
    void created(const tandem::RecordId &record);

private:
    RecordForm *m_form;
};

}
