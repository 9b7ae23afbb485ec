// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/linkscheme.h"

namespace tandem::client {

void registerLinks() { }

}
