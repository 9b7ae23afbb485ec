// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/jsonlines.h"

#include <algorithm>
#include <cstring>

namespace tandem {

JsonLines::JsonLines(QByteArrayView text)
    : m_text(text)
{
    readValue({}, 0);
}

int JsonLines::lineOf(QString path) const
{
    while (!path.isEmpty()) {
        const auto found = m_lines.constFind(path);
        if (found != m_lines.cend())
            return *found;
        path.truncate(std::max({path.lastIndexOf(u'.'), path.lastIndexOf(u'['), qsizetype(0)}));
    }
    return m_lines.value(QString(), 1);
}

int JsonLines::lineOfOffset(QByteArrayView text, qsizetype offset)
{
    const auto end = text.begin() + std::clamp(offset, qsizetype(0), text.size());
    return 1 + int(std::count(text.begin(), end, '\n'));
}

void JsonLines::skipSpace()
{
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '\n')
            ++m_line;
        else if (c != ' ' && c != '\t' && c != '\r')
            return;
    }
}

bool JsonLines::take(char expected)
{
    skipSpace();
    if (m_at >= m_text.size() || m_text[m_at] != expected)
        return false;
    ++m_at;
    return true;
}

void JsonLines::readValue(const QString &path, int depth)
{
    skipSpace();
    // A key's own line was noted before its value; a value may stand below it.
    if (!m_lines.contains(path))
        m_lines.insert(path, m_line);
    if (m_at >= m_text.size() || depth > maxDepth)
        return;
    switch (m_text[m_at]) {
    case '{':
        readObject(path, depth);
        break;
    case '[':
        readArray(path, depth);
        break;
    case '"':
        readString();
        break;
    default:
        while (m_at < m_text.size() && !std::strchr(",]} \t\r\n", m_text[m_at]))
            ++m_at;
    }
}

void JsonLines::readObject(const QString &path, int depth)
{
    ++m_at;
    if (take('}'))
        return;
    do {
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != '"')
            return;
        const int line = m_line;
        const QString key = readString();
        const QString child = path.isEmpty() ? key : path + u'.' + key;
        if (m_lines.contains(child) && m_duplicate.isEmpty())
            m_duplicate = child;
        m_lines.insert(child, line);
        if (!take(':'))
            return;
        readValue(child, depth + 1);
    } while (take(','));
    take('}');
}

void JsonLines::readArray(const QString &path, int depth)
{
    ++m_at;
    if (take(']'))
        return;
    int index = 0;
    do {
        readValue(QStringLiteral("%1[%2]").arg(path).arg(index++), depth + 1);
    } while (take(','));
    take(']');
}

QString JsonLines::readString()
{
    const qsizetype start = ++m_at;
    while (m_at < m_text.size() && m_text[m_at] != '"')
        m_at += m_text[m_at] == '\\' ? 2 : 1;
    const qsizetype end = std::min(m_at, m_text.size());
    m_at = end + 1;
    return QString::fromUtf8(m_text.sliced(start, end - start));
}

}
