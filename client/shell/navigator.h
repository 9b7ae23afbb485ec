// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/location.h"

#include <QVariantMap>

namespace tandem::client {

class FirstSteps;

/// How views move the user about without knowing the window.
class Navigator
{
public:
    enum class Target {
        CurrentTab, ///< replaces what the current tab shows; Back returns to it
        NewTab,
        BackgroundTab,
    };

    virtual ~Navigator() = default;

    /// A tab that already shows the location is brought to the front instead of opening a second one.
    virtual void open(const Location &location, Target target = Target::NewTab) = 0;
    /// Starts a new record, with values already filled in (field name → value as text), e.g. the account of a deal.
    virtual void create(const QString &entity, const QVariantMap &presets = {}) = 0;
    /// A short notice at the bottom of the window, with Undo if the last change can be undone.
    virtual void notify(const QString &text, bool offerUndo = false) = 0;
    /// Runs a command of the window by its id, as its menu does.
    virtual void run(const QString &command) = 0;
    virtual FirstSteps &firstSteps() = 0;
};

}
