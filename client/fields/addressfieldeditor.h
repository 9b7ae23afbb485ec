// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QLabel;

namespace tandem::client {

class ComposingLineEdit;

/// Province, city, district, street and postcode, each in a line of its own.
class AddressFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    AddressFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    bool isWide() const override { return true; }
    bool isComposing() const override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    struct Part
    {
        QString key;
        ComposingLineEdit *line;
    };

    QString partLabel(const QString &key) const;

    std::vector<Part> m_parts;
    Value m_shownValue;
    QStringList m_shownTexts;
};

}
