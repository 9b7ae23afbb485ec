// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fielddef.h"

#include <QSet>
#include <QWidget>

class QTableWidget;
class QToolButton;

namespace tandem::client {

/// The options of a choice: key, label in each language, colour, and whether it is still offered.
class OptionsEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit OptionsEditor(QWidget *parent = nullptr);

    void setOptions(const FieldDef &field);
    /// Into `field`: its options and their labels. Rows without any text are left out; a missing key is made up from
    /// the English label.
    void writeTo(FieldDef &field) const;
    void addRow(const ChoiceOption &option, const QMap<QString, QString> &labels);

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Column { Key, English, Chinese, Colour, Active, ColumnCount };

    void retranslate();
    QString freeKey(const FieldDef &field) const;

    QTableWidget *m_table;
    QToolButton *m_add;
    QToolButton *m_remove;
    QSet<QString> m_known; ///< keys that records may hold, also of rows that were removed since
};

}
