// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/filecommit.h"
#include "client/lists/listjob.h"

#include <memory>

namespace tandem {
class CsvWriter;
}

namespace tandem::client {

/// Writes the rows of a list to a CSV file. Until all of it is written, the file that was there before is untouched.
/// What the offline policy does not keep on this computer comes from the server; without it, missing() says so.
/// Fails with Unavailable ("notWritable", "diskFull", "fileInUse", "cannotWrite"), or what reading failed with.
class ListExport final : public ListJob
{
    Q_OBJECT

public:
    ListExport(FieldContext context, ListQuery query, QStringList columns, const QString &path, QObject *parent);
    ~ListExport() override;

protected:
    Result<void> open() override;
    Result<void> begin(int total) override;
    Result<void> write(const std::vector<QStringList> &rows) override;
    void complete() override;
    void discard() override;
    bool takesRest() const override { return true; }

private:
    QSaveFile m_file;
    FileCommit m_commit{m_file};
    std::unique_ptr<CsvWriter> m_writer;
};

}
