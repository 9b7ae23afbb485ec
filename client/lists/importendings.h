// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::client {

/// How the names of files with rows end. What such a file is, its content says (see importfile.h).
namespace importendings {

bool fits(const QString &path);
QString patterns(); ///< "*.xlsx *.csv …", as dialogs for files want them

}

}
