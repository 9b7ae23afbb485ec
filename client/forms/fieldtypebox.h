// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/quietcombobox.h"
#include "shared/metadata/fielddef.h"

namespace tandem::client {

/// The types that a field can have, by the names that people know.
class FieldTypeBox final : public QuietComboBox
{
    Q_OBJECT
public:
    explicit FieldTypeBox(QWidget *parent = nullptr);

    FieldType type() const;
    void setType(FieldType type);

    static QString label(FieldType type);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
};

}
