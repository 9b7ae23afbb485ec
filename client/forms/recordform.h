// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"
#include "shared/expressions/surroundings.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QScrollArea;

namespace tandem::client {

class FieldEditor;
class FormBody;
class LinkCache;
class MessageStrip;

/// The form of one record, derived from its entity's layout. Everything typed is kept as a draft within a second, so
/// that closing, crashing or losing power costs nothing; the user says Save, Discard or goes on later.
///
/// Keys: Ctrl+S saves, Ctrl+Enter saves and closes, Esc closes.
class RecordForm final : public QWidget
{
    Q_OBJECT
public:
    RecordForm(FieldContext context, const QString &entity, QWidget *parent = nullptr);
    ~RecordForm() override;

    /// An existing record; with a draft of it, what was typed is there again, with a notice.
    void openRecord(const RecordId &record);
    /// A new one with these values filled in over the fields' defaults.
    void createRecord(const FieldValues &initial = {}, const RecordId &id = newRecordId());
    /// Goes on with a new record that was begun earlier.
    void continueDraft(const Draft &draft);

    const EntityDef &entity() const { return *m_entity; }
    RecordId record() const { return m_record; } ///< of a new one: the id that it will have
    RecordKey key() const;
    bool isNew() const { return m_new; }
    bool isDirty() const;
    bool isLoaded() const { return m_loaded; }
    FieldEditor *editor(const QString &field) const; ///< null if the layout or the access leaves it out
    /// All values as they stand in the form.
    FieldValues values() const;
    MessageStrip *strip() const { return m_strip; }

    /// A new definition of the entity (a field was added) or other rights: builds the form again around what was typed.
    /// When the entity is gone, the form stays as it is, to be read.
    void setContext(FieldContext context);
    void setButtonsVisible(bool visible);
    /// Only what a new record cannot do without.
    void setEssentialOnly(bool essential);

public slots:
    void focusFirstField(); ///< the first that can be written
    /// Validates; with errors, shows them, focuses the first and does not save.
    void save();
    void saveAndClose();
    /// Takes back what was typed since the last save.
    void discard();
    /// Esc: closes at once if nothing was typed, else asks in a strip: Save, Discard, Keep editing.
    void requestClose();

signals:
    void loaded();
    /// There is no such record here, or not any more; it may still come. `wasTyped`: the form shows an unsaved draft.
    void recordMissing(bool wasTyped);
    void dirtyChanged(bool dirty);
    void saved(const tandem::RecordId &record);
    void saveFailed();
    void closeRequested();
    void openRequested(const QString &entity, const tandem::RecordId &record);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// One that is under way. What is typed and which record is opened meanwhile is no part of it.
    struct Save
    {
        RecordKey key;
        bool andClose = false;
        FieldValues values; ///< all of the record, as they will be
        std::vector<WriteRequest> requests;
        std::optional<Draft> later; ///< what had been typed on top when the form left the record
    };

    void buildBody();
    void handOver(FormBody &successor) const;
    void retranslate();
    void onEdited(FieldEditor *editor);
    void onHint(FieldEditor *editor, const QString &action);
    void onCreate(FieldEditor *editor, const QString &entity, const QString &text);
    void onStripAction(const QString &id);
    void refreshRules();
    void refreshDirty();

    /// Types whose values come from elsewhere are neither validated nor written by the form.
    static bool isWritten(const FieldEditor &editor);
    bool showErrors();
    void focusEditor(FieldEditor &editor);
    /// Whether what stands in it is kept in a draft.
    static bool isKept(const FieldEditor &editor);
    /// Whether saving sends what stands in it, if it was typed into: the right for it may have gone since.
    bool isSent(const FieldEditor &editor) const;
    std::vector<WriteRequest> writes() const;
    FieldValues valuesOnceWritten() const;
    void onWritten(const Save &save, const Result<std::vector<MutationId>> &result);
    void showFailure(const Error &error);
    void takeWritten(const Save &save);
    void write(bool andClose);

    void leaveRecord();
    void showRecord(const Record &record);
    void showState(const Record &record);
    void showWithoutRecord(const Error &error);
    void showRemoved();
    void followRecord();
    void followRights();
    void takeIn(const Record &record);
    void showHint(FieldEditor &editor, const Value &theirs, const Record &record);
    void onChanged(const ChangeSet &changes);
    Draft draft() const;
    void saveDraft();
    void restoreDraft(const Draft &draft);
    void takeTyped(const RecordKey &record, FieldNumber field, const Value &typed);
    void offerEarlierDraft();
    void readRollUps();
    QString stateText() const; ///< why nothing can be typed; empty: it can
    bool mayWrite(FieldNumber number) const;

    enum class Fixed { No, ByRights, Deleted, DeletedMeanwhile }; ///< why nothing can be typed, as the strip says
    Fixed fixedBy(const Record &record, bool isEditable) const;

    FieldContext m_context;
    QString m_entityName;
    const EntityDef *m_entity = nullptr;
    LinkCache *m_links;
    FormBody *m_body = nullptr;
    QScrollArea *m_scroll;
    MessageStrip *m_strip;
    QWidget *m_buttons;
    QPushButton *m_save;
    QPushButton *m_saveAndClose;
    QPushButton *m_discard;
    QTimer m_draftTimer;
    QTimer m_rulesTimer;
    RecordId m_record;
    FieldValues m_saved; ///< as the record stands without what was typed
    std::optional<Draft> m_earlierDraft;
    bool m_new = false;
    bool m_loaded = false;
    bool m_dirty = false;
    Fixed m_fixed = Fixed::No;
    QString m_stateSaid; ///< what the strip said of it, in the language of then
    std::shared_ptr<Save> m_saving; ///< of the record that is shown; null: none
    bool m_buttonsWanted = true;
    bool m_essentialOnly = false;
};

}
