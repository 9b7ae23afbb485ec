// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/story.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tandem::sim {

namespace {

struct Weight
{
    Step::Kind kind;
    const char *name;
    int weight; ///< how often, beside the others of its plot
    Plot plot = Plot::Work;
};

using enum Step::Kind;

// In the order of Step::Kind.
constexpr Weight weights[] = {
    {Create, "creates a record", 10},
    {EditFields, "edits fields", 14},
    {EditText, "writes in a text", 14},
    {AddTag, "adds and takes tags", 6},
    {Count, "counts a visit", 14},
    {LinkRecords, "links records", 4},
    {MoveStage, "moves a stage", 5},
    {Delete, "deletes a record", 3},
    {Restore, "restores a record", 2},
    {GiveAway, "gives a record away", 3},
    {Share, "shares a record", 3},
    {AskApproval, "asks for approval", 3},
    {Decide, "decides on an approval", 4},
    {SettleConflict, "settles a conflict", 3},
    {Undo, "undoes the last edit", 3},
    {ImportRows, "imports rows", 2},
    {RevertImport, "takes an import back", 2},
    {AttachFile, "attaches a file", 12, Plot::All},
    {OpenFile, "opens a file", 8, Plot::All},
    {RemoveFile, "removes a file", 3, Plot::All},
    {FillCompanyField, "fills in a field of the company's", 10, Plot::All},
    {UseCompanyEntity, "works on a record of the company's", 8, Plot::All},
    {GoOffline, "goes offline", 5},
    {GoOnline, "goes online", 8},
    {LoseNetwork, "loses the network", 3},
    {FindNetwork, "finds the network", 5},
    {CutWire, "has the connection cut", 8},
    {SilenceWire, "has a half-open connection", 3},
    {SlowNetwork, "(the network becomes slow)", 1},
    {FastNetwork, "(the network becomes fast)", 2},
    {CrashLaptop, "crashes", 3},
    {BackUpLaptop, "copies the profile", 2},
    {RestoreLaptop, "goes back to the copied profile", 2},
    {MoveClock, "sets the clock wrong", 1},
    {FillDisk, "has no room on the disk", 1},
    {ClearDisk, "has room on the disk again", 2},
    {FailDisk, "has a disk that fails once", 2},
    {CutPower, "loses power while writing", 3},
    {CrashServer, "(the server crashes)", 3},
    {FillServerDisk, "(the server's disk is full)", 1},
    {ClearServerDisk, "(the server's disk has room again)", 2},
    {FailServerDisk, "(the server's disk fails once)", 2},
    {CutServerPower, "(the server loses power while writing)", 2},
    {BackUpServer, "(the server is backed up)", 2},
    {RestoreServer, "(the server is restored from its backup)", 1},
    {TrimHistory, "(the server lets history go)", 6, Plot::All},
    {ChangeRole, "gets or loses a role", 3},
    {ChangeDepartment, "moves to another department", 2},
    {ChangeTeam, "joins or leaves the team", 2},
    {ChangeFieldAccess, "(a role sees other fields)", 2},
    {DisableUser, "is disabled or enabled", 1},
    {AddField, "(a field is added)", 1},
    {OfficeEdit, "(the office edits)", 4},
    {DefineField, "(a field of the company's is defined)", 5, Plot::All},
    {ChangeOptions, "(a field gets other options)", 4, Plot::All},
    {RetireField, "(a field is taken away or comes back)", 4, Plot::All},
    {RenameField, "(a field is renamed)", 3, Plot::All},
    {DefineEntity, "(an entity of the company's is defined)", 2, Plot::All},
    {RetireEntity, "(an entity of the company's is taken away or comes back)", 3, Plot::All},
    {JoinRecords, "joins two records", 6, Plot::More},
    {TakeJoinApart, "takes a join of two apart", 4, Plot::More},
    {ChangeMany, "changes many records at once", 6, Plot::More},
    {TakeChangeBack, "takes a mass change back", 4, Plot::More},
    {WithdrawApproval, "withdraws from approval", 3, Plot::More},
    {HandOnApproval, "hands an approval on", 6, Plot::More},
    {ChangeLink, "points a link elsewhere", 6, Plot::More},
    {TakePairApart, "takes a pair apart", 3, Plot::More},
    {RestoreAny, "restores a record of another kind", 4, Plot::More},
    {MoveDepartment, "(a department gets another place)", 4, Plot::More},
    {RetypeField, "(a field is to hold something else)", 3, Plot::More},
    {CopyLaptop, "uses a copy of the laptop beside it", 5, Plot::Faults},
    {PutCopyAway, "puts the copy of the laptop away", 5, Plot::Faults},
    {BreakLate, "has the connection break while frames are under way", 8, Plot::Faults},
    {TearFrame, "has a frame torn", 8, Plot::Faults},
    {FillFiles, "has no room for files", 3, Plot::Faults},
    {ClearFiles, "has room for files again", 5, Plot::Faults},
    {FailFile, "has a file that fails once", 6, Plot::Faults},
    {LoseFiles, "loses what was not flushed of files", 6, Plot::Faults},
    {FillServerFiles, "(the server has no room for files)", 3, Plot::Faults},
    {ClearServerFiles, "(the server has room for files again)", 5, Plot::Faults},
    {FailServerFile, "(a file of the server's fails once)", 6, Plot::Faults},
    {LoseServerFiles, "(the server loses what was not flushed of files)", 6, Plot::Faults},
    {ComeTogether, "(everybody comes together)", 0, Plot::Faults},
};
static_assert(std::size(weights) == size_t(Count_));

Step::Kind pick(QRandomGenerator &random, Plot plot)
{
    int total = 0;
    for (const Weight &weight : weights)
        total += weight.plot == plot ? weight.weight : 0;
    int at = random.bounded(total);
    for (const Weight &weight : weights) {
        at -= weight.plot == plot ? weight.weight : 0;
        if (at < 0)
            return weight.kind;
    }
    return Create;
}

/// What the story tells beside the work, in the midst of it: `further` steps of that plot.
void weaveIn(Story &story, int laptops, Plot plot, int further, QRandomGenerator random)
{
    for (int i = 0; i < further; ++i) {
        const size_t place = size_t(random.bounded(int(story.steps.size())));
        const qint64 at = std::min(story.steps[place].at + random.bounded(1, 2'000), story.end);
        story.steps.push_back({at, pick(random, plot), random.bounded(laptops), random.generate()});
    }
    std::stable_sort(
        story.steps.begin(), story.steps.end(), [](const Step &one, const Step &other) { return one.at < other.at; });
}

}

Plot Step::plot() const
{
    return weights[size_t(kind)].plot;
}

int Step::weight() const
{
    return weights[size_t(kind)].weight;
}

/// Kinds stand in the order in which they came, so that people's are at two places.
bool Step::isOfPeople() const
{
    return kind < GoOffline || (kind >= JoinRecords && kind <= RestoreAny);
}

QString Step::toText() const
{
    return QStringLiteral("%1  laptop %2 %3 [%4]")
        .arg(double(at) / 1000.0, 10, 'f', 3)
        .arg(laptop)
        .arg(QLatin1String(weights[size_t(kind)].name))
        .arg(dice);
}

std::optional<Step> Step::fromText(const QString &line)
{
    static const QRegularExpression form(QStringLiteral("^\\s*(\\d+)\\.(\\d{3})  laptop (\\d+) (.+) \\[(\\d+)\\]$"));
    const QRegularExpressionMatch match = form.match(line);
    const auto *found = std::find_if(std::begin(weights), std::end(weights),
        [&](const Weight &weight) { return match.captured(4) == QLatin1String(weight.name); });
    if (!match.hasMatch() || found == std::end(weights))
        return std::nullopt;
    return Step{match.captured(1).toLongLong() * 1000 + match.captured(2).toLongLong(), found->kind,
        match.captured(3).toInt(), match.captured(5).toUInt()};
}

QString Story::toText() const
{
    QString text = QStringLiteral("seed %1\n").arg(seed);
    if (isLong())
        text += QStringLiteral("days %1\n").arg(days());
    for (const Step &step : steps)
        text += step.toText() + QLatin1Char('\n');
    return text;
}

std::optional<Story> Story::fromText(const QString &text)
{
    std::optional<Story> story;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1Char('#')))
            continue;
        if (!story && line.startsWith(QLatin1String("seed "))) {
            story = Story{line.sliced(5).toULongLong(), day, {}};
            continue;
        }
        if (story && story->steps.empty() && line.startsWith(QLatin1String("days "))) {
            story->end = line.sliced(5).toLongLong() * day;
            continue;
        }
        const std::optional<Step> step = Step::fromText(line);
        if (!story || !step)
            return std::nullopt;
        story->steps.push_back(*step);
    }
    return story;
}

