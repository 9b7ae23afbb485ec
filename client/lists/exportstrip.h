// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"

#include <QPointer>
#include <QWidget>

namespace tandem::client {

class ListExport;
class MessageStrip;

/// Runs the export of a list and says how far it is and how it ended; it can be cancelled. Hidden before the first.
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

private:
    MessageStrip *m_strip;
    QPointer<ListExport> m_job;
};

}
