// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <utility>
#include <vector>
#include <zip.h>

namespace tandem::test {

using ArchiveParts = std::vector<std::pair<QByteArray, QByteArray>>; ///< names and contents

/// A ZIP archive with these parts; empty if the library makes none.
inline QByteArray zipped(const ArchiveParts &parts)
{
    zip_source_t *memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    if (!memory)
        return {};
    zip_source_keep(memory); // the archive lets go of it when it is written
    zip_t *archive = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (archive) {
        for (const auto &[name, content] : parts) {
            zip_source_t *source = zip_source_buffer(archive, content.constData(), zip_uint64_t(content.size()), 0);
            if (zip_file_add(archive, name.constData(), source, ZIP_FL_OVERWRITE) < 0)
                zip_source_free(source);
        }
    }
    QByteArray bytes;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (archive && zip_close(archive) == 0 && zip_source_open(memory) == 0) {
        if (zip_source_stat(memory, &stat) == 0) {
            bytes.resize(qsizetype(stat.size));
            zip_source_read(memory, bytes.data(), stat.size);
        }
        zip_source_close(memory);
    }
    zip_source_free(memory);
    return bytes;
}

/// A workbook as programs write it, of the XML inside its parts.
struct WorkbookFile
{
    struct Sheet
    {
        QByteArray name;
        QByteArray rows; ///< inside of <sheetData>
        QByteArray state = "visible";
    };

    std::vector<Sheet> sheets;
    QByteArray strings = {}; ///< inside of <sst>
    QByteArray styles = {}; ///< inside of <styleSheet>
    QByteArray properties = {}; ///< attributes of <workbookPr>
    bool isStrict = false;

    QByteArray cellsNamespace() const
    {
        return isStrict ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                        : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    }
    QByteArray relationsNamespace() const
    {
        return isStrict ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                        : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    }
    QByteArray relation(const QByteArray &id, const QByteArray &type, const QByteArray &target) const
    {
        return "<Relationship Id=\"" + id + "\" Type=\"" + relationsNamespace() + '/' + type + "\" Target=\"" + target
            + "\"/>";
    }
    static QByteArray relations(const QByteArray &inside)
    {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside
            + "</Relationships>";
    }
    QByteArray element(const QByteArray &name, const QByteArray &inside) const
    {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<" + name + " xmlns=\""
            + cellsNamespace() + "\" xmlns:r=\"" + relationsNamespace() + "\">" + inside + "</" + name + '>';
    }

    ArchiveParts parts() const
    {
        ArchiveParts parts{{"[Content_Types].xml", "<Types/>"},
            {"_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))}};
        QByteArray list;
        QByteArray targets =
            relation("s", "sharedStrings", "sharedStrings.xml") + relation("f", "styles", "styles.xml");
        for (size_t i = 0; i < sheets.size(); ++i) {
            const QByteArray number = QByteArray::number(int(i) + 1);
            list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" state=\"" + sheets[i].state
                + "\" r:id=\"rId" + number + "\"/>";
            targets += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
            parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                element("worksheet", "<sheetData>" + sheets[i].rows + "</sheetData>"));
        }
        parts.emplace_back(
            "xl/workbook.xml", element("workbook", "<workbookPr " + properties + "/><sheets>" + list + "</sheets>"));
        parts.emplace_back("xl/_rels/workbook.xml.rels", relations(targets));
        parts.emplace_back("xl/sharedStrings.xml", element("sst", strings));
        parts.emplace_back("xl/styles.xml", element("styleSheet", styles));
        return parts;
    }

    QByteArray bytes() const { return zipped(parts()); }
};

/// A row of texts, as a sheet has them without shared strings.
inline QByteArray textRow(const std::vector<QByteArray> &cells)
{
    QByteArray row = "<row>";
    for (const QByteArray &cell : cells)
        row += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    return row + "</row>";
}

}
