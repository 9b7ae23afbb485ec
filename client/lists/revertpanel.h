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

/// How one undertaking stands (an import, a mass change): what it did, whether it was taken back and what stayed as it
/// is, and the button that asks the server to take it back. Follows the undertaking's record.
class RevertPanel : public QWidget
{
    Q_OBJECT

public:
    void showRun(const RecordId &run); ///< null: nothing
    void askAtOnce(); ///< the question, as after a click on the button, as soon as it can be asked

protected:
    /// Where the undertaking's record says what.
    struct Fields
    {
        EntityNumber entity = 0;
        FieldNumber about = 0; ///< the name of the entity whose records it changed
        FieldNumber kept = 0;
        FieldNumber report = 0;
    };
    struct Words
    {
        QString ask; ///< on the button
        QString revert; ///< the answers to the question
        QString keep;
        QString isReverting;
        QString keptList; ///< what screen readers say of it
    };

    RevertPanel(const FieldContext &context, const Fields &fields, QWidget *parent);

    virtual Words words() const = 0;
    virtual QString state() const = 0; ///< "running", "done", "reverting", "reverted", "revertFailed"
    virtual QStringList summary() const = 0; ///< lines
    virtual QString promise() const = 0; ///< what taking it back would do, for the question

    const Record &record() const { return m_record; }
    qint64 number(FieldNumber field) const;
    bool isAsked() const { return m_isAsked; } ///< and the server has not answered
    static bool isOpen(const QString &state); ///< it can be asked for to be taken back

    void changeEvent(QEvent *event) override;

private:
    void load();
    void retranslate();
    void showRecord(const Record &run);
    void showKept();
    void ask();
    void revert();

    FieldContext m_context;
    const Fields m_fields;
    RecordId m_run;
    Record m_record;
    bool m_isAsked = false;
    bool m_asksAtOnce = false;
    MessageStrip *m_strip;
    QLabel *m_text;
    QProgressBar *m_progress;
    QLabel *m_keptTitle;
    QListWidget *m_kept;
    QPushButton *m_revert;
};

}
