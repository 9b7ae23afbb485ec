// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QDialog>

class QPushButton;

namespace tandem::client {

class RecordForm;

/// A new record in a small window: only what it cannot do without, until "More fields" is asked for.
class QuickCreateDialog final : public QDialog
{
    Q_OBJECT
public:
    QuickCreateDialog(
        FieldContext context, const QString &entity, const FieldValues &initial = {}, QWidget *parent = nullptr);

    RecordForm *form() const { return m_form; }

signals:
    void created(const tandem::RecordId &record);

protected:
    void changeEvent(QEvent *event) override;
    void reject() override;

private:
    void renewContext();
    void retranslate();

    FieldContext m_context;
    RecordForm *m_form;
    QPushButton *m_more;
    QPushButton *m_cancel;
    QPushButton *m_create;
};

}
