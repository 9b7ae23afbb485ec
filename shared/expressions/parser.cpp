// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/expression.h"
#include "shared/expressions/functions.h"
#include "shared/expressions/lexer.h"
#include "shared/expressions/literalcall.h"

#include <algorithm>
#include <optional>

namespace tandem {

namespace {

int depthOf(const ExpressionNode &node)
{
    int deepest = 0;
    for (const ExpressionNode &child : node.children)
        deepest = std::max(deepest, depthOf(child));
    return deepest + 1;
}

/// Braces would copy the nodes with all that is below them.
template <typename... Nodes>
std::vector<ExpressionNode> listOf(Nodes &&...nodes)
{
    std::vector<ExpressionNode> list;
    list.reserve(sizeof...(nodes));
    (list.push_back(std::move(nodes)), ...);
    return list;
}

/// Recursive descent, one function per level of binding.
class Parser
{
public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    Result<ExpressionNode> run()
    {
        TANDEM_ASSIGN(ExpressionNode root, parseOr());
        if (peek().kind != Token::Kind::End)
            return unexpected();
        // Long sums lean left without recursion of the parser; the later stages recurse.
        if (depthOf(root) > expressionlimit::depth)
            return expressionError(QStringLiteral("tooDeep"), root.position);
        return root;
    }

private:
    const Token &peek(size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    Token take() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }
    bool takeSymbol(QLatin1String symbol)
    {
        const bool matches = peek().is(symbol);
        m_at += matches ? 1 : 0;
        return matches;
    }
    bool takeWord(QLatin1String word)
    {
        const bool matches = peek().isWord(word);
        m_at += matches ? 1 : 0;
        return matches;
    }
    Result<void> expect(QLatin1String symbol)
    {
        if (takeSymbol(symbol))
            return {};
        return unexpected();
    }

    Error unexpected() const
    {
        const Token &token = peek();
        return expressionError(
            token.kind == Token::Kind::End ? QStringLiteral("unexpectedEnd") : QStringLiteral("unexpectedToken"),
            token.position, token.text);
    }

    Result<ExpressionNode> make(Operation operation, int position, std::vector<ExpressionNode> children)
    {
        if (++m_nodes > expressionlimit::nodes)
            return expressionError(QStringLiteral("tooLong"), position);
        ExpressionNode node;
        node.operation = operation;
        node.position = position;
        node.children = std::move(children);
        return node;
    }

    Result<ExpressionNode> parseOr() { return parseChain(Operation::Or, QLatin1String("or"), &Parser::parseAnd); }
    Result<ExpressionNode> parseAnd() { return parseChain(Operation::And, QLatin1String("and"), &Parser::parseNot); }

    Result<ExpressionNode> parseChain(Operation operation, QLatin1String word, Result<ExpressionNode> (Parser::*part)())
    {
        TANDEM_ASSIGN(ExpressionNode first, (this->*part)());
        if (!peek().isWord(word))
            return first;
        const int position = first.position;
        std::vector<ExpressionNode> children = listOf(first);
        while (takeWord(word)) {
            TANDEM_ASSIGN(ExpressionNode next, (this->*part)());
            children.push_back(std::move(next));
        }
        return make(operation, position, std::move(children));
    }

    Result<ExpressionNode> parseNot()
    {
        const int position = peek().position;
        if (!takeWord(QLatin1String("not")))
            return parseComparison();
        const Depth depth(*this);
        if (depth.exceeded())
            return expressionError(QStringLiteral("tooDeep"), position);
        TANDEM_ASSIGN(ExpressionNode child, parseNot());
        return make(Operation::Not, position, listOf(child));
    }

    Result<ExpressionNode> parseComparison()
    {
        TANDEM_ASSIGN(ExpressionNode left, parseSum());
        const int position = left.position;
        if (const auto operation = takeComparison()) {
            TANDEM_ASSIGN(ExpressionNode right, parseSum());
            return make(*operation, position, listOf(left, right));
        }
        if (takeWord(QLatin1String("in")))
            return parseIn(std::move(left));
        if (peek().isWord(QLatin1String("not")) && peek(1).isWord(QLatin1String("in"))) {
            m_at += 2;
            TANDEM_ASSIGN(ExpressionNode membership, parseIn(std::move(left)));
            return make(Operation::Not, position, listOf(membership));
        }
        if (takeWord(QLatin1String("between")))
            return parseBetween(std::move(left));
        if (takeWord(QLatin1String("isEmpty")))
            return make(Operation::IsEmpty, position, listOf(left));
        if (takeWord(QLatin1String("isNotEmpty")))
            return make(Operation::IsNotEmpty, position, listOf(left));
        return left;
    }

