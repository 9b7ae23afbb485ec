// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QPointer>
#include <QWidget>

#include <functional>

namespace tandem::client {

class ListJob;
class MessageStrip;
struct ListLook;

/// Runs what takes all rows of a list, an export or its printing, and says how far it is and how it ended; it can be
/// cancelled. Hidden before the first. An export ends with its window, not with the strip.
class ExportStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit ExportStrip(QWidget *parent = nullptr);

    using Notify = std::function<void(const QString &text)>;

    bool isRunning() const { return !m_job.isNull(); }
    /// Where it is told how an export ended while the strip is not seen, or is gone. Outlives the window.
    void setNotify(Notify notify) { m_notify = std::move(notify); }
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
    void tellWhenUnseen(const QString &name);
    static QString writtenText(const QString &name, int rows);
    static QString failedText(const QString &name, const Error &error);

    Notify m_notify;
    MessageStrip *m_strip;
    QPointer<ListJob> m_job;
};

}
