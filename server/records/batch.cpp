// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/batch.h"

#include "server/records/attempt.h"
#include "server/records/mutationrun.h"
#include "server/records/noverdict.h"

#include <algorithm>

namespace tandem::server {

namespace {

/// Whether the database itself gave up, so that nothing else of this batch can succeed.
bool endsBatch(const Error &error, const Connection &connection)
{
    static const QStringList reasons{QStringLiteral("diskFull"), QStringLiteral("diskError"),
        QStringLiteral("databaseLocked"), QStringLiteral("diskReadOnly"), QStringLiteral("databaseReadOnly"),
        QStringLiteral("cannotOpen"), QStringLiteral("noPrimary"), QStringLiteral("outOfMemory"),
        QStringLiteral("rolledBack"), QStringLiteral("connectionLost")};
    return !connection.inTransaction() || (error.code == ErrorCode::Unavailable && reasons.contains(error.reason));
}

Acknowledgement rejection(const MutationId &id, Error error)
{
    return {id, Outcome::Rejected, 0, std::move(error)};
}

}

Result<Acknowledgement> Batch::execute(const Actor &actor, const Mutation &mutation, const QByteArray &contentHash)
{
    const bool isRemembered = !contentHash.isEmpty();
    std::optional<Attempt> attempt;
    if (m_hasSavepoints) {
        TANDEM_ASSIGN(Attempt begun, Attempt::begin(m_state));
        attempt.emplace(std::move(begun));
    }
    MutationRun run(m_state, actor);
    const auto answer = run.execute(mutation);
    Acknowledgement acknowledgement;
    if (answer) {
        acknowledgement = {mutation.id, answer->outcome, answer->seq, answer->remark};
    } else {
        if (endsBatch(answer.error(), m_state.connection()))
            return answer.error();
        if (!attempt) {
            m_isRefusedWithout = true;
            return answer.error();
        }
        attempt->takeBack();
        acknowledgement = rejection(mutation.id, answer.error());
    }
    if (isRemembered && (answer || !isTemporary(answer.error())))
        TANDEM_TRY(m_state.devices().keep(contentHash, acknowledgement, m_state.now()));
    if (answer && attempt)
        TANDEM_TRY(attempt->keep());
    return acknowledgement;
}

Result<Acknowledgement> Batch::judge(const Actor &actor, const Mutation &mutation)
{
    if (mutation.id.device.isNull())
        return execute(actor, mutation, {});
    if (!actor.device.isNull() && actor.device != mutation.id.device)
        return rejection(mutation.id, Error::forbidden(QStringLiteral("wrongDevice")));
    const QByteArray hash = DeviceStore::contentHash(mutation);
    TANDEM_ASSIGN(const DeviceStore::Lookup lookup, m_state.devices().look(mutation.id, hash));
    switch (lookup.standing) {
    case DeviceStore::Standing::Repeated:
        return lookup.answer;
    case DeviceStore::Standing::Differs:
        return rejection(mutation.id,
            {ErrorCode::Conflict, QStringLiteral("deviceCloned"), {}, {{QStringLiteral("last"), lookup.last}}, {}});
    case DeviceStore::Standing::Forgotten:
        return rejection(mutation.id,
            {ErrorCode::Conflict, QStringLiteral("answerForgotten"), {}, {{QStringLiteral("last"), lookup.last}}, {}});
    case DeviceStore::Standing::New:
    case DeviceStore::Standing::Gap: // of mutations that were folded or taken back before they were sent
        break;
    }
    return execute(actor, mutation, hash);
}

Result<void> Batch::runMutations(const MutationSubmission &submission, std::vector<Acknowledgement> &answers)
{
    answers.reserve(submission.mutations.size());
    std::optional<Error> held;
    if (!submission.generation.isNull() && submission.generation != m_state.generation())
        held = Error::unavailable(QStringLiteral("serverRestored"));
    for (const Mutation &mutation : submission.mutations) {
        if (held && !mutation.id.device.isNull()) {
            answers.push_back(rejection(mutation.id, *held));
            continue;
        }
        TANDEM_ASSIGN(Acknowledgement answer, judge(submission.actor, mutation));
        if (answer.error && holdsBack(*answer.error))
            held = answer.error;
        answers.push_back(std::move(answer));
    }
    return {};
}

Result<void> Batch::runTogether(const MutationSubmission &submission, std::vector<Acknowledgement> &answers)
{
    TANDEM_ASSIGN(Attempt attempt, Attempt::begin(m_state));
    for (const Mutation &mutation : submission.mutations) {
        TANDEM_ASSIGN(Acknowledgement answer, judge(submission.actor, mutation));
        answers.push_back(std::move(answer));
        if (answers.back().outcome != Outcome::Rejected)
            continue;
        const Error error = *answers.back().error;
        attempt.takeBack();
        answers.clear();
        for (const Mutation &each : submission.mutations)
            answers.push_back(rejection(each.id, error));
        return {};
    }
    return attempt.keep();
}

Result<void> Batch::runWork(const WorkSubmission &submission, Result<void> &answer)
{
    TANDEM_ASSIGN(Attempt attempt, Attempt::begin(m_state));
    answer = submission.work(m_state.connection());
    m_state.devices().forget(); // of which it may have removed some
    if (answer.ok())
        return attempt.keep();
    if (endsBatch(answer.error(), m_state.connection()))
        return answer.error();
    attempt.takeBack();
    return {};
}

Result<void> Batch::runOnce()
{
    m_answers.clear();
    m_answers.resize(m_submissions.size());
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(m_state.connection()));
    TANDEM_TRY(m_state.begin());
    for (size_t i = 0; i < m_submissions.size(); ++i) {
        if (const auto *mutations = std::get_if<MutationSubmission>(&m_submissions[i])) {
            std::vector<Acknowledgement> &answers = m_answers[i].acknowledgements;
            TANDEM_TRY(mutations->together ? runTogether(*mutations, answers) : runMutations(*mutations, answers));
        } else {
            TANDEM_TRY(runWork(std::get<WorkSubmission>(m_submissions[i]), m_answers[i].work));
        }
    }
    TANDEM_TRY(m_state.finish());
    return transaction.commit();
}

