// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem::server {

class RestApi;
class Router;

/// /files/{hash}: HEAD and GET (with Range) for who may see a file record that holds the content; PUT of chunks with
/// ?offset=…&total=… for everybody signed in; /files/{hash}/received?total=… says how much of it is here, or that there
/// is no room for it.
/// /files/{hash}/preview is a small picture of it, for the same people. A content without a record is seen by nobody
/// and goes with the next clean-up.
void addFileRoutes(RestApi &api, Router &router);

}
