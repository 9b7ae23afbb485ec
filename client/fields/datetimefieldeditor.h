// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

namespace tandem::client {

class ComposingLineEdit;
class DateFieldEditor;

/// A moment, in the user's zone: a day as DateFieldEditor takes it, and a time (9:30, 930, 14.05).
class DateTimeFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    DateTimeFieldEditor(
        const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    Value typed() const override;
    void enterTyped(const Value &typed) override;
    bool isComposing() const override;

    static QTime parseTime(const QString &text); ///< invalid if it is none

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    Result<Value> parsed() const;
    void showTimeHint();

    FieldDef m_dayDef; ///< of the inner editor
    DateFieldEditor *m_day;
    ComposingLineEdit *m_time;
    Value m_shownValue;
    QString m_shownTime;
};

}
