// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/entityrulerow.h"

#include <optional>

namespace tandem::client {

class QuietComboBox;
class QuietSpinBox;

/// What laptops keep of one entity: a choice, and a number of days where the choice counts them.
class OfflineRuleRow final : public EntityRuleRow
{
    Q_OBJECT
public:
    OfflineRuleRow(FieldContext context, const QString &entity, QWidget *parent = nullptr);

    void showEntry(const QJsonValue &entry, const QJsonValue &stored) override;
    void setReadOnly(bool readOnly) override;
    void retranslate(const QString &prefix) override;
    std::vector<QWidget *> tabStops() const override;

    static QString legend(); ///< a sentence on each choice, as rich text

private:
    std::optional<OfflineRule> understood(const QJsonValue &entry) const;
    void showDays(const OfflineRule &rule);
    void fill();
    void enter();
    void refreshDays();

    QuietComboBox *m_choice;
    QuietSpinBox *m_days;
    QJsonValue m_entry = QJsonValue(QJsonValue::Undefined);
    QJsonValue m_strange = QJsonValue(QJsonValue::Undefined); ///< what was stored and is not understood
};

}
