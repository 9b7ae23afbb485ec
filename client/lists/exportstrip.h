// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QPointer>
#include <QWidget>

#include <functional>

namespace tandem::client {

class Job;
class ListJob;
class MessageStrip;
struct ListLook;

/// Runs what takes all rows of a list, an export or its printing, and says how far it is and how it ended; it can be
/// cancelled, here and in the list of jobs. Hidden before the first. An export ends with its window, not with the
/// strip.
class ExportStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit ExportStrip(QWidget *parent = nullptr);

    bool isRunning() const { return !m_job.isNull(); }
    /// Asks for a file first, called `name` at first, in a dialog that says by `title` what will be in it. One export
    /// at a time: nothing happens while one runs.
    void askAndStart(const FieldContext &context, const ListQuery &query, const QStringList &columns,
        const QString &name, const QString &title);
    void start(const FieldContext &context, const ListQuery &query, const QStringList &columns, const QString &path);
    /// The same as a PDF, of the list as it looks on the screen.
    void askAndStartPdf(const FieldContext &context, const ListQuery &query, const ListLook &look);
    void startPdf(const FieldContext &context, const ListQuery &query, const ListLook &look, const QString &path);
    /// Shows the pages before they are printed.
    void startPreview(const FieldContext &context, const ListQuery &query, const ListLook &look);

private:
    void run(const FieldContext &context, ListJob *job, const QString &path);
    void showWritten(int rows, const QString &name);
    Job &begin(const FieldContext &context, ListJob *work, std::function<QString()> title);
    void showInJobs(const FieldContext &context, const QString &path);
    void act(const QString &action);

    QString m_written; ///< the file of the last export that was written
    MessageStrip *m_strip;
    QPointer<ListJob> m_job;
};

}
