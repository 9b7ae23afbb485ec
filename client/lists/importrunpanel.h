// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace tandem::client {

class MessageStrip;

/// How one import stands: what it did, whether it was reverted and what stayed as it is, and the button that asks the
/// server to revert it. Follows the import's record.
class ImportRunPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ImportRunPanel(FieldContext context, QWidget *parent = nullptr);

    void showRun(const RecordId &run); ///< null: nothing
    void hideCounts() { m_showsCounts = false; } ///< where they stand beside it already
    /// "running", "done", "reverting", "reverted", "revertFailed"; also of a record that the server has not seen yet.
    static QString stateOf(const Record &run);

protected:
    void changeEvent(QEvent *event) override;

private:
    void load();
    void showRecord(const Record &run);
    void showKept();
    void retranslate();
    QStringList summary() const;
    QString promise() const;
    void ask();
    void revert();
    qint64 number(FieldNumber field) const;

    FieldContext m_context;
    RecordId m_run;
    Record m_record;
    bool m_showsCounts = true;
    bool m_isAsked = false; ///< and the server has not answered
    MessageStrip *m_strip;
    QLabel *m_text;
    QProgressBar *m_progress;
    QLabel *m_keptTitle;
    QListWidget *m_kept;
    QPushButton *m_revert;
};

}
