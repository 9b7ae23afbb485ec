// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/fileroom.h"

namespace tandem::server {

/// How much room attached files take, and whether that is a reason to worry.
class AttachedFiles
{
public:
    explicit AttachedFiles(const FileRoom::Figures &room)
        : m_room(room)
    {
    }

    bool isWorrying() const; ///< more than 90 % of what is allowed, or no more room on their disk
    QString text() const; ///< a sentence, with what to do if it is worrying

private:
    bool isQuotaNear() const;
    bool isDiskReserved() const;

    FileRoom::Figures m_room;
};

}
