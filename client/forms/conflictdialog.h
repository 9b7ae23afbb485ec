// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"

#include <QDialog>

namespace tandem::client {

/// One field that two people gave different new values.
struct FieldConflict
{
    RecordId conflict; ///< the conflict record to be resolved
    FieldNumber field = 0;
    Value original; ///< what both had seen
    Value mine;
    Value theirs;
    QString theirName; ///< who wrote theirs
    Timestamp theirTime = 0;
    Timestamp myTime = 0;
    bool mineStands = false; ///< which one the record carries now
};

/// Per field: mine, theirs and the original with who and when; choose one, or write a third value. Nothing is
/// decided until the dialog is accepted, and what is left undecided stays a conflict.
class ConflictDialog final : public QDialog
{
    Q_OBJECT
public:
    struct Decision
    {
        RecordId conflict;
        FieldNumber field = 0;
        Value value; ///< what the record shall carry
    };

    ConflictDialog(FieldContext context, FieldFormat format, EntityNumber entity, const QString &recordTitle,
        std::vector<FieldConflict> conflicts, QWidget *parent = nullptr);
    ~ConflictDialog() override;

    std::vector<Decision> decisions() const; ///< of the fields that were decided

public slots:
    void chooseAllMine();
    void chooseAllTheirs();

private:
    class Row;
    void retranslate();
    void changeEvent(QEvent *event) override;
};

}
