// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/workspace.h"
#include "tests/support/wrongclock.h"

#include <QJsonObject>

#include <functional>

namespace tandem::test {

/// A client without a window: everything below the interface as `tandem` puts it together, told what to do by JSON
/// objects {"do": …}. Every order is answered once.
class HeadlessClient : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString profile;
        QString server;
        QString user;
        QByteArray pin;
        bool offline = false;
        qint64 clockOffset = 0; ///< milliseconds by which this machine's clock goes wrong
        QString language = QStringLiteral("en");
    };
    using Answer = std::function<void(Result<QJsonObject>)>;

    explicit HeadlessClient(Options options);
    ~HeadlessClient() override;

    Result<void> open();
    void obey(const QJsonObject &order, const Answer &answer);

    client::Records &records() { return m_workspace->records(); }

private:
    using Handler = void (HeadlessClient::*)(const QJsonObject &order, const Answer &answer);
    static const QHash<QString, Handler> &handlers();

    void signIn(const QJsonObject &order, const Answer &answer);
    void network(const QJsonObject &order, const Answer &answer);
    void syncNow(const QJsonObject &order, const Answer &answer);
    void state(const QJsonObject &order, const Answer &answer);
    void awaitState(const QJsonObject &order, const Answer &answer);
    void find(const QJsonObject &order, const Answer &answer);
    void awaitRecords(const QJsonObject &order, const Answer &answer);
    void create(const QJsonObject &order, const Answer &answer);
    void edit(const QJsonObject &order, const Answer &answer);
    void act(const QJsonObject &order, const Answer &answer);
    void attach(const QJsonObject &order, const Answer &answer);
    void typeDraft(const QJsonObject &order, const Answer &answer);
    void readDraft(const QJsonObject &order, const Answer &answer);
    void conflicts(const QJsonObject &order, const Answer &answer);
    void problems(const QJsonObject &order, const Answer &answer);
    void history(const QJsonObject &order, const Answer &answer);

    Result<client::RecordKey> keyOf(const QJsonObject &order) const;
    Result<FieldValues> valuesOf(const QJsonObject &order) const;
    QJsonObject stateJson() const;
    QJsonObject valuesJson(EntityNumber entity, const FieldValues &values) const;
    QJsonObject recordJson(const client::Record &record) const;

    Options m_options;
    WrongClock m_clock;
    std::unique_ptr<client::Workspace> m_workspace;
};

}
