// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/records/recordtypes.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tandem::client {

class ConflictRow;
class MessageStrip;

/// Fields that two people gave different new values: per field mine, theirs and the original with who and when; choose
/// one, or write another value. Of a record that one deleted and another edited: keep or delete it. Nothing is decided
/// before the dialog is accepted, and what is left open stays a conflict.
class ConflictDialog final : public QDialog
{
    Q_OBJECT
public:
    struct Decision
    {
        ConflictItem conflict;
        Value value; ///< what the record shall carry
        bool displaced = false; ///< it is the side that does not stand now
    };

    ConflictDialog(FieldContext context, std::vector<ConflictItem> conflicts, QWidget *parent = nullptr);

    std::vector<Decision> decisions() const; ///< of the conflicts that were decided
    const std::vector<ConflictRow *> &rows() const { return m_rows; }

public slots:
    void chooseAllMine();
    void chooseAllTheirs();
    void accept() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(std::vector<ConflictItem> conflicts);
    void refresh();
    void retranslate();
    void finish(const Result<void> &result);

    FieldContext m_context;
    std::vector<ConflictRow *> m_rows;
    QLabel *m_intro;
    MessageStrip *m_strip;
    QVBoxLayout *m_list;
    QPushButton *m_allMine;
    QPushButton *m_allTheirs;
    QDialogButtonBox *m_buttons;
};

}
