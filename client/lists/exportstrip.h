// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QPointer>
#include <QWidget>

namespace tandem::client {

class ListJob;
class MessageStrip;
struct ListLook;

/// Runs what takes all rows of a list, an export or its printing, and says how far it is and how it ended; it can be
/// cancelled. Hidden before the first.
class ExportStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit ExportStrip(QWidget *parent = nullptr);

    bool isRunning() const { return !m_job.isNull(); }
    /// Asks for a file first, called `name` at first. One export at a time: nothing happens while one runs.
    void askAndStart(
        const FieldContext &context, const ListQuery &query, const QStringList &columns, const QString &name);
    void start(const FieldContext &context, const ListQuery &query, const QStringList &columns, const QString &path);
    /// The same as a PDF, of the list as it looks on the screen.
    void askAndStartPdf(const FieldContext &context, const ListQuery &query, const ListLook &look);
    void startPdf(const FieldContext &context, const ListQuery &query, const ListLook &look, const QString &path);
    /// Shows the pages before they are printed.
    void startPreview(const FieldContext &context, const ListQuery &query, const ListLook &look);

private:
    void run(ListJob *job, const QString &name);

    MessageStrip *m_strip;
    QPointer<ListJob> m_job;
};

}
