// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/servercalls.h"

#include <QJsonDocument>

#include <algorithm>

namespace tandem::client {

ServerCalls::ServerCalls(ServerAddress address, NetworkAccessFactory newNetwork, QObject *parent)
    : QObject(parent)
    , m_newNetwork(std::move(newNetwork))
    , m_session{std::move(address), {}, QSslCertificate()}
{
}

ServerCalls::~ServerCalls() = default;

void ServerCalls::setSession(const QByteArray &token, const QSslCertificate &pinned)
{
    // A connection that is open under the old certificate would go on being used.
    if (m_network && m_session.pinned != pinned)
        m_network->clearConnectionCache();
    m_session.token = token;
    m_session.pinned = pinned;
}

void ServerCalls::send(
    const QByteArray &verb, const QString &path, const QJsonObject &body, const ServerCall::Answered &answered)
{
    if (!m_network)
        m_network = m_newNetwork();
    const QByteArray json = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    auto call = std::make_unique<ServerCall>(*m_network, verb, path, json, this, answered);
    connect(call.get(), &TransferJob::finished, this, [this, ended = call.get()] { remove(ended); });
    m_running.push_back(std::move(call));
    m_running.back()->start(m_session);
}

void ServerCalls::cancelAll()
{
    while (!m_running.empty())
        m_running.back()->cancel();
}

void ServerCalls::remove(ServerCall *ended)
{
    const auto found =
        std::find_if(m_running.begin(), m_running.end(), [&](const auto &call) { return call.get() == ended; });
    if (found == m_running.end())
        return;
    found->release()->deleteLater();
    m_running.erase(found);
}

}
