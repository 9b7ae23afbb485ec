// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fielddef.h"

#include <QComboBox>

namespace tandem::client {

/// The types that a field can have, by the names that people know.
class FieldTypeBox final : public QComboBox
{
    Q_OBJECT
public:
    explicit FieldTypeBox(QWidget *parent = nullptr);

    FieldType type() const;
    void setType(FieldType type);

    static QString label(FieldType type);

protected:
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void retranslate();
};

}
