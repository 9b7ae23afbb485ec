// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/followers.h"

#include <algorithm>

namespace tandem::server {

namespace {

constexpr AudienceKey everything = -1; ///< no name has this number
constexpr size_t fewHolders = 16;

/// Both in one number. Two that meet in one only make a session look at a commit for itself.
quint64 place(EntityNumber entity, AudienceKey key)
{
    return quint64(key) ^ (quint64(entity) * 0x9e3779b97f4a7c15);
}

}

void Followers::follow(const Seat &seat, const PermissionsPointer &permissions)
{
    leave(seat);
    const auto [found, isNew] = m_holders.try_emplace(permissions.get());
    Holder &holder = found->second;
    if (isNew) {
        holder.number = ++m_lastNumber;
        holder.permissions = permissions;
        index(holder);
    } else if (holder.seats.empty()) {
        --m_emptyHolders;
    }
    holder.seats.push_back(seat);
    m_holderOf.emplace(seat.get(), &holder);
}

void Followers::leave(const Seat &seat)
{
    const auto found = m_holderOf.find(seat.get());
    if (found == m_holderOf.end())
        return;
    Holder &holder = *found->second;
    m_holderOf.erase(found);
    std::erase(holder.seats, seat);
    if (holder.seats.empty() && ++m_emptyHolders > fewHolders + m_holders.size() / 2)
        forgetEmptyHolders();
}

void Followers::index(Holder &holder)
{
    for (const EntityDef &entity : holder.permissions->registry()->entities()) {
        const KeySet &keys = holder.permissions->keySet(entity.number);
        if (keys.all)
            m_byKey.emplace(place(entity.number, everything), &holder);
        for (const AudienceKey key : keys.keys)
            m_byKey.emplace(place(entity.number, key), &holder);
    }
}

void Followers::forgetEmptyHolders()
{
    m_byKey.clear();
    std::erase_if(m_holders, [](const auto &entry) { return entry.second.seats.empty(); });
    m_emptyHolders = 0;
    for (auto &[permissions, holder] : m_holders)
        index(holder);
}

std::vector<Followers::Seat> Followers::concernedBy(const std::vector<CommitNoticePointer> &notices) const
{
    std::vector<const Holder *> holders;
    const auto add = [&](EntityNumber entity, AudienceKey key) {
        const auto [first, last] = m_byKey.equal_range(place(entity, key));
        for (auto it = first; it != last; ++it)
            holders.push_back(it->second);
    };
    for (const CommitNoticePointer &notice : notices) {
        for (const CommittedChange &change : notice->changes) {
            add(change.entity, everything);
            for (const AudienceKey key : change.keysAfter)
                add(change.entity, key);
            for (const AudienceKey key : change.keysLost)
                add(change.entity, key);
        }
    }
    std::sort(holders.begin(), holders.end(),
        [](const Holder *left, const Holder *right) { return left->number < right->number; });
    holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
    std::vector<Seat> seats;
    for (const Holder *holder : holders)
        seats.insert(seats.end(), holder->seats.begin(), holder->seats.end());
    return seats;
}

}
