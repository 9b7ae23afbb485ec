// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/pipeline.h"

#include "server/records/batch.h"
#include "server/records/subscribers.h"
#include "shared/database/transaction.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <deque>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.pipeline")

}

class Pipeline::Writer
{
public:
    Writer(const Parts &parts, Limits limits)
        : m_parts(parts)
        , m_limits(limits)
    {
    }
    ~Writer() { stop(); }

    Result<void> prepare();
    void startThread();
    void stop();
    bool runBatch();
    bool take(Submission submission); ///< false: refused, and answered so
    void hold(Done done);
    void catchUp(qint64 seq);
    Subscribers &subscribers() { return m_subscribers; }
    Figures figures() const;

private:
    void run();
    enum class Turn { Commit, Probe, Learn, End };
    Turn waitForWork();
    std::vector<Submission> next();
    void commit(std::vector<Submission> submissions);
    void probe();
    void learn();
    void noteOutcome(const Result<void> &outcome);
    CommitNotice publish();
    void tell(CommitNotice notice, bool ofAnswers = false);
    void count(const Batch &batch, const Result<void> &outcome, qint64 lastSeq);

    Parts m_parts;
    Limits m_limits;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<WriterState> m_state; ///< the writer's own

    mutable QMutex m_mutex; ///< for what follows
    QWaitCondition m_arrived;
    std::deque<Submission> m_waiting;
    int m_waitingMutations = 0;
    bool m_stopping = false;
    int m_probeWait = 0; ///< milliseconds
    bool m_behind = false; ///< others have committed something that is not known here
    Figures m_figures;

    Subscribers m_subscribers;
};

Result<void> Pipeline::Writer::prepare()
{
    TANDEM_ASSIGN(m_figures.lastSeq, Sequence::committed(m_parts.store.writer()));
    m_state = std::make_unique<WriterState>(m_parts, m_limits);
    return {};
}

void Pipeline::Writer::startThread()
{
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("writer"));
    m_thread->start();
}

void Pipeline::Writer::stop()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_stopping = true;
        m_arrived.wakeAll();
    }
    if (m_thread)
        m_thread->wait();
    else if (m_state)
        run();
    m_thread.reset();
    m_state.reset();
}

bool Pipeline::Writer::take(Submission submission)
{
    const int size = sizeOf(submission);
    Error error;
    {
        const QMutexLocker lock(&m_mutex);
        const Result<WriteGate::Pass> pass = m_parts.store.gate().pass();
        if (m_stopping) {
            error = Error::unavailable(QStringLiteral("shuttingDown"));
        } else if (!pass) {
            error = pass.error();
        } else if (m_waitingMutations > 0 && m_waitingMutations + size > m_limits.waiting) {
            error = {ErrorCode::TooMany, QStringLiteral("busy"), {}, {{QStringLiteral("retryAfter"), 1}}, {}};
        } else {
            m_waitingMutations += size;
            m_waiting.push_back(std::move(submission));
            m_arrived.wakeOne();
            return true;
        }
    }
    refuse(submission, error);
    return false;
}

/// What had its pass is in the queue already, before the work that answers.
void Pipeline::Writer::hold(Done done)
{
    m_parts.store.gate().close();
    Submission last = WorkSubmission{[](Connection &) { return Result<void>(); }, std::move(done)};
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_stopping) {
            m_waitingMutations += sizeOf(last);
            m_waiting.push_back(std::move(last));
            m_arrived.wakeOne();
            return;
        }
    }
    refuse(last, Error::unavailable(QStringLiteral("shuttingDown")));
}

void Pipeline::Writer::catchUp(qint64 seq)
{
    const QMutexLocker lock(&m_mutex);
    if (seq <= m_figures.lastSeq)
        return;
    m_behind = true;
    m_arrived.wakeOne();
}

Pipeline::Writer::Turn Pipeline::Writer::waitForWork()
{
    QMutexLocker lock(&m_mutex);
    while (m_waiting.empty() && !m_stopping && !m_behind) {
        if (!m_figures.writeError)
            m_arrived.wait(&m_mutex);
        else if (!m_arrived.wait(&m_mutex, static_cast<unsigned long>(m_probeWait)))
            return Turn::Probe;
    }
    if (!m_waiting.empty())
        return Turn::Commit;
    if (m_stopping)
        return Turn::End;
    m_behind = false;
    return m_figures.writeError ? Turn::Probe : Turn::Learn; // there may be somebody again who takes it
}

