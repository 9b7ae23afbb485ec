// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

namespace tandem::client {

class MentionEdit;

/// A text that can name colleagues.
class MentionFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    MentionFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    bool isComposing() const override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;

private:
    MentionEdit *m_edit;
    Value m_shownValue;
    QString m_shownText; ///< what the editor made of it
};

}
