// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QGridLayout;
class QJsonObject;

namespace tandem::client {

class LinkFieldEditor;

/// A many-to-many link as a small table: a row per linked record with the pair's own fields (the role of a contact at
/// an account). Written as records of the junction when the form is saved.
class LinksFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    LinksFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override; ///< set of the linked ids
    bool isDirty() const override;
    /// As text: the rows that were added, changed or removed.
    Value typed() const override;
    void enterTyped(const Value &typed) override;
    bool isWide() const override { return true; }
    bool isComposing() const override;
    void setRecord(const RecordKey &key, bool isNew) override;
    std::vector<WriteRequest> linkedWrites() const override;
    void takeWritten(const std::vector<WriteRequest> &writes) override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    struct Row
    {
        RecordId pair; ///< of the junction record; null: not written yet
        RecordId other;
        std::vector<FieldEditor *> editors;

        bool isChanged() const; ///< or new
        void deleteEditors();
    };

    void load();
    void takeLoaded(const std::vector<Record> &pairs);
    void enterRow(const QJsonObject &row);
    Row *rowOf(const RecordId &other);
    void addRow(const RecordId &pair, const RecordId &other, const FieldValues &values);
    void removeRow(const RecordId &other);
    void render();
    void clearGrid();
    QString titleOf(const RecordId &other) const;

    const EntityDef *m_junction = nullptr;
    const FieldDef *m_here = nullptr; ///< the junction's link to this entity
    const FieldDef *m_there = nullptr; ///< and to the other one
    FieldDef m_pickerDef;
    std::vector<const FieldDef *> m_own;
    std::vector<Row> m_rows;
    std::vector<RecordId> m_removedPairs;
    RecordKey m_record;
    bool m_loaded = false; ///< the rows that are written are here
    Value m_toEnter; ///< by enterTyped(), as soon as they are
    QWidget *m_table;
    QGridLayout *m_grid;
    LinkFieldEditor *m_picker;
};

}