std::vector<Submission> Pipeline::Writer::next()
{
    const QMutexLocker lock(&m_mutex);
    std::vector<Submission> batch;
    int mutations = 0;
    while (!m_waiting.empty() && (batch.empty() || mutations + sizeOf(m_waiting.front()) <= m_limits.batch)) {
        mutations += sizeOf(m_waiting.front());
        batch.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    m_waitingMutations -= mutations;
    return batch;
}

/// Until it is told to stop and nothing waits any more.
void Pipeline::Writer::run()
{
    for (;;) {
        switch (waitForWork()) {
        case Turn::Commit:
            runBatch();
            break;
        case Turn::Probe:
            probe();
            break;
        case Turn::Learn:
            learn();
            break;
        case Turn::End:
            return;
        }
    }
}

void Pipeline::Writer::learn()
{
    const auto learnt = [&]() -> Result<bool> {
        TANDEM_ASSIGN(const Transaction reading, Transaction::begin(m_state->connection(), Transaction::Kind::Read));
        return m_state->catchUp();
    };
    Result<bool> outcome = learnt();
    if (!outcome) {
        m_state->reset();
        outcome = learnt(); // a line that was cut is found out by using it, and made anew by the next use
    }
    if (!outcome) {
        qCWarning(log).noquote() << "not up to date with other daemons:" << outcome.error().toLog();
        m_state->reset();
        const QMutexLocker lock(&m_mutex);
        return noteOutcome(outcome.error()); // a batch would fare no better, and is tried until it works
    }
    if (!*outcome)
        return probe();
    CommitNotice notice = m_state->takeForeignNotice();
    {
        const QMutexLocker lock(&m_mutex);
        m_figures.lastSeq = std::max(m_figures.lastSeq, notice.lastSeq);
    }
    tell(std::move(notice));
}

bool Pipeline::Writer::runBatch()
{
    std::vector<Submission> submissions = next();
    if (submissions.empty())
        return false;
    commit(std::move(submissions));
    return true;
}

void Pipeline::Writer::commit(std::vector<Submission> submissions)
{
    Batch batch(*m_state);
    const Result<void> outcome = batch.run(std::move(submissions));
    const qint64 lastSeq = outcome ? m_state->lastSeq() : 0;
    count(batch, outcome, lastSeq);
    CommitNotice notice = outcome ? publish() : CommitNotice();
    const bool answered = batch.answer(outcome, AnswerTime::BeforeTheNotice);
    tell(std::move(notice), answered);
    batch.answer(outcome, AnswerTime::AfterTheNotice);
}

/// A batch of nothing writes the sequence's row all the same, and so finds out whether the disk takes it again.
void Pipeline::Writer::probe()
{
    const Result<void> outcome = Batch(*m_state).run({});
    if (outcome)
        tell(m_state->takeForeignNotice());
    const QMutexLocker lock(&m_mutex);
    if (outcome)
        m_figures.lastSeq = std::max(m_figures.lastSeq, m_state->lastSeq());
    m_probeWait = std::min(2 * m_probeWait, m_limits.longestProbe);
    noteOutcome(outcome);
}

/// Says once that writing fails and once that it works again, not with each try. The mutex is held.
void Pipeline::Writer::noteOutcome(const Result<void> &outcome)
{
    if (outcome) {
        if (m_figures.writeError)
            qCInfo(log) << "writing works again";
        m_figures.writeError.reset();
        return;
    }
    if (!m_figures.writeError) {
        m_probeWait = m_limits.firstProbe;
        qCWarning(log).noquote() << "commit failed:" << outcome.error().toLog();
    }
    m_figures.writeError = outcome.error();
}

/// Makes what was committed hold in this process. Gives what is to be told of it.
CommitNotice Pipeline::Writer::publish()
{
    tell(m_state->takeForeignNotice());
    CommitNotice notice = m_state->takeNotice();
    if (notice.metadataChanged)
        m_parts.store.setRegistry(m_state->registry());
    if (notice.accessChanged || notice.metadataChanged)
        m_parts.access.invalidate(m_state->lastSeq());
    for (const auto &work : m_state->takeAfterCommit())
        work();
    return notice;
}

/// `ofAnswers`: somebody waits for this word to pass answers on.
void Pipeline::Writer::tell(CommitNotice notice, bool ofAnswers)
{
    if (notice.changes.empty() && !notice.metadataChanged && !notice.anotherPast && !ofAnswers)
        return;
    m_subscribers.tell(std::make_shared<const CommitNotice>(std::move(notice)));
}

void Pipeline::Writer::count(const Batch &batch, const Result<void> &outcome, qint64 lastSeq)
{
    const QMutexLocker lock(&m_mutex);
    noteOutcome(outcome);
    if (!outcome) {
        ++m_figures.failedCommits;
        return;
    }
    ++m_figures.commits;
    m_figures.applied += batch.figures().applied;
    m_figures.rejected += batch.figures().rejected;
    m_figures.conflicted += batch.figures().conflicted;
    m_figures.lastSeq = lastSeq;
}

Pipeline::Figures Pipeline::Writer::figures() const
{
    const QMutexLocker lock(&m_mutex);
    Figures figures = m_figures;
    figures.waiting = m_waitingMutations;
    if (const Result<WriteGate::Pass> pass = m_parts.store.gate().pass(); !pass)
        figures.writeError = pass.error();
    return figures;
}

Pipeline::Pipeline(const Parts &parts, Limits limits)
    : m_writer(std::make_unique<Writer>(parts, limits))
{
}

Pipeline::~Pipeline() = default;

Result<void> Pipeline::start()
{
    TANDEM_TRY(m_writer->prepare());
    m_writer->startThread();
    return {};
}

Result<void> Pipeline::startWithoutThread()
{
    return m_writer->prepare();
}

bool Pipeline::runBatch()
{
    return m_writer->runBatch();
}

void Pipeline::stop()
{
    m_writer->stop();
}

bool Pipeline::submit(
    const Actor &actor, std::vector<Mutation> mutations, Completion done, AnswerTime time, const RecordId &generation)
{
    return m_writer->take(MutationSubmission{actor, std::move(mutations), false, std::move(done), time, generation});
}

void Pipeline::submitTogether(const Actor &actor, std::vector<Mutation> mutations, Completion done)
{
    m_writer->take(
        MutationSubmission{actor, std::move(mutations), true, std::move(done), AnswerTime::AfterTheNotice, {}});
}

void Pipeline::write(Work work, Done done)
{
    m_writer->take(WorkSubmission{std::move(work), std::move(done)});
}

void Pipeline::catchUp(qint64 seq)
{
    m_writer->catchUp(seq);
}

void Pipeline::hold(Done done)
{
    m_writer->hold(std::move(done));
}

int Pipeline::subscribe(Subscriber subscriber)
{
    return m_writer->subscribers().add(std::move(subscriber));
}

void Pipeline::unsubscribe(int subscription)
{
    m_writer->subscribers().remove(subscription);
}

Pipeline::Figures Pipeline::figures() const
{
    return m_writer->figures();
}

}
