// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/readside.h"

#include "server/store/companylayer.h"

namespace tandem::server {

Result<std::unique_ptr<ReadSide>> ReadSide::open(const Store &store, WordIndexer *words)
{
    TANDEM_ASSIGN(auto connection, store.openReader());
    return std::unique_ptr<ReadSide>(new ReadSide(store, std::move(connection), words));
}

ReadSide::ReadSide(const Store &store, std::unique_ptr<Connection> connection, WordIndexer *words)
    : m_store(store)
    , m_connection(std::move(connection))
    , m_audiences(*m_connection)
    , m_changeLog(*m_connection)
    , m_plans(*m_connection)
    , m_words(words)
{
}

bool ReadSide::isNews(EntityNumber entity, const RecordId &record, qint64 seq) const
{
    if (seq <= m_shown)
        return false;
    const auto shown = m_shownOf.find({entity, record});
    return shown == m_shownOf.end() || seq > shown->second;
}

void ReadSide::hasTold(qint64 seq)
{
    std::erase_if(m_shownOf, [seq](const auto &shown) { return shown.second <= seq; });
}

FieldViewPointer ReadSide::view(const EntityDef &entity, const Permissions &permissions)
{
    if (m_viewsRevision != permissions.registry()->revision()) {
        m_views.clear();
        m_viewsRevision = permissions.registry()->revision();
    }
    FieldViewPointer &view = m_views[FieldView::key(entity, permissions)];
    if (!view)
        view = std::make_shared<const FieldView>(entity, permissions);
    return view;
}

Result<CompanyLayer> ReadSide::companyLayer(const Registry &registry)
{
    if (!m_companyLayer || m_companyLayer->revision != registry.revision()) {
        TANDEM_ASSIGN(const Transaction oneState, Transaction::begin(*m_connection, Transaction::Kind::Read));
        TANDEM_ASSIGN(auto definitions, readCompanyLayer(*m_connection, m_store.shipped()));
        m_companyLayer = CompanyLayer{registry.revision(), std::move(definitions)};
    }
    return *m_companyLayer;
}

}
