// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QLockFile>
#include <QStringList>

#include <memory>

namespace tandem::server::backup {

/// A folder in the data folder for a database that is not encrypted yet, and for contents on their way from a bucket.
/// It goes, with all that is in it, with this object; where the process is killed before, removeAbandoned() finds it
/// without an owner.
class Workplace
{
public:
    /// For one backup at a time of this name. Error: Unavailable.
    static Result<std::unique_ptr<Workplace>> make(const QString &dataFolder, const QString &name);
    ~Workplace();
    Workplace(const Workplace &) = delete;
    Workplace &operator=(const Workplace &) = delete;

    const QString &folder() const { return m_folder; }

    /// The folders in which nobody is at work any more, with their paths. In any process, while others write backups.
    static QStringList abandoned(const QString &dataFolder);
    static void removeAbandoned(const QString &dataFolder);

private:
    explicit Workplace(QString folder);

    const QString m_folder;
    const std::unique_ptr<QLockFile> m_lock; ///< beside it
};

}
