// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <functional>
#include <vector>

namespace tandem {

class Connection;

/// A step that cannot be derived from definitions: tables of the server's or client's own, renames, splits. It says
/// old names in words, never through constants of today.
struct MigrationStep
{
    int number = 0; ///< ascending from 1, never changed after a release
    std::function<Result<void>(Connection &)> run;
};

/// Brings a database to the newest step; each step commits together with its number.
class Migrator
{
public:
    explicit Migrator(std::vector<MigrationStep> steps)
        : m_steps(std::move(steps))
    {
    }

    /// Error: Unsupported ("newerDatabase") if a later build has been here.
    Result<void> run(Connection &connection) const;
    static Result<int> version(Connection &connection);

private:
    std::vector<MigrationStep> m_steps;
};

/// A step of plain SQL.
MigrationStep sqlStep(int number, const QStringList &statements);

}
