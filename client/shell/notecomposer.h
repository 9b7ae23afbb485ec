// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/records.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace tandem::client {

class MentionEdit;
class MessageStrip;
class PendingFiles;

/// The line of a timeline in which an entry is written: its kind, a text that can name colleagues, files that are
/// pasted into it. What was begun for a record is there again when it is shown next, also after a crash.
class NoteComposer : public QWidget
{
    Q_OBJECT

public:
    explicit NoteComposer(FieldContext context, QWidget *parent = nullptr);

    void setRecord(const RecordKey &key);

signals:
    void attachRequested(const QStringList &paths); ///< chosen with the paper clip
    void attached(const QString &fileName);
    void failed(const tandem::Error &error);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectParts();
    void add();
    bool isTooLong(const QString &text);
    void addActivity(const QString &text);
    /// Under which what was begun for the record is kept; null without a record.
    RecordKey draftKey() const;
    Draft draft() const;
    void keepDraft();
    void showDraft(const Draft &draft);
    void takeBack(const Draft &begun);
    void chooseFiles();
    void updateState();
    void fitPrompt();
    void retranslate();

    FieldContext m_context;
    RecordKey m_key;
    int m_asked = 0; ///< how often for a draft: only the last answer counts
    QComboBox *m_kind;
    MentionEdit *m_text;
    QPushButton *m_add;
    QPushButton *m_attach;
    PendingFiles *m_files;
    QLabel *m_mentionHint;
    MessageStrip *m_strip;
};

}