/// Other work may do more than the database can take back, so it is never run twice.
bool Batch::isMutationsOnly() const
{
    return std::all_of(m_submissions.begin(), m_submissions.end(),
        [](const Submission &submission) { return std::holds_alternative<MutationSubmission>(submission); });
}

Result<void> Batch::runAll()
{
    m_hasSavepoints = m_state.expectsRefusals() || !isMutationsOnly();
    Result<void> outcome = runOnce();
    if (!m_isRefusedWithout)
        return outcome;
    m_state.reset();
    m_state.expectRefusals();
    m_hasSavepoints = true;
    return runOnce();
}

Result<void> Batch::run(std::vector<Submission> submissions)
{
    m_submissions = std::move(submissions);
    Result<void> outcome = runAll();
    if (!outcome) {
        m_state.reset();
        // To the clients it is one thing, whatever gave way: nothing was kept, try again.
        Error error = outcome.error();
        error.code = ErrorCode::Unavailable;
        return error;
    }
    for (const Answer &answer : m_answers) {
        for (const Acknowledgement &acknowledgement : answer.acknowledgements) {
            m_figures.rejected += acknowledgement.outcome == Outcome::Rejected;
            m_figures.applied += acknowledgement.outcome != Outcome::Rejected;
            m_figures.conflicted += acknowledgement.outcome == Outcome::Conflicted;
        }
    }
    return outcome;
}

Pipeline::AnswerTime Batch::timeOf(const Submission &submission)
{
    const auto *mutations = std::get_if<MutationSubmission>(&submission);
    return mutations ? mutations->time : Pipeline::AnswerTime::AfterTheNotice;
}

bool Batch::answer(const Result<void> &outcome, Pipeline::AnswerTime time)
{
    bool any = false;
    for (size_t i = 0; i < m_submissions.size(); ++i) {
        if (timeOf(m_submissions[i]) != time)
            continue;
        any = true;
        Answer &answer = m_answers[i];
        if (auto *mutations = std::get_if<MutationSubmission>(&m_submissions[i])) {
            if (!outcome) {
                answer.acknowledgements.clear();
                for (const Mutation &mutation : mutations->mutations)
                    answer.acknowledgements.push_back(rejection(mutation.id, outcome.error()));
            }
            if (mutations->done)
                mutations->done(answer.acknowledgements);
        } else if (auto &work = std::get<WorkSubmission>(m_submissions[i]); work.done) {
            work.done(outcome ? answer.work : outcome);
        }
    }
    return any;
}

}
