// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/lists/mergechoice.h"

#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QRadioButton;

namespace tandem::client {

/// Two records side by side: above, which of them stays; below, field by field, whose value it has then.
class MergeGrid final : public QWidget
{
    Q_OBJECT

public:
    /// `choice` must outlive it.
    MergeGrid(const FieldContext &context, MergeChoice &choice, QWidget *parent = nullptr);

    QRadioButton *stayButton(MergeChoice::Side side) const;
    QRadioButton *valueButton(FieldNumber field, MergeChoice::Side side) const; ///< null if it cannot be chosen
    /// The keyboard goes to the value that is chosen of this field, or to the record that stays.
    void focusField(const QString &name);
    QString titleOf(MergeChoice::Side side) const;

signals:
    void stayingChanged();

private:
    struct Row
    {
        FieldNumber field = 0; ///< 0: which record stays
        QLabel *label = nullptr;
        QButtonGroup *group = nullptr;
    };

    void addRow(FieldNumber field);
    void take(FieldNumber field, MergeChoice::Side side);
    void render();
    void renderRecords();
    void renderValues(const Row &row);
    QString noteOf(MergeChoice::Side side) const;
    static QRadioButton *buttonOf(const Row &row, MergeChoice::Side side);

    FieldContext m_context;
    MergeChoice &m_choice;
    QGridLayout *m_layout;
    std::vector<Row> m_rows; ///< the first one is that of the records
    std::array<QLabel *, 2> m_notes{};
};

}
