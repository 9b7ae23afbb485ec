// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRandomGenerator>
#include <QString>

#include <functional>

namespace tandem::sim {

/// `text` after somebody wrote in it: a line more, a word more, a word or a line less. Rich text is of paragraphs as
/// the client stores it.
QString editedText(const QString &text, bool rich, QRandomGenerator &random, const std::function<QString()> &newWord);

}
