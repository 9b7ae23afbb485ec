// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordreader.h"
#include "server/search/querylead.h"
#include "tests/support/servercore.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <vector>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// Lists of few among many: by the keys of who asks, and by parts of texts.
class TestQueryLead : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_core = std::make_unique<ServerCore>();
        m_indexer = std::make_unique<WordIndexer>(*m_core->store);
    }
    void cleanup()
    {
        m_indexer.reset();
        m_core.reset();
    }

    void filtersAreReadForTheTextsTheyDemand_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("demand");
        const auto row = [](const char *filter, const char *demand) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(demand);
        };
        row("name contains 'acme'", "acme");
        row("name startsWith '北京'", "北京");
        row("name contains 'a'", "");
        row("name = 'acme'", "");
        row("name contains '\xef\xbb\xbf"
            "acme'",
            ""); // a byte order mark
        row("industry contains 'acme'", "");
        row("description contains 'acme'", ""); // long, and not in the index as it stands
        row("not (name contains 'acme')", "");
        row("parent.name contains 'acme'", "");
        row("name contains 'acme' or phone contains 'acme'", "acme");
        row("name contains 'acme' or phone contains '138'", "(acme | 138)");
        row("name contains 'acme' or rating > 1", "");
        row("name contains 'acme' and rating > 1", "acme");
        row("name contains 'acme' and (phone contains '138' or code contains 'org')", "(acme & (138 | org))");
        row("name contains 'acme' and (phone contains '138' or rating > 1)", "acme");
    }
    void filtersAreReadForTheTextsTheyDemand()
    {
        QFETCH(const QString, filter);
        QFETCH(const QString, demand);
        const auto expression = parseExpression(filter);
        QVERIFY(expression.ok());
        const auto read = TextDemand::of(*expression, accounts());
        QCOMPARE(read ? inWords(*read) : QString(), demand);
    }

    void aPartIsFoundWhereverItStands()
    {
        const std::vector<RecordId> ids = {
            add(u"北京华为技术"_s, u"+86 138-1234-5678"_s, u"HW/1"_s),
            add(u"Café \"Łódź\" & Söhne 100%_"_s, u"030 / 1234"_s, u""_s),
            add(u"ACME Corp"_s, u""_s, u"AC_ME-x"_s),
            add(u"C-0012345"_s, u"+49 40 138"_s, u""_s),
            add(u"𠮷野家"_s, u""_s, u""_s),
        };
        indexAll();
        for (const RecordId &id : ids) {
            const QStringList texts = textsOf(id);
            for (const QString &text : texts) {
                const QList<uint> characters = text.toUcs4();
                for (qsizetype from = 0; from < characters.size(); ++from) {
                    for (qsizetype length = 2; from + length <= characters.size(); ++length) {
                        const auto *at = reinterpret_cast<const char32_t *>(characters.data()) + from;
                        const QString part = QString::fromUcs4(at, length);
                        const auto found = holding(part);
                        if (!found && length == 2)
                            continue; // of characters whose lower case is not the same everywhere
                        QVERIFY2(
                            found && std::find(found->begin(), found->end(), id) != found->end(), qPrintable(part));
                    }
                }
            }
        }
        QCOMPARE(holding(u"acme"_s), std::optional(std::vector{ids[2]}));
        QCOMPARE(holding(u"me c"_s), std::optional(std::vector{ids[2]}));
        QCOMPARE(holding(u"华为"_s), std::optional(std::vector{ids[0]}));
        QCOMPARE(holding(u"术+"_s), std::optional(std::vector<RecordId>())); // the end of one, the beginning of another
        QCOMPARE(holding(u"为华"_s), std::optional(std::vector<RecordId>()));
        QCOMPARE(holding(u"\"Łó"_s), std::optional(std::vector{ids[1]}));
    }

    void whatIsInTooManyIsNotNamed()
    {
        for (int i = 0; i < 4; ++i)
            add(u"Acme %1 Limited Company"_s.arg(i), u""_s, u""_s);
        const RecordId kestrel = add(u"Kestrel Limited Company"_s, u""_s, u""_s);
        indexAll();
        QVERIFY(!holding(u"acme"_s, 3));
        QVERIFY(holding(u"acme"_s, 4));
        QCOMPARE(holding(u"me 1"_s, 3)->size(), size_t(1));
        // By their ends alone they are many.
        QCOMPARE(holding(u"Kestrel Limited Company"_s, 3), std::optional(std::vector{kestrel}));
    }

    void whoSeesFewIsLedThereAlone()
    {
        const RecordId rep = m_core->addUser(u"rep"_s, u"correct horse"_s, u"sales"_s);
        const RecordId own = add(u"Acme own"_s, u""_s, u""_s, rep);
        add(u"Acme of others"_s, u""_s, u""_s);
        indexAll();
        for (const QString &filter : {QString(), u"name contains 'acme'"_s, u"name contains 'nowhere'"_s}) {
            const RecordQuery query = led(filter, permissionsOf(rep));
            QVERIFY(query.only && *query.only == std::vector{own});
        }
    }

    void whoSeesAllIsLedByTheIndex()
    {
        const RecordId acme = add(u"Acme"_s, u""_s, u""_s);
        const RecordId other = add(u"Other"_s, u""_s, u""_s);
        const PermissionsPointer all = permissionsOf(basics::administrator());
        QVERIFY(!led(u"name contains 'acme'"_s, all).only); // there is no index yet
        indexAll();
        QVERIFY(!led({}, all).only);
        QVERIFY(!led(u"name = 'acme'"_s, all).only);
        QCOMPARE(*led(u"name contains 'acme'"_s, all).only, std::vector{acme});
        QVERIFY(led(u"name contains 'nowhere'"_s, all).only->empty());
        // What is newer than the index is looked at in any case.
        m_core->update(account::number, other, {{account::field::name, Value(u"Acme too"_s)}});
        QCOMPARE(*led(u"name contains 'acme'"_s, all).only, (std::vector{acme, other}));
        QVERIFY(!led(u"name contains 'acme'"_s, all, RecordQuery::Deleted::Only).only);
    }

    void whatLedNowhereFindsNothing()
    {
        add(u"Acme"_s, u""_s, u""_s);
        indexAll();
        const PermissionsPointer all = permissionsOf(basics::administrator());
        auto reads = m_core->store->openReader();
        QVERIFY(reads.ok());
        RecordPlans plans(**reads);
        RecordReader reader(plans, all);
        RecordQuery nothing = led(u"name contains 'nowhere'"_s, all);
        nothing.limit = 10;
        const auto page = reader.page(nothing, 1'000'000);
        QVERIFY(page.ok() && page->records.empty());
        RecordQuery something = led(u"name contains 'cm'"_s, all);
        something.limit = 10;
        QCOMPARE(reader.page(something, 1'000'000)->records.size(), size_t(1));
    }

