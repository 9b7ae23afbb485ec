// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QHash>
#include <QString>

namespace tandem {

/// Where the values of a JSON text stand, so that a message about a definition can name the line.
/// The text must be well-formed (QJsonDocument took it); anything else gives fewer places, never a crash.
class JsonLines
{
public:
    explicit JsonLines(QByteArrayView text);

    /// The line (from 1) of a value such as "fields[2].type"; of its nearest parent that exists if there is none.
    int lineOf(QString path) const;
    /// The path of a key that stands twice in one object; empty if there is none. QJsonDocument keeps the last one
    /// silently.
    const QString &duplicate() const { return m_duplicate; }

    static int lineOfOffset(QByteArrayView text, qsizetype offset);

private:
    void readValue(const QString &path, int depth);
    void readObject(const QString &path, int depth);
    void readArray(const QString &path, int depth);
    QString readString();
    void skipSpace();
    bool take(char expected);

    static constexpr int maxDepth = 64;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    QHash<QString, int> m_lines;
    QString m_duplicate;
};

}
