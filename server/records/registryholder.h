// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

#include <atomic>

namespace tandem::server {

/// The registry of now. Written by the pipeline after a commit that changed the company layer; read by any thread,
/// which keeps the pointer for as long as it wants one consistent view.
class RegistryHolder
{
public:
    explicit RegistryHolder(RegistryPointer registry)
        : m_registry(std::move(registry))
    {
    }

    RegistryPointer current() const { return m_registry.load(); }
    void replace(RegistryPointer registry) { m_registry.store(std::move(registry)); }

private:
    std::atomic<RegistryPointer> m_registry;
};

}
