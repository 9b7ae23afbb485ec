// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/fields/fieldeditor.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tandem::client {

class FormSection;
class MessageStrip;

/// The form of one record, derived from its entity's layout. Everything typed is kept as a draft within a second, so
/// that closing, crashing or losing power costs nothing; the user says Save, Discard or goes on later.
class RecordForm final : public QWidget
{
    Q_OBJECT
public:
    RecordForm(FieldContext context, const QString &entity, QWidget *parent = nullptr);
    ~RecordForm() override;

    /// An existing record; with a draft of it, what was typed is there again, with a notice.
    void openRecord(const RecordId &record);
    /// A new one with these values filled in over the fields' defaults.
    void createRecord(const FieldValues &initial = {});

    const EntityDef &entity() const;
    RecordId record() const { return m_record; } ///< of a new one: the id that it will have
    bool isNew() const { return m_new; }
    bool isDirty() const;
    bool isLoaded() const { return m_loaded; }
    FieldEditor *editor(const QString &field) const; ///< null if the layout or the access leaves it out
    /// All values as they stand in the form.
    FieldValues values() const;

    /// A new definition of the entity (a field was added): builds the form again around what was typed.
    void setContext(FieldContext context);
    void setButtonsVisible(bool visible);

public slots:
    /// Validates; with errors, shows them, focuses the first and does not save.
    void save();
    void saveAndClose();
    /// Takes back what was typed since the last save.
    void discard();
    /// Esc: closes at once if nothing was typed, else asks in a strip: Save, Discard, Keep editing.
    void requestClose();

signals:
    void loaded();
    void dirtyChanged(bool dirty);
    void saved(const tandem::RecordId &record);
    void saveFailed();
    void closeRequested();
    void openRequested(const QString &entity, const tandem::RecordId &record);

private:
    FieldContext m_context;
    const EntityDef *m_entity;
    RecordId m_record;
    bool m_new = false;
    bool m_loaded = false;
};

}
