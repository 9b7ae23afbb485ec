// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/lexer.h"

#include "shared/expressions/expression.h"

namespace tandem {

namespace {

// Names are ASCII on purpose: QChar::isLetter would let look-alikes in.
bool isWordStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

class Lexer
{
public:
    explicit Lexer(const QString &text)
        : m_text(text)
    {
    }

    Result<std::vector<Token>> run()
    {
        std::vector<Token> tokens;
        for (;;) {
            while (m_at < m_text.size() && m_text.at(m_at).isSpace())
                ++m_at;
            if (m_at == m_text.size())
                break;
            TANDEM_ASSIGN(Token token, next());
            tokens.push_back(std::move(token));
        }
        tokens.push_back({Token::Kind::End, int(m_text.size()), {}});
        return tokens;
    }

private:
    Result<Token> next()
    {
        const QChar first = m_text.at(m_at);
        if (isWordStart(first))
            return take(Token::Kind::Word, wordEnd());
        if (isDigit(first))
            return take(Token::Kind::Number, numberEnd());
        if (first == u'\'')
            return quoted();
        return symbol();
    }

    Token take(Token::Kind kind, int end)
    {
        Token token{kind, m_at, m_text.mid(m_at, end - m_at)};
        m_at = end;
        return token;
    }

    int wordEnd() const
    {
        int end = m_at;
        while (end < m_text.size() && (isWordStart(m_text.at(end)) || isDigit(m_text.at(end))))
            ++end;
        return end;
    }

    int numberEnd() const
    {
        int end = m_at;
        while (end < m_text.size() && isDigit(m_text.at(end)))
            ++end;
        if (end + 1 < m_text.size() && m_text.at(end) == u'.' && isDigit(m_text.at(end + 1))) {
            ++end;
            while (end < m_text.size() && isDigit(m_text.at(end)))
                ++end;
        }
        return end;
    }

    /// Text in single quotes; a quote inside is written twice.
    Result<Token> quoted()
    {
        Token token{Token::Kind::Text, m_at, {}};
        for (int at = m_at + 1; at < m_text.size(); ++at) {
            const QChar c = m_text.at(at);
            if (c.isNull())
                return expressionError(QStringLiteral("unexpectedCharacter"), at);
            if (c != u'\'') {
                token.text += c;
            } else if (at + 1 < m_text.size() && m_text.at(at + 1) == u'\'') {
                token.text += c;
                ++at;
            } else {
                m_at = at + 1;
                return token;
            }
        }
        return expressionError(QStringLiteral("unterminatedText"), token.position);
    }

    Result<Token> symbol()
    {
        const QStringView rest = QStringView(m_text).mid(m_at);
        for (const QStringView two : {QStringView(u"!="), QStringView(u"<="), QStringView(u">=")}) {
            if (rest.startsWith(two))
                return take(Token::Kind::Symbol, m_at + 2);
        }
        if (QStringView(u"=<>+-*/(),.").contains(rest.front()))
            return take(Token::Kind::Symbol, m_at + 1);
        return expressionError(QStringLiteral("unexpectedCharacter"), m_at, rest.left(1).toString());
    }

    const QString &m_text;
    int m_at = 0;
};

}

Result<std::vector<Token>> tokenize(const QString &text)
{
    if (text.size() > expressionlimit::textLength)
        return expressionError(QStringLiteral("tooLong"), int(expressionlimit::textLength));
    return Lexer(text).run();
}

Error expressionError(QString reason, int position, const QString &token)
{
    QVariantMap arguments{{QStringLiteral("position"), position}};
    if (!token.isEmpty())
        arguments.insert(QStringLiteral("token"), token);
    return Error::invalid({}, std::move(reason), std::move(arguments));
}

}
