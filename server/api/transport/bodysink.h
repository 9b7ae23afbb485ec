// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArray>

namespace tandem::server {

/// Takes a body piece by piece while it arrives, so that no body is ever held whole. Used on one network thread.
/// It dies unfinished when the client goes away: its destructor undoes what is half done.
class BodySink
{
public:
    virtual ~BodySink() = default;
    /// An error ends the upload: it becomes the answer through Router::setErrorResponse.
    virtual Result<void> write(QByteArrayView piece) = 0;
};

}
