// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/workbook.h"

#include <QDir>

#include <algorithm>
#include <map>

namespace tandem {

namespace {

/// Who names what: a part's relationships stand beside it in a folder of their own.
struct Relationship
{
    QString id;
    QString type; ///< its last word: namespaces differ
    QString part;
};

QString folderOf(const QString &part)
{
    return part.left(part.lastIndexOf(u'/') + 1);
}

/// Targets are written from the archive's root, or from the folder of the part that names them.
QString targetPart(const QString &target, const QString &folder)
{
    const QString path = target.startsWith(u'/') ? target : u'/' + folder + target;
    return QDir::cleanPath(path).mid(1);
}

bool isStart(QXmlStreamReader::TokenType token, const QXmlStreamReader &xml, QLatin1String name)
{
    return token == QXmlStreamReader::StartElement && xml.name() == name;
}

bool isTrue(QStringView attribute)
{
    return attribute == QLatin1String("1") || attribute == QLatin1String("true");
}

Result<std::vector<Relationship>> relationshipsOf(const ZipArchive &archive, const QString &part)
{
    const QString folder = folderOf(part);
    const QString name = folder + QStringLiteral("_rels/") + part.mid(folder.size()) + QStringLiteral(".rels");
    TANDEM_ASSIGN(const std::unique_ptr<WorkbookPart> rels, WorkbookPart::open(archive, name));
    std::vector<Relationship> found;
    for (;;) {
        TANDEM_ASSIGN(const auto token, rels->next());
        if (token == QXmlStreamReader::EndDocument)
            return found;
        if (!isStart(token, rels->xml(), QLatin1String("Relationship")))
            continue;
        const QXmlStreamAttributes attributes = rels->xml().attributes();
        if (attributes.value(QLatin1String("TargetMode")) == QLatin1String("External"))
            continue;
        const QString type = attributes.value(QLatin1String("Type")).toString();
        found.push_back({attributes.value(QLatin1String("Id")).toString(), type.mid(type.lastIndexOf(u'/') + 1),
            targetPart(attributes.value(QLatin1String("Target")).toString(), folder)});
    }
}

QString partOfType(const std::vector<Relationship> &relationships, QLatin1String type)
{
    const auto found = std::find_if(relationships.begin(), relationships.end(),
        [&](const Relationship &relationship) { return relationship.type == type; });
    return found == relationships.end() ? QString() : found->part;
}

/// The part that names the sheets. Other programs put archives of their own into files of the same look.
Result<QString> mainPart(const ZipArchive &archive)
{
    if (!archive.contains(QStringLiteral("_rels/.rels"))) {
        return Error::invalid({},
            archive.contains(QStringLiteral("content.xml")) ? QStringLiteral("spreadsheetFile")
                                                            : QStringLiteral("fileNotText"));
    }
    TANDEM_ASSIGN(const auto relationships, relationshipsOf(archive, QString()));
    const QString part = partOfType(relationships, QLatin1String("officeDocument"));
    if (part.endsWith(QLatin1String(".bin"), Qt::CaseInsensitive))
        return Error::invalid({}, QStringLiteral("binaryWorkbook"));
    if (part.isEmpty())
        return Error::invalid({}, QStringLiteral("fileNotText"));
    return part;
}

/// By the namespace, whatever its prefix is.
QString relationshipId(const QXmlStreamAttributes &attributes)
{
    for (const QXmlStreamAttribute &attribute : attributes) {
        if (attribute.name() == QLatin1String("id")
            && attribute.namespaceUri().endsWith(QLatin1String("/relationships")))
            return attribute.value().toString();
    }
    return {};
}

/// Nothing of charts and the like, which have no cells.
void addSheet(Workbook &workbook, const QXmlStreamAttributes &attributes, const std::vector<Relationship> &parts)
{
    const QString id = relationshipId(attributes);
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const Relationship &relationship) {
        return relationship.id == id && relationship.type == QLatin1String("worksheet");
    });
    if (part == parts.end())
        return;
    const QStringView state = attributes.value(QLatin1String("state"));
    workbook.sheets.push_back({attributes.value(QLatin1String("name")).toString(), part->part,
        state.isEmpty() || state == QLatin1String("visible")});
}

}

QStringList Workbook::visibleSheets() const
{
    QStringList names;
    for (const WorkbookSheet &sheet : sheets) {
        if (sheet.isVisible)
            names.append(sheet.name);
    }
    return names;
}

