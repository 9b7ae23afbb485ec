// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/filewatch.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace tandem::test {

/// Notes what happens to files as long as it lives, by the last part of their names, and forbids what it shall.
class WatchedFiles final : public FileWatch
{
public:
    WatchedFiles() { watchFiles(this); }
    ~WatchedFiles() override { watchFiles(nullptr); }
    WatchedFiles(const WatchedFiles &) = delete;
    WatchedFiles &operator=(const WatchedFiles &) = delete;

    bool allows(Deed deed, const QString &path) override { return !forbids || !forbids(deed, path); }
    void written(const QString &path, qint64 sizeBefore) override
    {
        heard.append(QStringLiteral("%1 written behind %2").arg(nameOf(path)).arg(sizeBefore));
    }
    void flushed(const QString &path) override { heard.append(nameOf(path) + QStringLiteral(" flushed")); }
    void renamed(const QString &from, const QString &to) override
    {
        heard.append(nameOf(from) + QStringLiteral(" is ") + nameOf(to));
    }

    std::function<bool(Deed deed, const QString &path)> forbids; ///< none: nothing
    QStringList heard;

private:
    static QString nameOf(const QString &path) { return path.section(QLatin1Char('/'), -1); }
};

}
