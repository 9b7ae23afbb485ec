// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/bytesize.h"
#include "shared/importing/ziparchive.h"

#include <QXmlStreamReader>

namespace tandem {

/// The XML of one part of a workbook, token by token, so that a part of any size takes little memory. Elements go by
/// their local names: strict and transitional files differ in namespaces only. A document type is refused, and with it
/// every entity that could grow.
class WorkbookPart
{
public:
    static constexpr qint64 smallPart = 32 * MiB; ///< limit for those that list what the workbook has

    /// Error: those of ZipArchive::entry().
    static Result<std::unique_ptr<WorkbookPart>> open(
        const ZipArchive &archive, const QString &name, qint64 maxBytes = smallPart);

    explicit WorkbookPart(std::unique_ptr<ZipEntry> entry);

    /// Error: Invalid ("brokenWorkbook"), TooLarge ("workbookTooLarge").
    Result<QXmlStreamReader::TokenType> next();
    const QXmlStreamReader &xml() const { return m_xml; }

private:
    std::unique_ptr<ZipEntry> m_entry;
    QXmlStreamReader m_xml;
};

/// The text of one string with all its runs, gathered from the tokens between its tags. How it is read aloud (phonetic
/// runs) does not belong to it.
class RunText
{
public:
    void take(const QXmlStreamReader &xml);
    qsizetype size() const { return m_text.size(); }
    QString takeText(); ///< and begin anew

private:
    QString m_text;
    bool m_isText = false;
    bool m_isPhonetic = false;
};

/// "_x000D_" and its like as the characters that they stand for.
QString withoutEscapes(const QString &text);

}