Story Story::firstDays(int days) const
{
    Story shorter = *this;
    shorter.end = std::min(end, days * day);
    std::erase_if(shorter.steps, [&](const Step &step) { return step.at >= shorter.end; });
    return shorter;
}

Story Story::withoutDay(int number) const
{
    Story shorter = *this;
    std::erase_if(shorter.steps, [&](const Step &step) { return step.at / day == number; });
    return shorter;
}

Story Story::make(quint64 seed, int laptops, Plot plot)
{
    QRandomGenerator random(quint32(seed * 2'654'435'761u + 17));
    Story story{seed, day, {}};
    const int steps = 40 + random.bounded(160);
    // Much of it close together: what happens while an answer is under way is what goes wrong.
    qint64 at = 60'000;
    for (int i = 0; i < steps; ++i) {
        const bool burst = random.bounded(3) != 0;
        at += burst ? random.bounded(1, 2'000) : random.bounded(10'000, int(2 * story.end / steps));
        story.steps.push_back(
            {std::min(at, story.end), pick(random, Plot::Work), random.bounded(laptops), random.generate()});
    }
    // Each with a generator of its own, so that what the others lead to with a seed stays.
    if (plot >= Plot::All)
        weaveIn(story, laptops, Plot::All, int(story.steps.size() / 4),
            QRandomGenerator(quint32(seed * 1'597'334'677u + 29)));
    if (plot >= Plot::More)
        weaveIn(story, laptops, Plot::More, int(story.steps.size() / 4),
            QRandomGenerator(quint32(seed * 1'597'334'677u + 30)));
    if (plot >= Plot::Faults)
        weaveIn(story, laptops, Plot::Faults, int(story.steps.size() / 8),
            QRandomGenerator(quint32(seed * 2'246'822'519u + 43)));
    return story;
}

}
