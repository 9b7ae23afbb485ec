// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QAction;
class QToolBar;

namespace tandem::client {

class RichTextEdit;

/// Formatted text with a small tool bar; stored as the sanitizer's HTML.
class RichTextFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    RichTextFieldEditor(
        const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    bool isWide() const override { return true; }
    bool isComposing() const override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    enum Format { Bold, Italic, Underline, Strike, Heading, Bullets, Numbers, Link, FormatCount };

    void apply(Format format, bool on);
    void applyHeading(bool on);
    void applyLink();
    void refreshActions();

    RichTextEdit *m_edit;
    QToolBar *m_toolBar;
    QAction *m_actions[FormatCount] = {};
    Value m_shownValue;
};

}
