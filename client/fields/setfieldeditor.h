// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QToolButton;

namespace tandem::client {

class ComposingLineEdit;
class FlowLayout;

/// Several options or tags as chips. Options come from a menu, tags are typed and end with Enter or a comma.
class SetFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    SetFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    bool isComposing() const override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    bool isTags() const { return field().type == FieldType::Tags; }
    QString chipText(const QString &key) const;
    QString colourOf(const QString &key) const;
    void add(const QString &key);
    void remove(const QString &key);
    Result<Value> parsed() const; ///< what is in the line, not ended yet
    QStringList typedTags() const;
    void addTyped();
    void showMenu();
    void renderChips();

    QWidget *m_chips;
    FlowLayout *m_flow;
    ComposingLineEdit *m_line = nullptr;
    QToolButton *m_add = nullptr;
    QStringList m_keys;
};

}
