// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QHash>

namespace tandem::client {

/// The values of the pages of a list that were looked at last, each in the order of the list's ids. A page is missing,
/// on its way, or here; one that is here can be stale: still shown, and read again.
class PageCache
{
public:
    PageCache(int pageSize, int mostPages)
        : m_pageSize(pageSize)
        , m_mostPages(mostPages)
    {
    }

    enum class State { Missing, Loading, Ready, Stale };

    int pageOf(int row) const { return row / m_pageSize; }
    int firstRow(int page) const { return page * m_pageSize; }
    int pageSize() const { return m_pageSize; }

    State state(int page) const;
    const Record *record(int page, const RecordId &id) const; ///< null if it is not here; keeps the page from going
    void setLoading(int page);
    void setReady(int page, std::vector<Record> records);
    void setFailed(int page);
    void markStale(int page);
    /// The list's ids are others now: what is here moves to where it belongs, and counts as stale there.
    void rearrange(const std::vector<RecordId> &ids);
    QList<int> pagesHolding(const RecordId &id) const;
    QList<int> pages() const { return m_pages.keys(); }
    bool contains(int page) const { return m_pages.contains(page); }
    void clear() { m_pages.clear(); }

private:
    struct Page
    {
        State state = State::Loading;
        bool loading = false;
        QHash<RecordId, Record> records;
        mutable quint64 lastUse = 0;
    };
    void dropOldest();

    int m_pageSize;
    int m_mostPages;
    QHash<int, std::shared_ptr<Page>> m_pages;
    mutable quint64 m_uses = 0;
};

}
