// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/workbookpart.h"

#include <QRegularExpression>

#include <utility>

namespace tandem {

namespace {

/// The reader keeps a whole tag or text. No honest one comes near.
constexpr qint64 maxTokenBytes = 16 * MiB;

/// Control characters have no place in a cell, and half of a character is none.
bool isMeant(QChar c)
{
    return c == u'\t' || c == u'\n' || c == u'\r' || (c >= u' ' && !c.isSurrogate());
}

}

Result<std::unique_ptr<WorkbookPart>> WorkbookPart::open(
    const ZipArchive &archive, const QString &name, qint64 maxBytes)
{
    TANDEM_ASSIGN(std::unique_ptr<ZipEntry> entry, archive.entry(name, maxBytes, maxTokenBytes));
    return std::make_unique<WorkbookPart>(std::move(entry));
}

WorkbookPart::WorkbookPart(std::unique_ptr<ZipEntry> entry)
    : m_entry(std::move(entry))
    , m_xml(m_entry.get())
{
}

Result<QXmlStreamReader::TokenType> WorkbookPart::next()
{
    m_entry->beginPiece();
    const QXmlStreamReader::TokenType token = m_xml.readNext();
    switch (token) {
    case QXmlStreamReader::Invalid:
    case QXmlStreamReader::NoToken:
        return m_entry->failure() == ZipEntry::Failure::TooLarge ? workbookTooLarge()
                                                                 : brokenWorkbook(m_xml.errorString());
    case QXmlStreamReader::DTD:
    case QXmlStreamReader::EntityReference:
        return brokenWorkbook(QStringLiteral("it has a document type"));
    default:
        return token;
    }
}

void RunText::take(const QXmlStreamReader &xml)
{
    if (xml.isStartElement() || xml.isEndElement()) {
        if (xml.name() == QLatin1String("rPh"))
            m_isPhonetic = xml.isStartElement();
        else if (xml.name() == QLatin1String("t"))
            m_isText = xml.isStartElement();
    } else if (xml.isCharacters() && m_isText && !m_isPhonetic) {
        m_text += xml.text();
    }
}

QString RunText::takeText()
{
    m_isText = false;
    m_isPhonetic = false;
    return withoutEscapes(std::exchange(m_text, QString()));
}

QString withoutEscapes(const QString &text)
{
    if (!text.contains(QLatin1String("_x")))
        return text;
    static const QRegularExpression escape(QStringLiteral("_x([0-9A-Fa-f]{4})_"));
    QString plain;
    qsizetype end = 0;
    auto matches = escape.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        plain += QStringView(text).mid(end, match.capturedStart() - end);
        const QChar c(char16_t(match.capturedView(1).toUShort(nullptr, 16)));
        if (isMeant(c))
            plain += c;
        end = match.capturedEnd();
    }
    plain += QStringView(text).mid(end);
    return plain;
}

}
