// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/fieldview.h"
#include "server/records/recordplans.h"
#include "server/search/wordindexview.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"
#include "server/store/store.h"
#include "shared/base/pinyin.h"
#include "shared/database/transaction.h"
#include "shared/protocol/sessionmessages.h"

#include <map>
#include <optional>

namespace tandem::server {

/// How many rows a client gets that asks for `wanted` of them, where 0 or less means as many as there may be.
inline int rowsWanted(int wanted, int most)
{
    return wanted <= 0 ? most : std::min(wanted, most);
}

/// What a network thread reads with: its own connection, and what is made once for many sessions.
class ReadSide
{
public:
    /// `words`: to search in; null: rows are walked through.
    static Result<std::unique_ptr<ReadSide>> open(const Store &store, WordIndexer *words = nullptr);

    const Store &store() const { return m_store; }
    Connection &connection() { return *m_connection; }
    AudienceStore &audiences() { return m_audiences; }
    ChangeLog &changeLog() { return m_changeLog; }
    RecordPlans &plans() { return m_plans; }
    WordIndexer *words() const { return m_words; }
    WordIndexView::Source indexSource(const RegistryPointer &registry)
    {
        return {m_words, m_changeLog, m_store.generation(), registry};
    }
    Pinyin &pinyin() { return m_pinyin; }

    /// Reading is ahead of telling: what clients got out of a state with the change `seq` must not be followed by what
    /// it was before. Of everything, or of one record.
    void hasShown(qint64 seq) { m_shown = std::max(m_shown, seq); }
    void hasShown(EntityNumber entity, const RecordId &record, qint64 seq) { m_shownOf[{entity, record}] = seq; }
    /// Whether nothing newer than the change `seq` of this record was shown.
    bool isNews(EntityNumber entity, const RecordId &record, qint64 seq) const;
    /// Everything up to `seq` is told.
    void hasTold(qint64 seq);

    FieldViewPointer view(const EntityDef &entity, const Permissions &permissions);
    /// The company's own definitions as of `registry`, or newer ones. Not inside of an older transaction.
    Result<CompanyLayer> companyLayer(const Registry &registry);

private:
    ReadSide(const Store &store, std::unique_ptr<Connection> connection, WordIndexer *words);

    const Store &m_store;
    std::unique_ptr<Connection> m_connection;
    AudienceStore m_audiences;
    ChangeLog m_changeLog;
    RecordPlans m_plans;
    WordIndexer *m_words;
    Pinyin m_pinyin;
    qint64 m_shown = 0;
    std::map<std::pair<EntityNumber, RecordId>, qint64> m_shownOf;
    qint64 m_viewsRevision = -1;
    QHash<QByteArray, FieldViewPointer> m_views;
    std::optional<CompanyLayer> m_companyLayer;
};

}
