// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listexport.h"

#include "shared/base/savefileerror.h"
#include "shared/importing/csvwriter.h"

namespace tandem::client {

ListExport::ListExport(FieldContext context, ListQuery query, QStringList columns, const QString &path, QObject *parent)
    : ListJob(std::move(context), std::move(query), columns, parent)
    , m_file(path)
{
    connect(&m_commit, &FileCommit::finished, this, &ListExport::completed);
}

ListExport::~ListExport() = default;

Result<void> ListExport::open()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return saveFileError(m_file);
    m_writer = std::make_unique<CsvWriter>(m_file);
    return {};
}

Result<void> ListExport::begin(int)
{
    return write({titles()});
}

Result<void> ListExport::write(const std::vector<QStringList> &rows)
{
    for (const QStringList &row : rows) {
        if (!m_writer->writeRow(row).ok())
            return saveFileError(m_file);
    }
    return {};
}

void ListExport::complete()
{
    // Only now the file of before is replaced. A full disk may show no sooner than here.
    m_commit.start();
}

void ListExport::discard()
{
    m_file.cancelWriting();
    m_writer.reset();
}

}
