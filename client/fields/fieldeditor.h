// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"
#include "shared/base/value.h"
#include "shared/metadata/entitydef.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace tandem::client {

/// Edits the value of one field, whatever its type: the form knows nothing else. Below the control stands, while there
/// is one, the error of this field, or a hint such as another user's change.
class FieldEditor : public QWidget
{
    Q_OBJECT
public:
    FieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);
    ~FieldEditor() override;

    const EntityDef &entity() const { return m_entity; }
    const FieldDef &field() const { return m_field; }
    const FieldContext &context() const { return m_context; }
    QString label() const; ///< of the field, in the user's language
    QString help() const; ///< what the field is for, where its name does not say it

    /// What the control says now. Null where it is empty. If the text makes no sense, the value it had before: see
    /// inputError().
    virtual Value value() const = 0;
    /// A sentence if what stands in the control is no value at all ("abc" in a number); else empty.
    virtual QString inputError() const { return {}; }

    /// What stands in the control, for a draft: its value, or as text what is no value (yet).
    virtual Value typed() const { return value(); }
    /// Brings back what typed() gave, as if the user had typed it.
    virtual void enterTyped(const Value &typed) { enterValue(typed); }

    /// Shows `value` and takes it as the unchanged one.
    void setValue(const Value &value);
    /// Shows `value` as if the user had entered it: dirty, and edited() is emitted.
    void enterValue(const Value &value);
    Value originalValue() const { return m_original; }
    /// Another unchanged value under what the user has typed, which stays (the record changed elsewhere).
    void setOriginalValue(const Value &value) { m_original = value; }
    virtual bool isDirty() const { return value() != m_original || !inputError().isEmpty(); }
    void reset() { setValue(m_original); }

    void setError(const QString &text);
    void clearError() { setError({}); }
    QString error() const { return m_error; }
    /// Says that what was chosen in a dialog over it comes too late: it is read-only by now.
    void sayTooLate();
    /// A remark with a link, e.g. "Changed by Li Wei to 120" – "Take over"; `action` comes back in hintActivated().
    void setHint(const QString &text, const QString &action = {}, const QString &actionText = {});
    QString hint() const { return m_hint; }

    void setReadOnly(bool readOnly);
    bool isReadOnly() const { return m_readOnly; }

    /// Whether the control takes the whole width of a form.
    virtual bool isWide() const { return false; }
    /// What gets the keyboard focus.
    QWidget *control() const { return m_control; }
    /// True while an input method composes: nothing is validated, searched or submitted on such text.
    virtual bool isComposing() const { return false; }
    /// Which record the value belongs to; of a new one the id that it will have.
    virtual void setRecord(const RecordKey &key, bool isNew)
    {
        Q_UNUSED(key)
        Q_UNUSED(isNew)
    }
    /// The form is built anew and `successor` takes the place of this one: gives it what is open over it, such as a
    /// dialog in which somebody works.
    virtual void handOver(FieldEditor &successor) { Q_UNUSED(successor) }
    /// What has to be written beside the record itself when it is saved: the pairs of a many-to-many link.
    virtual std::vector<WriteRequest> linkedWrites() const { return {}; }
    /// These were written: what of them came from linkedWrites() is no longer pending.
    virtual void takeWritten(const std::vector<WriteRequest> &writes) { Q_UNUSED(writes) }

signals:
    void edited(); ///< by the user, at each step
    void hintActivated(const QString &action);
    void openRequested(const QString &entity, const tandem::RecordId &record);
    /// The user wants a new record of `entity` named `text`; whoever makes it calls enterValue().
    void createRequested(const QString &entity, const QString &text);

protected:
    /// Shows the value in the control without emitting edited().
    virtual void showValue(const Value &value) = 0;
    virtual void applyReadOnly(bool readOnly) = 0;
    /// Texts of the control itself; called when the language changes.
    virtual void retranslate() { }
    /// Called once by the subclass's constructor. `focusTarget` gets name, focus and description for accessibility.
    void setControl(QWidget *control, QWidget *focusTarget = nullptr);
    void notifyEdited(); ///< emits edited(), unless showValue() is at work
    void changeEvent(QEvent *event) override;

private:
    void renderMessages();
    void renderName();

    RegistryPointer m_registry; ///< keeps the definitions alive
    const EntityDef &m_entity;
    const FieldDef &m_field;
    FieldContext m_context;
    Value m_original;
    QString m_error;
    QString m_hint;
    QString m_hintAction;
    QString m_hintActionText;
    QVBoxLayout *m_layout;
    QLabel *m_errorLabel = nullptr;
    QLabel *m_hintLabel = nullptr;
    QWidget *m_control = nullptr;
    bool m_readOnly = false;
    bool m_showing = false;
};

}