Result<WorkbookSheet> Workbook::sheet(const QString &name) const
{
    const auto found = std::find_if(sheets.begin(), sheets.end(),
        [&](const WorkbookSheet &sheet) { return name.isEmpty() ? sheet.isVisible : sheet.name == name; });
    if (found != sheets.end())
        return *found;
    if (name.isEmpty())
        return Error::invalid({}, QStringLiteral("empty"));
    return Error::invalid({}, QStringLiteral("unknownSheet"),
        {{QStringLiteral("sheet"), name}, {QStringLiteral("sheets"), visibleSheets().join(QStringLiteral(", "))}});
}

Result<Workbook> readWorkbook(const ZipArchive &archive)
{
    TANDEM_ASSIGN(const QString mainName, mainPart(archive));
    TANDEM_ASSIGN(const auto relationships, relationshipsOf(archive, mainName));
    Workbook workbook;
    workbook.strings = partOfType(relationships, QLatin1String("sharedStrings"));
    workbook.styles = partOfType(relationships, QLatin1String("styles"));
    TANDEM_ASSIGN(const std::unique_ptr<WorkbookPart> part, WorkbookPart::open(archive, mainName));
    bool isWorkbook = false;
    for (;;) {
        TANDEM_ASSIGN(const auto token, part->next());
        if (token == QXmlStreamReader::EndDocument)
            break;
        const QXmlStreamReader &xml = part->xml();
        if (isStart(token, xml, QLatin1String("workbook")))
            isWorkbook = true;
        else if (isStart(token, xml, QLatin1String("workbookPr")))
            workbook.countsFrom1904 = isTrue(xml.attributes().value(QLatin1String("date1904")));
        else if (isStart(token, xml, QLatin1String("sheet")))
            addSheet(workbook, xml.attributes(), relationships);
    }
    if (!isWorkbook) // a text or a presentation of the same family
        return Error::invalid({}, QStringLiteral("fileNotText"));
    return workbook;
}

Result<std::vector<QString>> readSharedStrings(const ZipArchive &archive, const QString &part)
{
    constexpr qint64 maxBytes = 512 * MiB;
    constexpr qint64 maxMemory = 192 * MiB;
    constexpr qint64 memoryOfEmpty = 48;
    std::vector<QString> strings;
    if (part.isEmpty())
        return strings;
    TANDEM_ASSIGN(const std::unique_ptr<WorkbookPart> xmlPart, WorkbookPart::open(archive, part, maxBytes));
    qint64 memory = 0;
    RunText text;
    for (;;) {
        TANDEM_ASSIGN(const auto token, xmlPart->next());
        if (token == QXmlStreamReader::EndDocument)
            return strings;
        text.take(xmlPart->xml());
        if (memory + 2 * text.size() > maxMemory)
            return workbookTooLarge();
        if (token != QXmlStreamReader::EndElement || xmlPart->xml().name() != QLatin1String("si"))
            continue;
        strings.push_back(text.takeText());
        memory += memoryOfEmpty + 2 * strings.back().size();
    }
}

Result<std::vector<CellFormat>> readStyles(const ZipArchive &archive, const QString &part)
{
    constexpr size_t maxStyles = 65'536; // what Excel can write
    std::vector<CellFormat> styles;
    if (part.isEmpty())
        return styles;
    TANDEM_ASSIGN(const std::unique_ptr<WorkbookPart> xmlPart, WorkbookPart::open(archive, part));
    std::map<int, CellFormat> own;
    bool isOfCells = false; // styles of other names look the same
    for (;;) {
        TANDEM_ASSIGN(const auto token, xmlPart->next());
        const QXmlStreamReader &xml = xmlPart->xml();
        if (token == QXmlStreamReader::EndDocument)
            return styles;
        if (xml.name() == QLatin1String("cellXfs"))
            isOfCells = token == QXmlStreamReader::StartElement;
        const QXmlStreamAttributes attributes = xml.attributes();
        const int id = attributes.value(QLatin1String("numFmtId")).toInt();
        if (isStart(token, xml, QLatin1String("numFmt"))) {
            own.emplace(id, formatOfCode(attributes.value(QLatin1String("formatCode"))));
        } else if (isOfCells && isStart(token, xml, QLatin1String("xf"))) {
            if (styles.size() == maxStyles)
                return workbookTooLarge();
            const auto found = own.find(id);
            styles.push_back(found == own.end() ? builtInFormat(id) : found->second);
        }
    }
}

}
