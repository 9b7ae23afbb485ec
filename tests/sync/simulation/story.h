// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace tandem::sim {

/// How much of it a story is about. What one of them leads to with a seed is all there in those behind it, and stays as
/// it is when there are more kinds of steps: these get a plot of their own.
enum class Plot {
    Work, ///< records, networks, disks, rights
    All, ///< and files, definitions, trimming of the history
    More, ///< and joins, mass changes, approvals that change hands, links, a tree that is replanted
    Faults, ///< and what goes wrong more rarely
};

/// What somebody does, or what goes wrong. Which record, which word and so on follows from `dice` and from what is
/// there then, so that a story with steps left out is still a story.
struct Step
{
    enum class Kind {
        // people at their laptops
        Create,
        EditFields,
        EditText,
        AddTag,
        Count,
        LinkRecords,
        MoveStage,
        Delete,
        Restore,
        GiveAway,
        Share,
        AskApproval,
        Decide,
        SettleConflict,
        Undo,
        ImportRows,
        RevertImport,
        AttachFile,
        OpenFile,
        RemoveFile,
        FillCompanyField,
        UseCompanyEntity,
        // laptops and networks
        GoOffline,
        GoOnline,
        LoseNetwork,
        FindNetwork,
        CutWire,
        SilenceWire,
        SlowNetwork,
        FastNetwork,
        CrashLaptop,
        BackUpLaptop,
        RestoreLaptop,
        MoveClock,
        FillDisk,
        ClearDisk,
        FailDisk,
        CutPower,
        // the server's machine
        CrashServer,
        FillServerDisk,
        ClearServerDisk,
        FailServerDisk,
        CutServerPower,
        BackUpServer,
        RestoreServer,
        TrimHistory,
        // its administrator
        ChangeRole,
        ChangeDepartment,
        ChangeTeam,
        ChangeFieldAccess,
        DisableUser,
        AddField,
        OfficeEdit,
        DefineField,
        ChangeOptions,
        RetireField,
        RenameField,
        DefineEntity,
        RetireEntity,
        // people again, and the administrator: kinds that came later stand behind those of before
        JoinRecords,
        TakeJoinApart,
        ChangeMany,
        TakeChangeBack,
        WithdrawApproval,
        HandOnApproval,
        ChangeLink,
        TakePairApart,
        RestoreAny,
        MoveDepartment,
        RetypeField,
        // copies of laptops, connections that break badly, files on bad disks
        CopyLaptop,
        PutCopyAway,
        BreakLate,
        TearFrame,
        FillFiles,
        ClearFiles,
        FailFile,
        LoseFiles,
        FillServerFiles,
        ClearServerFiles,
        FailServerFile,
        LoseServerFiles,
        // everybody, in the middle of a long story
        ComeTogether,
        Count_
    };

    qint64 at = 0; ///< milliseconds of simulated time
    Kind kind = Kind::Create;
    int laptop = 0;
    quint32 dice = 0;

    Plot plot() const; ///< that it came with
    int weight() const; ///< how often its kind comes beside the others of its plot
    bool isOfPeople() const; ///< somebody works at a laptop
    QString toText() const;
    static std::optional<Step> fromText(const QString &line);
};

/// Everything that one run does; the seed gives all of it, and the delays of the network besides.
struct Story
{
    quint64 seed = 0;
    qint64 end = 0; ///< then the network is quiet and everybody comes back
    std::vector<Step> steps; ///< in the order of their times

    static constexpr qint64 day = 24 * 3'600'000;
    static constexpr int daysOfMonth = 26; ///< four weeks of an office, without the last weekend

    /// A day in which hours of an office happen close together, and much goes wrong.
    static Story make(quint64 seed, int laptops, Plot plot = Plot::Faults);
    /// Working days, nights and weekends: monthstory.cpp says how many of what.
    static Story makeMonth(quint64 seed, int laptops);

    int days() const { return int((end + day - 1) / day); }
    bool isLong() const { return end > day; }
    /// What happens up to the end of that many days.
    Story firstDays(int days) const;
    Story withoutDay(int number) const; ///< counted from 0
    /// As a file keeps it: lines of comment ("# …"), the seed, how many days if these are several, the steps.
    QString toText() const;
    static std::optional<Story> fromText(const QString &text);
};

}
