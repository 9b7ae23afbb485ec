// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/app/viewcatalogue.h"
#include "client/records/workspace.h"
#include "client/shell/mainwindow.h"
#include "client/shell/tabarea.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "shared/entities/shipped.h"
#include "tests/support/localsync.h"
#include "tests/support/testworkspace.h"

#include <QApplication>
#include <QSettings>

namespace tandem::test {

/// The whole window over a workspace of its own without a server, as main() puts it together.
class TestWindow
{
public:
    explicit TestWindow(const client::Desktop &desktop = {})
        : m_theme(*qApp)
        , m_desktop(desktop)
    {
        m_translator.setLanguage(QStringLiteral("en"));
        open();
    }
    ~TestWindow() { close(); }

    static RecordId me() { return namedRecordId(QStringLiteral("user")); }

    /// With what the server says of the rights for one entity, if it is less than everything, and with what it has that
    /// is not here.
    void restart(const std::optional<EntityAccess> &access = {}, const std::vector<client::Record> &atServer = {})
    {
        close();
        m_access = access;
        m_atServer = atServer;
        open();
    }

    /// With what the server tells of the history of any record.
    void restartWithHistory(std::vector<client::HistoryEntry> history)
    {
        m_history = std::move(history);
        restart();
    }

    /// Why the server tells no more of a history than its first page; nothing: it does.
    void setOlderHistoryError(const std::optional<Error> &error)
    {
        QMetaObject::invokeMethod(
            m_sync, [this, &error] { m_sync->setOlderHistoryError(error); }, Qt::BlockingQueuedConnection);
    }

    bool isReady() const { return m_window != nullptr; }
    client::MainWindow &window() { return *m_window; }
    client::Records &records() { return m_workspace->records(); }
    const client::ViewRegistry &views() const { return *m_views; }
    client::Translator &translator() { return m_translator; }
    QSettings &settings() { return *m_settings; }
    client::TabArea &tabs() { return *m_window->findChild<client::TabArea *>(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }
    int searchesAtServer() const { return m_sync->searches(); }

    RecordId add(EntityNumber entity, const FieldValues &values)
    {
        RecordId id;
        const auto written = answerOf<std::vector<MutationId>>(
            [&](auto done) { id = records().create(entity, values, m_window.get(), done); });
        return written.ok() ? id : RecordId();
    }

    Value valueOf(EntityNumber entity, const RecordId &id, FieldNumber field)
    {
        const auto record = answerOf<client::Record>([&](auto done) {
            records().read({entity, id}, m_window.get(), done);
        });
        return record.ok() ? record->value(field) : Value();
    }

    /// Until the search finds at least so many of what is here: its index is built in the background.
    bool waitForHits(const QString &words, int count)
    {
        const auto areThere = [&] {
            const auto groups = answerOf<std::vector<client::SearchGroup>>(
                [&](auto done) { records().search(words, count + 1, m_window.get(), done); });
            size_t hits = 0;
            for (const client::SearchGroup &group : groups.valueOr({}))
                hits += group.hits.size();
            return groups.ok() && hits >= size_t(count);
        };
        return QTest::qWaitFor(areThere, patience);
    }

    /// As if the server had sent them.
    void receive(const client::IncomingRows &rows)
    {
        QMetaObject::invokeMethod(
            m_sync, [this, &rows] { (void)m_replica->applyChanges(changesOf(rows, ++m_cursor)).ok(); },
            Qt::BlockingQueuedConnection);
    }

    /// As if these were the company's own definitions, all of them.
    void define(const std::vector<CompanyDefinition> &company)
    {
        QMetaObject::invokeMethod(
            m_sync, [this, &company] { (void)m_replica->applyMetadata(company, ++m_revision).ok(); },
            Qt::BlockingQueuedConnection);
    }

    /// As if the server had taken everything that waits.
    void acceptAll()
    {
        QMetaObject::invokeMethod(
            m_sync, [this] { m_sync->acceptAll(); }, Qt::BlockingQueuedConnection);
    }

    /// As if all that waits were on its way to the server.
    void sendAll()
    {
        QMetaObject::invokeMethod(
            m_sync, [this] { m_replica->noteSent(m_replica->lastNumber()); }, Qt::BlockingQueuedConnection);
    }

    /// As if the server had refused what was written here last.
    void refuseLast()
    {
        QMetaObject::invokeMethod(
            m_sync,
            [this] {
                const Error error = Error::invalid(QStringLiteral("name"), QStringLiteral("tooLong"));
                const MutationId last{m_replica->device(), m_replica->lastNumber()};
                (void)m_replica->applyAcknowledgements({{last, Outcome::Rejected, 0, error}}).ok();
            },
            Qt::BlockingQueuedConnection);
    }

    /// As if the server had refused everything that waits.
    void refuseAll(const Error &error)
    {
        QMetaObject::invokeMethod(
            m_sync,
            [this, &error] {
                std::vector<Acknowledgement> refusals;
                for (const Mutation &mutation : m_replica->outboxAfter(0, 1'000).valueOr({}))
                    refusals.push_back({mutation.id, Outcome::Rejected, 0, error});
                (void)m_replica->applyAcknowledgements(refusals).ok();
            },
            Qt::BlockingQueuedConnection);
    }

private:
    void open()
    {
        client::Workspace::Config config;
        config.folder = m_folder.path();
        config.shipped = *loadShipped();
        config.language = m_translator.language();
        config.sync = [this, access = m_access, history = m_history, atServer = m_atServer](client::Replica &replica) {
            auto sync = std::make_unique<LocalSync>(replica, me());
            sync->setHistory(history);
            sync->setAtServer(atServer);
            m_replica = &replica;
            m_sync = sync.get();
            if (access) {
                std::vector<EntityAccess> all = replica.access();
                for (EntityAccess &each : all)
                    each = each.entity == access->entity ? *access : each;
                (void)replica.setAccess(all).ok();
            }
            return sync;
        };
        auto workspace = client::Workspace::open(config);
        if (!workspace.ok())
            return;
        m_workspace = *std::move(workspace);
        if (!QTest::qWaitFor([this] { return records().currentUser() == me(); }, patience))
            return;
        QObject::connect(
            &m_translator, &client::Translator::languageChanged, &records(), &client::Records::setLanguage);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("client.ini")), QSettings::IniFormat);
        m_views = std::make_unique<client::ViewRegistry>();
        client::registerViews(*m_views, records(), {m_theme, m_translator, *m_settings});
        m_window = std::make_unique<client::MainWindow>(
            client::MainWindow::Parts{records(), *m_views, m_theme, m_translator, *m_settings, m_desktop});
        m_window->restoreSession();
        m_window->show();
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get(), patience))
            m_window.reset();
    }

    void close()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_views.reset();
        m_settings.reset();
        m_workspace.reset();
    }

    QTemporaryDir m_folder;
    client::Theme m_theme;
    client::Desktop m_desktop;
    std::optional<EntityAccess> m_access;
    std::vector<client::HistoryEntry> m_history;
    std::vector<client::Record> m_atServer;
    client::Replica *m_replica = nullptr; ///< lives in its own thread
    LocalSync *m_sync = nullptr;
    qint64 m_cursor = 0;
    qint64 m_revision = 0; ///< of the definitions
    client::Translator m_translator;
    std::unique_ptr<client::Workspace> m_workspace;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<client::ViewRegistry> m_views;
    std::unique_ptr<client::MainWindow> m_window;
};

}
