// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/transportserver.h"

#include "server/api/transport/detail/httpconnection.h"
#include "server/api/transport/detail/networkthread.h"
#include "server/api/transport/detail/transportcontext.h"
#include "server/api/transport/transportlog.h"

#include <boost/asio/steady_timer.hpp>

#include <future>

namespace tandem::server {

using namespace detail;

namespace {

constexpr int backlog = 1024;
constexpr std::chrono::milliseconds acceptPause(100);

std::string keyOf(const asio::ip::address &address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

Error listenError(const ErrorCodeOf &error, const TransportOptions &options)
{
    const QString where = QStringLiteral("%1:%2").arg(options.address).arg(options.port);
    const QVariantMap arguments{{QStringLiteral("address"), where}};
    const QString detail = QString::fromStdString(error.message());
    if (error == asio::error::address_in_use)
        return {ErrorCode::Unavailable, QStringLiteral("portInUse"), QStringLiteral("port"), arguments, detail};
    if (error == asio::error::access_denied)
        return {ErrorCode::Forbidden, QStringLiteral("portForbidden"), QStringLiteral("port"), arguments, detail};
    return {ErrorCode::Invalid, QStringLiteral("cannotListen"), QStringLiteral("address"), arguments, detail};
}

/// Idle clients cost little: no session cache, and OpenSSL gives its buffers back between records.
Result<void> loadCertificate(std::optional<asio::ssl::context> &tls, const CertificateFile &files)
{
    tls.emplace(asio::ssl::context::tls_server);
    SSL_CTX *native = tls->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(native, 1);
    ErrorCodeOf error;
    tls->use_certificate_chain_file(files.certificatePath.toStdString(), error);
    if (!error)
        tls->use_private_key_file(files.keyPath.toStdString(), asio::ssl::context::pem, error);
    if (error)
        return Error{ErrorCode::Corrupt, QStringLiteral("certificateUnreadable"), files.certificatePath, {},
            QString::fromStdString(error.message())};
    return {};
}

}

struct TransportServer::Private
{
    Private(TransportOptions options, const Router &router, Metrics *metrics)
        : context(std::make_shared<TransportContext>(std::move(options), router, metrics))
    {
    }

    Result<void> listen();
    void accept();
    void onAccept(ErrorCodeOf error, Socket socket);
    void runOn(const std::shared_ptr<NetworkThread> &thread, void (NetworkThread::*method)());

    std::shared_ptr<TransportContext> context;
    std::vector<std::shared_ptr<NetworkThread>> threads;
    std::unique_ptr<asio::ip::tcp::acceptor> acceptor;
    std::unique_ptr<asio::steady_timer> pause;
    std::size_t nextThread = 0;
    quint16 port = 0;
};

TransportServer::TransportServer(TransportOptions options, const Router &router, Metrics *metrics)
    : d(std::make_unique<Private>(std::move(options), router, metrics))
{
}

TransportServer::~TransportServer()
{
    stop();
}

Result<void> TransportServer::start()
{
    Q_ASSERT(d->threads.empty());
    if (d->context->options.certificate)
        TANDEM_TRY(loadCertificate(d->context->tls, *d->context->options.certificate));
    for (int i = 0; i < std::max(1, d->context->options.networkThreads); ++i)
        d->threads.push_back(std::make_shared<NetworkThread>(i));
    if (auto listening = d->listen(); !listening) {
        d->acceptor.reset();
        d->threads.clear();
        return listening;
    }
    d->accept();
    for (const auto &thread : d->threads)
        thread->start();
    return {};
}

Result<void> TransportServer::Private::listen()
{
    const TransportOptions &options = context->options;
    ErrorCodeOf error;
    const auto address = asio::ip::make_address(options.address.toStdString(), error);
    if (error)
        return listenError(error, options);
    const asio::ip::tcp::endpoint endpoint(address, options.port);
    acceptor = std::make_unique<asio::ip::tcp::acceptor>(threads.front()->context());
    acceptor->open(endpoint.protocol(), error);
#ifndef Q_OS_WIN // there it would let two daemons share one port
    if (!error)
        acceptor->set_option(asio::socket_base::reuse_address(true), error);
#endif
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(backlog, error);
    if (error)
        return listenError(error, options);
    port = acceptor->local_endpoint().port();
    pause = std::make_unique<asio::steady_timer>(threads.front()->context());
    return {};
}

/// Each socket is born on the io_context of the thread that will serve it.
void TransportServer::Private::accept()
{
    const auto thread = threads[nextThread];
    acceptor->async_accept(
        thread->context(), [this](ErrorCodeOf error, Socket socket) { onAccept(error, std::move(socket)); });
}

void TransportServer::Private::onAccept(ErrorCodeOf error, Socket socket)
{
    if (error == asio::error::operation_aborted || context->stopping)
        return;
    if (error) { // out of descriptors, most likely: let some close
        qCWarning(transportLog) << "accept:" << error.message().c_str();
        pause->expires_after(acceptPause);
        pause->async_wait([this](ErrorCodeOf waitError) {
            if (!waitError)
                accept();
        });
        return;
    }
    const auto thread = threads[nextThread];
    nextThread = (nextThread + 1) % threads.size();
    ErrorCodeOf ignored;
    const auto peer = socket.remote_endpoint(ignored).address();
    const std::string address = keyOf(peer);
    if (context->limits.enter(address, peer.is_loopback())) {
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
        thread->post([shared = std::make_shared<Socket>(std::move(socket)), context = context, thread, address] {
            if (context->options.certificate)
                std::make_shared<HttpConnection<TlsStream>>(std::move(*shared), context, thread, address)->start();
            else
                std::make_shared<HttpConnection<PlainStream>>(std::move(*shared), context, thread, address)->start();
        });
    } else if (context->metrics) {
        context->metrics->refused.add();
    }
    accept();
}

void TransportServer::Private::runOn(const std::shared_ptr<NetworkThread> &thread, void (NetworkThread::*method)())
{
    std::promise<void> done;
    thread->post([&] {
        ((*thread).*method)();
        done.set_value();
    });
    done.get_future().wait();
}

quint16 TransportServer::port() const
{
    return d->port;
}

int TransportServer::connectionCount() const
{
    return d->context->limits.count();
}

void TransportServer::stop(std::chrono::milliseconds grace)
{
    if (d->threads.empty())
        return;
    d->context->stopping = true;
    std::promise<void> closed;
    d->threads.front()->post([this, &closed] {
        ErrorCodeOf ignored;
        d->acceptor->close(ignored);
        d->pause->cancel();
        closed.set_value();
    });
    closed.get_future().wait();
    for (const auto &thread : d->threads)
        d->runOn(thread, &NetworkThread::beginShutdown);
    d->context->limits.waitUntilEmpty(grace);
    for (const auto &thread : d->threads)
        d->runOn(thread, &NetworkThread::abortAll);
    for (const auto &thread : d->threads)
        thread->finish();
    d->acceptor.reset();
    d->pause.reset();
    d->threads.clear();
}

}
