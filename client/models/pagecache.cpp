// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/pagecache.h"

namespace tandem::client {

PageCache::State PageCache::state(int page) const
{
    const auto found = m_pages.constFind(page);
    if (found == m_pages.cend())
        return State::Missing;
    return (*found)->loading ? State::Loading : (*found)->state;
}

const Record *PageCache::record(int page, const RecordId &id) const
{
    const auto found = m_pages.constFind(page);
    if (found == m_pages.cend())
        return nullptr;
    (*found)->lastUse = ++m_uses;
    const auto record = (*found)->records.constFind(id);
    return record == (*found)->records.cend() ? nullptr : &*record;
}

void PageCache::setLoading(int page)
{
    std::shared_ptr<Page> &held = m_pages[page];
    if (!held)
        held = std::make_shared<Page>();
    held->loading = true;
    held->lastUse = ++m_uses;
    dropOldest();
}

void PageCache::setReady(int page, std::vector<Record> records)
{
    const auto found = m_pages.find(page);
    if (found == m_pages.end())
        return;
    Page &held = **found;
    held.records.clear();
    for (Record &record : records) {
        const RecordId id = record.key.id;
        held.records.insert(id, std::move(record));
    }
    held.state = State::Ready;
    held.loading = false;
}

void PageCache::setFailed(int page)
{
    m_pages.remove(page);
}

void PageCache::markStale(int page)
{
    const auto found = m_pages.find(page);
    if (found != m_pages.end())
        (*found)->state = State::Stale;
}

void PageCache::rearrange(const std::vector<RecordId> &ids)
{
    QHash<RecordId, Record> held;
    for (const auto &page : std::as_const(m_pages))
        held.insert(page->records);
    m_pages.clear();
    for (size_t row = 0; row < ids.size() && !held.isEmpty(); ++row) {
        const auto found = held.find(ids[row]);
        if (found == held.end())
            continue;
        std::shared_ptr<Page> &page = m_pages[pageOf(int(row))];
        if (!page)
            page = std::make_shared<Page>();
        page->state = State::Stale;
        page->records.insert(ids[row], std::move(*found));
        held.erase(found);
    }
    dropOldest();
}

QList<int> PageCache::pagesHolding(const RecordId &id) const
{
    QList<int> holding;
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
        if ((*page)->records.contains(id))
            holding.append(page.key());
    }
    return holding;
}

void PageCache::dropOldest()
{
    while (m_pages.size() > m_mostPages) {
        const auto oldest = std::min_element(
            m_pages.begin(), m_pages.end(), [](const auto &a, const auto &b) { return a->lastUse < b->lastUse; });
        m_pages.erase(oldest);
    }
}

}
