// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/linksocket.h"

#include "client/connection/tlslinksocket.h"

namespace tandem::client {

void LinkSocket::leave(std::unique_ptr<LinkSocket> socket)
{
    if (LinkSocket *left = socket.release())
        left->close();
}

std::unique_ptr<LinkSocket> newTlsLinkSocket()
{
    return std::make_unique<TlsLinkSocket>();
}

}