    std::optional<Operation> takeComparison()
    {
        for (const Operation operation : {Operation::Equal, Operation::NotEqual, Operation::Less,
                 Operation::LessOrEqual, Operation::Greater, Operation::GreaterOrEqual}) {
            if (takeSymbol(infixText(operation)))
                return operation;
        }
        for (const Operation operation : {Operation::Contains, Operation::StartsWith}) {
            if (takeWord(infixText(operation)))
                return operation;
        }
        return std::nullopt;
    }

    Result<ExpressionNode> parseIn(ExpressionNode left)
    {
        const int position = left.position;
        std::vector<ExpressionNode> children = listOf(left);
        TANDEM_TRY(expect(QLatin1String("(")));
        TANDEM_TRY(parseArguments(children));
        return make(Operation::In, position, std::move(children));
    }

    Result<ExpressionNode> parseBetween(ExpressionNode left)
    {
        const int position = left.position;
        TANDEM_ASSIGN(ExpressionNode low, parseSum());
        if (!takeWord(QLatin1String("and")))
            return unexpected();
        TANDEM_ASSIGN(ExpressionNode high, parseSum());
        return make(Operation::Between, position, listOf(left, low, high));
    }

    Result<ExpressionNode> parseSum()
    {
        return parseLeft({Operation::Add, Operation::Subtract}, &Parser::parseProduct);
    }
    Result<ExpressionNode> parseProduct()
    {
        return parseLeft({Operation::Multiply, Operation::Divide}, &Parser::parseSign);
    }

    Result<ExpressionNode> parseLeft(
        std::initializer_list<Operation> operations, Result<ExpressionNode> (Parser::*part)())
    {
        TANDEM_ASSIGN(ExpressionNode left, (this->*part)());
        for (;;) {
            const auto operation = std::find_if(
                operations.begin(), operations.end(), [this](Operation o) { return peek().is(infixText(o)); });
            if (operation == operations.end())
                return left;
            take();
            const int position = left.position;
            TANDEM_ASSIGN(ExpressionNode right, (this->*part)());
            TANDEM_ASSIGN(left, make(*operation, position, listOf(left, right)));
        }
    }

    Result<ExpressionNode> parseSign()
    {
        const int position = peek().position;
        if (!takeSymbol(QLatin1String("-")))
            return parsePrimary();
        const Depth depth(*this);
        if (depth.exceeded())
            return expressionError(QStringLiteral("tooDeep"), position);
        const bool isPlainNumber = peek().kind == Token::Kind::Number;
        TANDEM_ASSIGN(ExpressionNode operand, parseSign());
        if (!isPlainNumber)
            return make(Operation::Negate, position, listOf(operand));
        const Value &number = operand.literal;
        operand.literal = number.kind() == Value::Kind::Real ? Value(-number.toReal()) : Value(-number.toInteger());
        operand.position = position;
        return operand;
    }

    Result<ExpressionNode> parsePrimary()
    {
        const Depth depth(*this);
        if (depth.exceeded())
            return expressionError(QStringLiteral("tooDeep"), peek().position);
        if (takeSymbol(QLatin1String("("))) {
            TANDEM_ASSIGN(ExpressionNode inner, parseOr());
            TANDEM_TRY(expect(QLatin1String(")")));
            return inner;
        }
        switch (peek().kind) {
        case Token::Kind::Text: {
            const Token token = take();
            return literal(token.position, ExpressionType::Text, token.text);
        }
        case Token::Kind::Number:
            return parseNumber();
        case Token::Kind::Word:
            return parseWord();
        default:
            return unexpected();
        }
    }

    Result<ExpressionNode> literal(int position, ExpressionType type, Value value)
    {
        if (++m_nodes > expressionlimit::nodes)
            return expressionError(QStringLiteral("tooLong"), position);
        return literalNode(position, type, std::move(value));
    }

    static Error badNumber(const Token &token)
    {
        return expressionError(QStringLiteral("badNumber"), token.position, token.text);
    }

