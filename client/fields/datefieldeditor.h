// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QToolButton;

namespace tandem::client {

class CalendarPopup;
class ComposingLineEdit;

/// A day: typed (2026-11-3, 2026年11月3日, 11-3, today, +7) or picked in a calendar (button or Alt+Down).
class DateFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    DateFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    Value typed() const override;
    void enterTyped(const Value &typed) override;
    bool isComposing() const override;

    /// What typed text says about a day, as `field` takes it; `today` decides short forms.
    static Result<Value> parse(const FieldDef &field, const QString &text, const QDate &today);

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QDate today() const;
    void step(int days);
    void popup();
    void tidy();

    ComposingLineEdit *m_line;
    QToolButton *m_button;
    CalendarPopup *m_popup = nullptr;
    Value m_shownValue;
    QString m_shownText;
};

}