private:
    const EntityDef &accounts() const { return *m_core->store->registry()->entity(account::number); }

    RecordId add(const QString &name, const QString &phone, const QString &code, const RecordId &owner = {})
    {
        const RecordId id = newRecordId();
        FieldValues values{{account::field::name, Value(name)}};
        if (!phone.isEmpty())
            values[account::field::phone] = Value(phone);
        if (!code.isEmpty())
            values[account::field::code] = Value(code);
        if (!owner.isNull())
            values[systemfield::owner] = Value(owner);
        m_core->create(account::number, id, values);
        return id;
    }

    void indexAll()
    {
        for (;;) {
            const Result<bool> more = m_indexer->step();
            if (!more.ok())
                qFatal("%s", qPrintable(more.error().toLog()));
            if (!more.value())
                return;
        }
    }

    /// As they are stored.
    QStringList textsOf(const RecordId &id) const
    {
        const auto reader = m_core->store->openReader();
        const auto record = RecordStore(**reader, m_core->store->registry()).find(account::number, id);
        QStringList texts;
        for (const FieldNumber field : {account::field::name, account::field::phone, account::field::code}) {
            const QString text = valueIn((*record)->values, field).toText();
            if (!text.isEmpty())
                texts.append(text);
        }
        return texts;
    }

    std::optional<std::vector<RecordId>> holding(const QString &part, int most = 100) const
    {
        const auto file = m_indexer->openReader();
        const auto found = file->holding(account::number, {TextDemand::Kind::Text, part, {}}, most);
        if (!found.ok())
            qFatal("%s", qPrintable(found.error().toLog()));
        return *found;
    }

    PermissionsPointer permissionsOf(const RecordId &user)
    {
        const auto reader = m_core->store->openReader();
        const auto permissions = m_core->access.permissions(**reader, m_core->store->registry(), user);
        if (!permissions.ok())
            qFatal("%s", qPrintable(permissions.error().toLog()));
        return *permissions;
    }

    RecordQuery led(const QString &filter, const PermissionsPointer &permissions,
        RecordQuery::Deleted deleted = RecordQuery::Deleted::Without)
    {
        RecordQuery query;
        query.entity = u"account"_s;
        query.deleted = deleted;
        if (!filter.isEmpty())
            query.filter = *parseExpression(filter);
        const auto reader = m_core->store->openReader();
        AudienceStore audiences(**reader);
        ChangeLog changes(**reader);
        const auto done = leadToFew(query, accounts(), permissions->keySet(account::number), audiences,
            {m_indexer.get(), changes, m_core->store->generation(), m_core->store->registry()});
        if (!done.ok())
            qFatal("%s", qPrintable(done.error().toLog()));
        return query;
    }

    static QString inWords(const TextDemand &demand)
    {
        if (demand.kind == TextDemand::Kind::Text)
            return demand.text;
        QStringList parts;
        for (const TextDemand &part : demand.parts)
            parts.append(inWords(part));
        const bool isAll = demand.kind == TextDemand::Kind::All;
        return u'(' + parts.join(isAll ? QLatin1String(" & ") : QLatin1String(" | ")) + u')';
    }

    std::unique_ptr<ServerCore> m_core;
    std::unique_ptr<WordIndexer> m_indexer;
};

QTEST_GUILESS_MAIN(TestQueryLead)
#include "tst_querylead.moc"
