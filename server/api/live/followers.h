// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/records/commitnotice.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace tandem::server {

class LiveSession;

/// Which sessions of one network thread a commit may concern. They are found by the keys of the records that it has
/// changed, not by asking each: thousands that may see nothing of it cost nothing. On that thread only.
class Followers
{
public:
    /// A session as other threads name it; only the network thread looks inside. Null once the session is gone.
    using Seat = std::shared_ptr<LiveSession *>;

    /// From now on with these permissions, instead of those that it may have had.
    void follow(const Seat &seat, const PermissionsPointer &permissions);
    void leave(const Seat &seat);

    /// All who may see a record that was changed, or could before, each once, in an order that does not depend on
    /// chance. Now and then also one who may not: keys are compared by a hash.
    std::vector<Seat> concernedBy(const std::vector<CommitNoticePointer> &notices) const;

private:
    /// The sessions of one user, or of several whose permissions are one object.
    struct Holder
    {
        quint64 number = 0; ///< in the order in which they came
        PermissionsPointer permissions;
        std::vector<Seat> seats;
    };

    void index(Holder &holder);
    void forgetEmptyHolders();

    std::unordered_map<const Permissions *, Holder> m_holders;
    std::unordered_map<const void *, Holder *> m_holderOf; ///< by seat
    /// By entity and key. What leads to a holder without seats stays until many have none: to take it out by itself
    /// would be a search among all who hold the key of a large department.
    std::unordered_multimap<quint64, const Holder *> m_byKey;
    size_t m_emptyHolders = 0;
    quint64 m_lastNumber = 0;
};

}
