// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/records/recordtypes.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QRadioButton;

namespace tandem::client {

class FieldEditor;

/// One conflict of ConflictDialog, side by side with who and when: the values of a field to choose from, or whether a
/// record that one deleted and another edited stays.
class ConflictRow final : public QFrame
{
    Q_OBJECT
public:
    enum Choice { Open = -1, Mine, Theirs, Original, Other, ChoiceCount };

    ConflictRow(const FieldContext &context, ConflictItem conflict, QWidget *parent = nullptr);

    const ConflictItem &conflict() const { return m_conflict; }
    void choose(Choice choice);
    Choice choice() const;
    std::optional<Value> chosen() const; ///< nothing while it is open
    bool takesDisplaced() const; ///< what is chosen is the side that does not stand now
    /// Says at the other value why it is none; false if nothing is wrong.
    bool showError();
    FieldEditor *otherEditor() const { return m_other; }

signals:
    void choiceChanged();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Side
    {
        Value value;
        RecordId user;
        Timestamp at = 0;
    };
    bool isStanding(Choice choice) const { return (choice == Mine) == m_conflict.mineIsStanding; }
    Side side(Choice choice) const; ///< Mine or Theirs
    bool isOwn(Choice choice) const;
    QString subject() const;
    QString valueText(const Value &value) const;
    QString sideText(Choice choice) const;
    QString note(Choice choice) const;
    void render();

    FieldContext m_context;
    ConflictItem m_conflict;
    const EntityDef *m_entity;
    const FieldDef *m_field;
    QLabel *m_title;
    QButtonGroup *m_group;
    QRadioButton *m_buttons[ChoiceCount] = {};
    QLabel *m_notes[Other] = {};
    FieldEditor *m_other = nullptr;
};

}