    Result<ExpressionNode> parseNumber()
    {
        const Token token = take();
        bool fits = false;
        if (token.text.contains(u'.')) {
            const double real = token.text.toDouble(&fits);
            return fits ? literal(token.position, ExpressionType::Number, real) : badNumber(token);
        }
        const qint64 integer = token.text.toLongLong(&fits);
        return fits ? literal(token.position, ExpressionType::Number, integer) : badNumber(token);
    }

    Result<ExpressionNode> parseWord()
    {
        if (peek(1).is(QLatin1String("(")))
            return parseCall();
        const Token word = peek();
        if (takeWord(QLatin1String("true")) || takeWord(QLatin1String("false")))
            return literal(word.position, ExpressionType::Boolean, Value(word.text == QLatin1String("true")));
        if (takeWord(QLatin1String("null")))
            return literal(word.position, ExpressionType::Null, Value());
        for (const char *reserved : {"and", "or", "not", "in", "between", "contains", "startsWith"}) {
            if (word.isWord(QLatin1String(reserved)))
                return unexpected();
        }
        return parsePath();
    }

    Result<ExpressionNode> parsePath()
    {
        TANDEM_ASSIGN(ExpressionNode node, make(Operation::Field, peek().position, {}));
        do {
            if (peek().kind != Token::Kind::Word)
                return unexpected();
            if (node.path.size() == expressionlimit::pathLength)
                return expressionError(QStringLiteral("tooDeep"), peek().position, peek().text);
            node.path.append(take().text);
        } while (takeSymbol(QLatin1String(".")));
        return node;
    }

    Result<ExpressionNode> parseCall()
    {
        const Token name = take();
        take();
        const QString amount = plainNumberText();
        std::vector<ExpressionNode> arguments;
        if (!takeSymbol(QLatin1String(")")))
            TANDEM_TRY(parseArguments(arguments));
        if (auto value = literalOfCall(name, arguments, amount)) {
            TANDEM_ASSIGN(const ExpressionNode node, *std::move(value));
            return literal(node.position, node.literalType, node.literal);
        }
        const FunctionDef *function = findFunction(name.text);
        if (!function)
            return expressionError(QStringLiteral("unknownFunction"), name.position, name.text);
        const int count = int(arguments.size());
        if (count < function->minimumArguments || count > function->maximumArguments)
            return expressionError(QStringLiteral("wrongArgumentCount"), name.position, name.text);
        const bool wantsField = function->operation == Operation::Changed || function->operation == Operation::Previous;
        if (wantsField && (arguments.front().operation != Operation::Field || arguments.front().path.size() != 1))
            return expressionError(QStringLiteral("unexpectedToken"), arguments.front().position, name.text);
        return make(function->operation, name.position, std::move(arguments));
    }

    /// The first argument as it is written, if it is a number and nothing else.
    QString plainNumberText() const
    {
        const bool isNegative = peek().is(QLatin1String("-"));
        const Token &number = peek(isNegative ? 1 : 0);
        if (number.kind != Token::Kind::Number || !peek(isNegative ? 2 : 1).is(QLatin1String(",")))
            return {};
        return isNegative ? u'-' + number.text : number.text;
    }

    /// Up to and with the closing parenthesis; at least one.
    Result<void> parseArguments(std::vector<ExpressionNode> &arguments)
    {
        do {
            TANDEM_ASSIGN(ExpressionNode argument, parseOr());
            arguments.push_back(std::move(argument));
        } while (takeSymbol(QLatin1String(",")));
        return expect(QLatin1String(")"));
    }

    /// Counts how deep the parser is in itself, while it lives.
    class Depth
    {
    public:
        explicit Depth(Parser &parser)
            : m_parser(parser)
        {
            ++m_parser.m_depth;
        }
        ~Depth() { --m_parser.m_depth; }
        Q_DISABLE_COPY_MOVE(Depth)
        bool exceeded() const { return m_parser.m_depth > expressionlimit::depth; }

    private:
        Parser &m_parser;
    };

    std::vector<Token> m_tokens;
    size_t m_at = 0;
    int m_depth = 0;
    int m_nodes = 0;
};

}

Result<Expression> parseExpression(const QString &text)
{
    TANDEM_ASSIGN(std::vector<Token> tokens, tokenize(text));
    if (tokens.size() == 1)
        return Expression();
    TANDEM_ASSIGN(ExpressionNode root, Parser(std::move(tokens)).run());
    return Expression(std::move(root));
}

}
