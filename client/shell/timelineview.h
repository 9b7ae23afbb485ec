// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/models/timelinemodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;

namespace tandem::client {

class EmptyState;

/// The stream of a record: what changed from what to what, calls, meetings, notes, approvals and files, newest first,
/// with a line for adding a note, a call or a task.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    TimelineView(FieldContext context, QWidget *parent = nullptr);
    ~TimelineView() override;

    void setRecord(const RecordKey &key);
    void attach(const QStringList &paths);

signals:
    void openRequested(const QString &entity, const tandem::RecordId &record);
    void failed(const tandem::Error &error);
    void attached(const QString &fileName);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addActivity();
    /// Under which what was begun for the record is kept; null without a record.
    RecordKey draftKey() const;
    Draft draft() const;
    void saveDraft();
    void showDraft(const Draft &draft);
    void leaveRecord();
    void takeBack(const Draft &draft);
    void chooseFiles();
    void updateHint();
    void fitPrompt();
    void retranslate();

    FieldContext m_context;
    RecordKey m_key;
    TimelineModel m_model;
    QComboBox *m_kind;
    QLineEdit *m_text;
    QPushButton *m_add;
    QPushButton *m_attach;
    QComboBox *m_filter;
    QListView *m_list;
    EmptyState *m_empty;
    QTimer m_draftTimer;
};

}
