// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/textorder.h"

#include <QByteArray>

#include <unicode/coll.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <optional>

namespace tandem {

namespace {

constexpr quint32 bytesOnly = 1; ///< version without ICU's data

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

/// The places of a text's end, the space, digits and letters among each other; nothing for what only ICU knows.
std::optional<int> simplePlace(QByteArrayView text, qsizetype at)
{
    if (at == text.size())
        return 0;
    const char c = text[at];
    if (c == ' ')
        return 1;
    if (isDigit(c))
        return 2;
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'z' ? std::optional<int>(lower) : std::nullopt;
}

/// The digits from `at` on without leading zeros; nothing if the number may go on in another script, or is so long that
/// ICU cuts it into parts.
std::optional<QByteArrayView> wholeNumber(QByteArrayView text, qsizetype at)
{
    constexpr qsizetype longest = 100;
    qsizetype end = at;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    if (end - at > longest || (end < text.size() && !isAscii(text[end])))
        return std::nullopt;
    while (at < end && text[at] == '0')
        ++at;
    return text.sliced(at, end - at);
}

/// Two numbers that both begin at `at`; nothing if they differ by leading zeros alone.
std::optional<int> compareNumbers(QByteArrayView left, QByteArrayView right, qsizetype at)
{
    const auto a = wholeNumber(left, at);
    const auto b = wholeNumber(right, at);
    if (!a || !b || *a == *b)
        return std::nullopt;
    return a->size() != b->size() ? (a->size() < b->size() ? -1 : 1) : (*a < *b ? -1 : 1);
}

/// What ICU would say, told from the first place where the texts differ: codes, phone numbers, addresses of mail and
/// most Latin names are decided here in a tenth of the time. Nothing where more than that place decides.
std::optional<int> compareQuickly(QByteArrayView left, QByteArrayView right, qsizetype same)
{
    // Behind a letter of another script a character may be part of what was before.
    if (same > 0 && !isAscii(left[same - 1]))
        return std::nullopt;
    const auto a = simplePlace(left, same);
    const auto b = simplePlace(right, same);
    if (!a || !b)
        return std::nullopt;
    qsizetype number = same;
    while (number > 0 && isDigit(left[number - 1]))
        --number;
    const bool digitLeft = same < left.size() && isDigit(left[same]);
    const bool digitRight = same < right.size() && isDigit(right[same]);
    if ((digitLeft && digitRight) || (number < same && (digitLeft || digitRight))) {
        const bool begins = number == 0 || isAscii(left[number - 1]);
        return begins ? compareNumbers(left, right, number) : std::nullopt;
    }
    return *a == *b ? std::nullopt : std::optional(*a < *b ? -1 : 1);
}

}

class TextOrder::Collator
{
public:
    static std::unique_ptr<Collator> create()
    {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(
            icu::Collator::createInstance(icu::Locale::forLanguageTag(locale, status), status));
        return U_SUCCESS(status) && made ? std::unique_ptr<Collator>(new Collator(std::move(made))) : nullptr;
    }

    int compare(QByteArrayView left, QByteArrayView right) const
    {
        const auto piece = [](QByteArrayView text) {
            return icu::StringPiece(text.data(), int32_t(text.size()));
        };
        UErrorCode status = U_ZERO_ERROR;
        return m_collator->compareUTF8(piece(left), piece(right), status);
    }

    quint32 version() const
    {
        UVersionInfo parts;
        m_collator->getVersion(parts);
        const quint32 number =
            quint32(parts[0]) << 24 | quint32(parts[1]) << 16 | quint32(parts[2]) << 8 | quint32(parts[3]);
        return std::max(number, bytesOnly + 1);
    }

private:
    explicit Collator(std::unique_ptr<icu::Collator> collator)
        : m_collator(std::move(collator))
    {
    }

    std::unique_ptr<icu::Collator> m_collator;
};

TextOrder::TextOrder()
    : m_collator(Collator::create())
    , m_version(m_collator ? m_collator->version() : bytesOnly)
{
}

TextOrder::~TextOrder() = default;

int TextOrder::compare(QByteArrayView left, QByteArrayView right) const
{
    const auto common = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    const qsizetype same = common.first - left.begin();
    if (same == left.size() && same == right.size())
        return 0;
    if (!m_collator)
        return left < right ? -1 : 1;
    const auto quick = compareQuickly(left, right, same);
    return quick ? *quick : m_collator->compare(left, right);
}

int TextOrder::compare(QStringView left, QStringView right) const
{
    return compare(QByteArrayView(left.toUtf8()), QByteArrayView(right.toUtf8()));
}

const TextOrder &textOrder()
{
    static const TextOrder order;
    return order;
}

}
