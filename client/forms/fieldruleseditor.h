// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/forms/expressionline.h"

#include <QHash>
#include <QWidget>

class QFormLayout;

namespace tandem::client {

class SectionHeader;

/// When a field is shown, must be filled, can be changed, and what must hold while it is filled. Folded away at first:
/// most fields have no rules.
class FieldRulesEditor final : public QWidget
{
    Q_OBJECT
public:
    FieldRulesEditor(const FieldContext &context, const QString &entity, QWidget *parent = nullptr);

    void setCheck(const ExpressionLine::Check &check);
    void recheck();
    /// Only what is typed into the field itself can be asked for, forbidden or judged.
    void setEntered(bool entered);

    void setRules(const FieldDef &field);
    void writeTo(FieldDef &field) const;
    /// "visibleWhen", "requiredWhen", "readOnlyWhen", "validWhen", "validTextEn", "validTextZh"; null for others.
    DefinitionRow *row(const QString &key) const { return m_rows.value(key); }
    QLineEdit *line(const QString &key) const { return m_lines.value(key); }
    SectionHeader *header() const { return m_header; }
    void unfold();
    void clearErrors();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addText(const QString &key);
    void retranslate();

    SectionHeader *m_header;
    QWidget *m_body;
    QFormLayout *m_layout;
    QHash<QString, ExpressionLine *> m_expressions;
    QHash<QString, QLineEdit *> m_lines;
    QHash<QString, DefinitionRow *> m_rows;
    bool m_entered = true;
};

}
