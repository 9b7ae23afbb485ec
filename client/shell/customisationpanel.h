// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace tandem::client {

class FieldRecords;
class MessageStrip;

/// An administrator looks at the fields of every kind of record, adds fields and kinds of the company's own, changes
/// those, and removes fields, which can be brought back.
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
    void askToRemove();
    void removeAsked();
    void closeQuestion();
    void bringBack();
    QTreeWidgetItem *addRow(const EntityDef &entity, const FieldDef &field);
    bool isRemoved(const FieldDef &field) const;
    bool isNameTaken(const FieldDef &field) const;
    void buildLayout();
    void connectParts();
    const FieldDef *chosenField() const;
    void followChoice();
    const EntityDef *chosenEntity() const;
    void retranslate();

    Records &m_records;
    FieldRecords *m_own;
    QLabel *m_heading;
    QLabel *m_hint;
    QLabel *m_entityLabel;
    QComboBox *m_entities;
    QTreeWidget *m_fields;
    QString m_shown; ///< the entity whose fields are listed
    MessageStrip *m_strip;
    FieldNumber m_asked = 0; ///< the field that the strip asks about; 0: none
    QPushButton *m_addField;
    QPushButton *m_editField;
    QPushButton *m_removeField;
    QPushButton *m_bringBack; ///< instead of it where a removed field is chosen
    QPushButton *m_addEntity;
};

}
