// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include <cstddef>
#include <cstdint>

/// The inputs come from libFuzzer, which brings main() along.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    tandem::fuzz::fuzzOne(QByteArrayView(data, qsizetype(size)));
    return 0;
}
