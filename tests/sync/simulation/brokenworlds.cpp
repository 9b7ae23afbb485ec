// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/brokenworlds.h"

#include "client/replica/blobs.h"
#include "server/store/companylayer.h"
#include "shared/database/dialects/dialect.h"
#include "shared/entities/entitynames.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using tandem::sim::Sabotage;
Q_DECLARE_METATYPE(tandem::sim::Sabotage)
Q_DECLARE_METATYPE(tandem::sim::Story)

namespace tandem::sim {

namespace {

using Break = std::function<void(Run &)>;

constexpr qint64 hour = 3'600'000;

/// People work and nothing goes wrong, but that an entity is taken away into which somebody has typed offline.
Story workday(int laptops)
{
    using enum Step::Kind;
    static constexpr Step::Kind kinds[]{Create, EditFields, Count, EditText, AddTag, Count, MoveStage};
    Story story{5, hour, {}};
    for (int i = 0; i < 60; ++i)
        story.steps.push_back({60'000 + 900 * i, kinds[size_t(i) % std::size(kinds)], i % laptops, quint32(i) * 7'919});
    const Step last[]{{120'000, AttachFile, 1, 3}, {121'000, DefineEntity, 0, 0}, {131'000, UseCompanyEntity, 0, 3},
        {140'000, GoOffline, 0, 0}, {141'000, UseCompanyEntity, 0, 5}, {142'000, UseCompanyEntity, 0, 6},
        {145'000, RetireEntity, 0, 0}, {150'000, GoOnline, 0, 0}};
    story.steps.insert(story.steps.end(), std::begin(last), std::end(last));
    return story;
}

/// One who is away hears of what the others do when the server does not know it any more; he has typed something, too.
Story historyGoesWhileAway()
{
    using enum Step::Kind;
    return {21, hour,
        {{60'000, Count, 1, 31}, {70'000, GoOffline, 0, 0}, {71'000, EditFields, 0, 17}, {72'000, Create, 0, 4},
            {80'000, Create, 1, 8}, {81'000, EditFields, 1, 5}, {82'000, Count, 1, 12}, {83'000, EditFields, 2, 34},
            {84'000, Create, 2, 15}, {85'000, Delete, 1, 6}, {86'000, OfficeEdit, 0, 1}, {87'000, OfficeEdit, 0, 2},
            {88'000, OfficeEdit, 0, 3}, {89'000, OfficeEdit, 0, 4}, {100'000, TrimHistory, 0, 0},
            {120'000, Count, 1, 9}, {121'000, GoOnline, 0, 0}}};
}

/// Definitions change while values for them wait in an outbox, and come back.
Story definitionsChangeWhileAway()
{
    using enum Step::Kind;
    return {22, hour,
        {{60'000, DefineField, 0, 1}, {61'000, DefineField, 0, 2}, {62'000, DefineEntity, 0, 0},
            {70'000, FillCompanyField, 1, 3}, {71'000, UseCompanyEntity, 1, 4}, {75'000, GoOffline, 2, 0},
            {76'000, FillCompanyField, 2, 5}, {77'000, FillCompanyField, 2, 6}, {78'000, UseCompanyEntity, 2, 7},
            {80'000, DefineField, 0, 3}, {81'000, ChangeOptions, 0, 4}, {82'000, RenameField, 0, 0},
            {83'000, RetireField, 0, 0}, {84'000, FillCompanyField, 1, 8}, {100'000, GoOnline, 2, 0},
            {125'000, GoOffline, 3, 0}, {130'000, RetireField, 0, 0}, {140'000, FillCompanyField, 2, 9},
            {150'000, GoOnline, 3, 0}}};
}

/// Files on their way over a bad line, of people who do not see each other's.
Story filesOverABadLine()
{
    using enum Step::Kind;
    return {23, hour,
        {{60'000, AttachFile, 1, 1}, {60'250, CutWire, 1, 0}, {75'000, AttachFile, 2, 2}, {75'300, SilenceWire, 2, 0},
            {80'000, GoOffline, 1, 0}, {81'000, AttachFile, 1, 5}, {90'000, GoOnline, 1, 0},
            {91'000, CrashServer, 0, 500}, {200'000, OpenFile, 0, 3}, {201'000, OpenFile, 0, 4},
            {210'000, RemoveFile, 1, 6}}};
}

/// A laptop that is away was copied with a visit that waits; laptop and copy send it, and go on under the same numbers.
Story copyBesideItsLaptop()
{
    using enum Step::Kind;
    return {24, hour,
        {{60'000, Count, 1, 30}, {70'000, GoOffline, 1, 0}, {71'000, Count, 1, 32}, {72'000, CopyLaptop, 1, 0},
            {80'000, Count, 1, 33}, {81'000, Create, 1, 35}, {90'000, Count, 1, 34}, {91'000, EditFields, 1, 36},
            {100'000, CrashServer, 0, 501}, {120'000, GoOnline, 1, 0}, {130'000, Count, 1, 37},
            {131'000, Count, 1, 38}}};
}

void runOnServer(Run &run, const char *sql)
{
    must(run.server().store->writer().execute(QString::fromUtf8(sql)));
}

void runOnLaptop(Run &run, const char *file, const QString &sql)
{
    const auto connection = Connection::open({run.laptop(0).folder() + QLatin1Char('/') + QLatin1String(file)});
    must(connection);
    must((*connection)->execute(sql));
}

void forgetDefinitions(Run &run)
{
    must(run.laptop(0).replica().applyMetadata({}, 0));
}

void keepRetiredEntity(Run &run)
{
    auto layer = server::readCompanyLayer(*run.server().reader(), run.server().registry());
    must(layer);
    for (CompanyDefinition &row : *layer)
        row.definition.remove(QStringLiteral("deleted"));
    must(run.laptop(0).replica().applyMetadata(*layer, run.server().registry()->revision()));
}

/// As if what was refused had been accepted.
void archiveProblems(Run &run)
{
    runOnLaptop(run, "outbox.db",
        QStringLiteral("INSERT INTO acknowledged(number, at, mutation) SELECT id + 100000, at, mutation FROM problem"));
    runOnLaptop(run, "outbox.db", QStringLiteral("DELETE FROM problem"));
}

/// As if the server had accepted a word of which it knows nothing.
void archiveWord(Run &run)
{
    TypedWord typed{run.ledger().newWord(), 0, {}, {}, 0};
    Mutation mutation;
    mutation.entity = entities::account::number;
    mutation.changes = {{entities::account::field::name, Value(), Value(typed.word)}};
    runOnLaptop(run, "outbox.db",
        QStringLiteral("INSERT INTO acknowledged(number, at, mutation) VALUES(100000, 0, X'%1')")
            .arg(QString::fromLatin1(client::toBlob(mutation).toHex())));
    run.ledger().typed(std::move(typed));
}

void loseOldestLine(Run &run)
{
    runOnServer(run, "DELETE FROM change_log WHERE seq = (SELECT min(seq) FROM change_log)");
}

void loseContents(Run &run)
{
    QDir folder(run.server().store->filesFolder());
    if (folder.isEmpty() || !folder.removeRecursively())
        qFatal("no contents");
}

void spoilContent(Run &run)
{
    QDirIterator contents(run.server().store->filesFolder(), QDir::Files, QDirIterator::Subdirectories);
    while (contents.hasNext()) {
        QFile content(contents.next());
        if (!content.resize(content.size() / 2))
            qFatal("%s", qPrintable(content.errorString()));
    }
}

void keepForeignContent(Run &run)
{
    const QString folder = run.laptop(0).folder() + QStringLiteral("/files/ab");
    QFile content(folder + QLatin1Char('/') + QString(64, QLatin1Char('a')));
    if (!QDir().mkpath(folder) || !content.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(content.errorString()));
}

void loseWord(Run &run)
{
    run.ledger().typed({run.ledger().newWord(), 0, {}, {}, 0});
}

void countTwice(Run &run)
{
    const EntityDef *account = run.server().registry()->entity(entities::account::number);
    const QString column = Dialect::quoted(account->field(CompanyMold::counterField())->column);
    must(run.server().store->writer().execute(
        QStringLiteral("UPDATE %1 SET %2 = %2 + 1").arg(Dialect::quoted(account->table), column)));
}

void turnOrderRound(Run &run)
{
    runOnServer(run,
        "UPDATE change_log SET number = number + 1000 WHERE seq = (SELECT min(seq) FROM change_log WHERE device IN "
        "(SELECT device FROM change_log WHERE device IS NOT NULL GROUP BY device HAVING count(DISTINCT number) > 1))");
}

void judgeTwice(Run &run)
{
    runOnServer(run,
        "INSERT INTO change_log (seq, entity, record, kind, device, number, user, at, changes) "
        "SELECT (SELECT max(seq) + 1 FROM change_log), entity, record, kind, device, number, user, at, changes "
        "FROM change_log WHERE device IS NOT NULL AND kind = 2 ORDER BY seq LIMIT 1");
}

void rejectWhatStands(Run &run)
{
    runOnLaptop(run, "outbox.db",
        QStringLiteral("INSERT INTO problem(at, mutation, error) SELECT at, mutation, X'%1' FROM acknowledged")
            .arg(QString::fromLatin1(client::toBlob(Error::conflict(QStringLiteral("closed"))).toHex())));
}

void showWhatIsHidden(Run &run)
{
    runOnServer(run, "DELETE FROM audience");
}

/// In the log and without a row, and the other way round.
void exchangeRow(Run &run)
{
    runOnServer(
        run, "UPDATE account SET id = X'000102030405060708090A0B0C0D0E0F' WHERE id = (SELECT min(id) FROM account)");
}

void lendSight(Run &run)
{
    runOnServer(run, "INSERT INTO audience (entity, record, key) SELECT 40, id, 77 FROM account");
}

void hideField(Run &run, const char *access)
{
    const QString permissions =
        QStringLiteral("{\"account\":{\"read\":\"all\",\"fields\":{\"name\":\"%1\"}}}").arg(QLatin1String(access));
    must(run.server().store->writer().execute(QStringLiteral("UPDATE role SET permissions = '%1'").arg(permissions)));
}

void changeReplica(Run &run)
{
    runOnLaptop(run, "replica.db", QStringLiteral("UPDATE account SET name = 'another'"));
}

void turnCursorBack(Run &run)
{
    must(run.laptop(0).replica().setCursor(1));
}

}

void TestBrokenWorlds::eachCheckComplains_data()
{
    QTest::addColumn<Break>("breakIt");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *name, const Break &breakIt, const char *complaint) {
        QTest::newRow(name) << breakIt << QString::fromLatin1(complaint);
    };
    row(
        "nothing", [](Run &) {}, "");
    row("a word is lost", loseWord, "is nowhere");
    row("an effect comes twice", countTwice, "visits of");
    row("the order of a device is not kept", turnOrderRound, "came after");
    row("a mutation is judged twice", judgeTwice, "took effect twice");
    row("something rejected has an effect", rejectWhatStands, "and is in the log");
    row("something accepted is nowhere at the server", archiveWord, "is no problem");
    row(
        "a row has another value", [](Run &run) { runOnServer(run, "UPDATE account SET employees = 4321"); },
        "is not as the log says");
    row(
        "a row has another number", [](Run &run) { runOnServer(run, "UPDATE account SET seq = seq - 1"); },
        "its last line in the log");
    row("a row has no line", exchangeRow, "has no line in the log");
    row("a line has no row", exchangeRow, "has no row");
    row("a row is shown to others", lendSight, "is seen by others");
    row("a row is held that is out of sight", showWhatIsHidden, "holds account ");
    row(
        "a hidden field is held", [](Run &run) { hideField(run, "hidden"); }, "holds account.name");
    row(
        "a masked field is held as it is", [](Run &run) { hideField(run, "masked"); }, "holds account.name");
    row("a replica is another", changeReplica, "is not as a new one");
    row("a cursor goes back", turnCursorBack, "cursor went back");
    row("definitions are others", forgetDefinitions, "knows other fields of account");
    row("an entity stays that was taken away", keepRetiredEntity, "which is gone");
    row("what was typed for such an entity is no problem", archiveProblems, "is no problem");
    row("the log has lost a line", loseOldestLine, "chain of the change log breaks");
    row("a content is lost", loseContents, "has no content");
    row("a content is kept without its file", keepForeignContent, "keeps content");
    row("a content is another", spoilContent, "the server has another content");
}

void TestBrokenWorlds::eachCheckComplains()
{
    QFETCH(Break, breakIt);
    QFETCH(QString, complaint);
    const Story story = workday(m_simulation.laptops());
    Run run(m_simulation.stage(), story);
    const QStringList before = run.play();
    QVERIFY2(before.isEmpty(), qPrintable(before.join(QLatin1Char('\n'))));
    breakIt(run);
    const QStringList after = run.check();
    const bool complains =
        std::any_of(after.begin(), after.end(), [&](const QString &what) { return what.contains(complaint); });
    QVERIFY2(complains != complaint.isEmpty(), qPrintable(after.join(QLatin1Char('\n'))));
}

void TestBrokenWorlds::eachFaultIsFound_data()
{
    QTest::addColumn<Sabotage>("sabotage");
    QTest::newRow("the server forgets its answers") << Sabotage::ForgottenAnswers;
    QTest::newRow("the network loses frames") << Sabotage::LostFrames;
    QTest::newRow("the outbox is not flushed") << Sabotage::LostOutbox;
    QTest::newRow("a restored server does not say so") << Sabotage::SameGeneration;
}

void TestBrokenWorlds::eachFaultIsFound()
{
    QFETCH(Sabotage, sabotage);
    constexpr quint64 mostSeeds = 60;
    bool found = false;
    for (quint64 seed = 1; !found && seed <= mostSeeds; ++seed)
        found = !m_simulation.play(Story::make(seed, m_simulation.laptops(), Plot::Work), sabotage).isEmpty();
    QVERIFY(found);
}

void TestBrokenWorlds::eachFaultIsFoundInItsStory_data()
{
    QTest::addColumn<Sabotage>("sabotage");
    QTest::addColumn<Story>("story");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("the horizon of the history is hidden")
        << Sabotage::HiddenHorizon << historyGoesWhileAway() << QStringLiteral("is not as a new one");
    QTest::newRow("new definitions are not sent")
        << Sabotage::OldDefinitions << definitionsChangeWhileAway() << QStringLiteral("knows other fields of account");
    QTest::newRow("an accepted edit is not kept")
        << Sabotage::UnkeptEdits << workday(m_simulation.laptops()) << QStringLiteral("is no problem");
    QTest::newRow("half of a refused edit stays")
        << Sabotage::HalfRefusals << workday(m_simulation.laptops()) << QStringLiteral("is not as the log says");
    QTest::newRow("contents open to everybody")
        << Sabotage::OpenContents << filesOverABadLine() << QStringLiteral("opens content");
    QTest::newRow("the server forgets what a laptop's copy has sent")
        << Sabotage::ForgottenAnswers << copyBesideItsLaptop() << QStringLiteral("took effect twice");
}

void TestBrokenWorlds::eachFaultIsFoundInItsStory()
{
    QFETCH(Sabotage, sabotage);
    QFETCH(Story, story);
    QFETCH(QString, complaint);
    const QStringList without = m_simulation.play(story);
    QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
    const QStringList with = m_simulation.play(story, sabotage);
    const bool complains =
        std::any_of(with.begin(), with.end(), [&](const QString &what) { return what.contains(complaint); });
    QVERIFY2(complains, qPrintable(with.join(QLatin1Char('\n'))));
}

void TestBrokenWorlds::aCopyOfALaptopBecomesADeviceOfItsOwn()
{
    const Story story = copyBesideItsLaptop();
    Run run(m_simulation.stage(), story);
    const QStringList broken = run.play();
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1Char('\n'))));
    // The second machine comes behind everybody's first one.
    const client::Replica &copy = run.laptop(m_simulation.laptops()).replica();
    QVERIFY(copy.device() != run.laptop(1).replica().device());
}

}
