// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace tandem::client {

/// An administrator looks at the fields of every kind of record, adds fields and kinds of the company's own, and
/// changes those.
class CustomisationPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CustomisationPanel(Records &records, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillEntities();
    void fillFields();
    void addField();
    void addEntity();
    void editField();
    const FieldDef *chosenField() const;
    void followChoice();
    const EntityDef *chosenEntity() const;
    void retranslate();

    Records &m_records;
    QLabel *m_heading;
    QLabel *m_hint;
    QLabel *m_entityLabel;
    QComboBox *m_entities;
    QTreeWidget *m_fields;
    QString m_shown; ///< the entity whose fields are listed
    QPushButton *m_addField;
    QPushButton *m_editField;
    QPushButton *m_addEntity;
};

}
