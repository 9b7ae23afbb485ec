// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/merge.h"
#include "shared/replication/rebase.h"
#include "shared/replication/richtext.h"
#include "shared/replication/textmerge.h"
#include "shared/replication/tokendiff.h"
#include "tests/support/testregistry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;
using Kind = MergeResult::Kind;

namespace {

FieldDef noteField()
{
    return test::field(50, u"note"_s, FieldType::LongText);
}

std::optional<QString> plain(const QString &current, const QString &from, const QString &to)
{
    return mergeTexts(TextForm::Plain, current, from, to);
}

std::optional<QString> rich(const QString &current, const QString &from, const QString &to)
{
    return mergeTexts(TextForm::Rich, current, from, to);
}

const QString none = u"(conflict)"_s;

/// Texts of random words, lines and formats, and random edits of them in which every new word is like no other.
class Author
{
public:
    explicit Author(quint32 seed, TextForm form)
        : m_random(seed)
        , m_form(form)
    {
    }

    using Line = QStringList;
    using Lines = QList<Line>;

    Lines original()
    {
        Lines lines;
        const int count = 1 + m_random.bounded(6);
        for (int i = 0; i < count; ++i) {
            Line line;
            for (int words = m_random.bounded(8); words > 0; --words)
                line.append(pick());
            lines.append(line);
        }
        return lines;
    }

    /// What it types is added to `typed`.
    Lines edited(Lines lines, QStringList &typed)
    {
        for (int edits = 1 + m_random.bounded(3); edits > 0; --edits)
            edit(lines, typed);
        return lines;
    }

    QString text(const Lines &lines) const
    {
        QStringList texts;
        for (const Line &line : lines)
            texts.append(m_form == TextForm::Rich ? u"<p>"_s + line.join(u' ') + u"</p>"_s : line.join(u' '));
        return texts.join(m_form == TextForm::Rich ? QString() : u"\n"_s);
    }

private:
    QString pick()
    {
        static const QStringList words{u"客"_s, u"户"_s, u"the"_s, u"price"_s, u"is"_s, u"&amp;"_s, u"é"_s, u"42"_s};
        QString word = words.at(m_random.bounded(int(words.size())));
        return m_form == TextForm::Rich && m_random.bounded(4) == 0 ? u"<b>"_s + word + u"</b>"_s : word;
    }

    void edit(Lines &lines, QStringList &typed)
    {
        const int at = m_random.bounded(int(lines.size()));
        const auto fresh = [&] {
            typed.append(u"new%1"_s.arg(++m_typed));
            return typed.last();
        };
        Line &line = lines[at];
        switch (m_random.bounded(5)) {
        case 0:
            lines.insert(m_random.bounded(int(lines.size()) + 1), Line{fresh(), fresh()});
            break;
        case 1:
            if (lines.size() > 1)
                lines.removeAt(at);
            break;
        case 2:
            if (!line.isEmpty())
                line.removeAt(m_random.bounded(int(line.size())));
            break;
        default:
            line.insert(m_random.bounded(int(line.size()) + 1), fresh());
        }
    }

    QRandomGenerator m_random;
    TextForm m_form;
    int m_typed = 0;
};

}

class TestTextMerge : public QObject
{
    Q_OBJECT

private slots:
    void editsInDifferentPlacesMerge_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("merged");
        QTest::newRow("two lines") << u"one\ntwo\nthree"_s << u"ONE\ntwo\nthree"_s << u"one\ntwo\n3"_s
                                   << u"ONE\ntwo\n3"_s;
        QTest::newRow("one sentence") << u"the old price of the good car is high"_s
                                      << u"the new price of the good car is high"_s
                                      << u"the old price of the good car is low"_s
                                      << u"the new price of the good car is low"_s;
        QTest::newRow("Chinese") << u"客户要求下周一开会讨论价格"_s << u"客户希望下周一开会讨论价格"_s
                                 << u"客户要求下周一开会讨论报价"_s << u"客户希望下周一开会讨论报价"_s;
        QTest::newRow("both add lines at the end")
            << u"called"_s << u"called\nsent offer"_s << u"called\nvisited"_s << u"called\nsent offer\nvisited"_s;
        QTest::newRow("done alike") << u"a b"_s << u"a c"_s << u"a c"_s << u"a c"_s;
        QTest::newRow("one of two done alike")
            << u"one\ntwo\nthree"_s << u"1\ntwo\nthree"_s << u"1\ntwo\nthree 3"_s << u"1\ntwo\nthree 3"_s;
        QTest::newRow("a line taken, the next changed")
            << u"one\ntwo\nthree"_s << u"two\nthree"_s << u"one\n2\nthree"_s << u"2\nthree"_s;
        QTest::newRow("windows line ends")
            << u"one\r\ntwo\r\n"_s << u"one!\r\ntwo\r\n"_s << u"one\r\ntwo!\r\n"_s << u"one!\r\ntwo!\r\n"_s;
        QTest::newRow("overlap") << u"price 100"_s << u"price 200"_s << u"price 300"_s << none;
        QTest::newRow("one number within the other") << u"price 1"_s << u"price 5.5"_s << u"price 5"_s << none;
        QTest::newRow("the same place of one line") << u"a b"_s << u"a x b"_s << u"a y b"_s << none;
        QTest::newRow("deleted by one, changed by the other")
            << u"keep\nold words here"_s << u"keep\n"_s << u"keep\nold words there"_s << none;
        QTest::newRow("both wrote into an empty one") << QString() << u"mine"_s << u"theirs"_s << none;
        QTest::newRow("a sentence written anew")
            << u"we will meet on Monday at ten"_s << u"they may meet after Friday or so"_s
            << u"we will meet on Tuesday at ten"_s << none;
        QTest::newRow("one sign of several parts") << u"👨‍👩‍👧 é"_s << u"👨‍👩‍👦 é"_s
                                                   << u"👨‍👩‍👧 ê"_s << u"👨‍👩‍👦 ê"_s;
        QTest::newRow("one sign of several parts, changed by both")
            << u"👨‍👩‍👧"_s << u"👨‍👩‍👦"_s << u"👩‍👩‍👧"_s << none;
    }
    void editsInDifferentPlacesMerge()
    {
        QFETCH(QString, from);
        QFETCH(QString, current);
        QFETCH(QString, to);
        QFETCH(QString, merged);
        QCOMPARE(plain(current, from, to).value_or(none), merged);
    }

    void richTextMergesByParagraphsWordsAndFormats_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("merged");
        QTest::newRow("two paragraphs") << u"<p>one</p><p>two</p>"_s << u"<p>one!</p><p>two</p>"_s
                                        << u"<p>one</p><p>two?</p>"_s << u"<p>one!</p><p>two?</p>"_s;
        QTest::newRow("bold by one, a word by the other")
            << u"<p>the price of the big car is high</p>"_s << u"<p>the <b>price</b> of the big car is high</p>"_s
            << u"<p>the price of the big car is low</p>"_s << u"<p>the <b>price</b> of the big car is low</p>"_s;
        QTest::newRow("a heading by one, the text below by the other")
            << u"<p>Plan</p><p>first</p>"_s << u"<h1>Plan</h1><p>first</p>"_s << u"<p>Plan</p><p>first, then</p>"_s
            << u"<h1>Plan</h1><p>first, then</p>"_s;
        QTest::newRow("items of one list")
            << u"<ul><li>a</li><li>b</li></ul>"_s << u"<ul><li>a</li><li>b</li><li>c</li></ul>"_s
            << u"<ul><li>A</li><li>b</li></ul>"_s << u"<ul><li>A</li><li>b</li><li>c</li></ul>"_s;
        QTest::newRow("a list begun by one, a paragraph behind it by the other")
            << u"<p>a</p><p>b</p><p>c</p>"_s << u"<ul><li>a</li></ul><p>b</p><p>c</p>"_s
            << u"<p>a</p><p>b</p><p>c d</p>"_s << u"<ul><li>a</li></ul><p>b</p><p>c d</p>"_s;
        QTest::newRow("both add a paragraph at the end")
            << u"<p>a</p>"_s << u"<p>a</p><p>b</p>"_s << u"<p>a</p><p>c</p>"_s << u"<p>a</p><p>b</p><p>c</p>"_s;
        QTest::newRow("a link and an entity")
            << u"<p>see <a href=\"https://a.example/?x=1&amp;y=2\">there</a></p><p>R&amp;D</p>"_s
            << u"<p>see <a href=\"https://a.example/?x=1&amp;y=2\">there</a>!</p><p>R&amp;D</p>"_s
            << u"<p>see <a href=\"https://a.example/?x=1&amp;y=2\">there</a></p><p>R&amp;D &lt;3</p>"_s
            << u"<p>see <a href=\"https://a.example/?x=1&amp;y=2\">there</a>!</p><p>R&amp;D &lt;3</p>"_s;
        QTest::newRow("overlap") << u"<p>100</p>"_s << u"<p>200</p>"_s << u"<p>300</p>"_s << none;
        QTest::newRow("a foreign tag") << u"<p>a</p><table></table>"_s << u"<p>b</p><table></table>"_s
                                       << u"<p>a</p><table></table><p>c</p>"_s << none;
        QTest::newRow("a tag that does not close")
            << u"<p>a</p><p>b</p>"_s << u"<p><b>x</p><p>b</p>"_s << u"<p>a</p><p>c</p>"_s << none;
        QTest::newRow("all deleted by both") << u"<p>a</p>"_s << QString() << QString() << QString();
    }
    void richTextMergesByParagraphsWordsAndFormats()
    {
        QFETCH(QString, from);
        QFETCH(QString, current);
        QFETCH(QString, to);
        QFETCH(QString, merged);
        QCOMPARE(rich(current, from, to).value_or(none), merged);
    }

    void whatIsStoredComesThroughUnchanged()
    {
        const QString stored =
            u"<h2>Title</h2><p>plain <b>bold </b><b><i>both</i></b> <u>u</u><s>s</s> <code>x &lt; y</code><br>next</p>"
            "<p></p><ol><li>one</li><li><a href=\"https://x.example\"><b>two</b></a></li></ol><ul><li></li></ul>"_s;
        const auto tokens = richTextTokens(stored);
        QVERIFY(tokens);
        QCOMPARE(richTextHtml(*tokens), stored);
    }

    void aLineBreakInTheHtmlEndsNoParagraph()
    {
        const QString stored = u"<p>one\ntwo</p><p><b>x\r\n</b></p>"_s;
        const auto tokens = richTextTokens(stored);
        QVERIFY(tokens);
        QCOMPARE(richTextHtml(*tokens), stored);
    }

    void whatIsNotOfThatFormIsNoRichText_data()
    {
        QTest::addColumn<QString>("html");
        for (const char *html : {"text", "<p>", "<p></h1>", "<p><b></p>", "<p><b><b>a</b></b></p>", "<p>a</b></p>",
                 "<p>&</p>", "<p><a href=\"x\"><a href=\"y\">a</a></a></p>", "<p><a href=\"x\" onclick=\"y\">a</a></p>",
                 "<ul>a</ul>", "<ul><li>a</ul>", "<ul><li><ul></ul></li></ul>", "<p><script>x</script></p>",
                 "<p style=\"x\">a</p>", "</p>", "<p><p></p></p>", "<", "<p", "<p><", "<p></"})
            QTest::newRow(html) << QString::fromLatin1(html);
    }
    void whatIsNotOfThatFormIsNoRichText()
    {
        QFETCH(QString, html);
        QVERIFY(!richTextTokens(html));
    }

    void theFieldSaysHowItMerges()
    {
        const Value from(u"one\ntwo"_s);
        const Value theirs(u"1\ntwo"_s);
        const Value mine(u"one\n2"_s);
        const MergeResult merged = mergeField(noteField(), theirs, from, mine);
        QCOMPARE(merged.kind, Kind::Merged);
        QVERIFY(merged.value == Value(u"1\n2"_s));
        FieldDef formula = noteField();
        formula.merge = MergeRule::LastArrival;
        QCOMPARE(mergeField(formula, theirs, from, mine).kind, Kind::Conflicted);
        FieldDef small = noteField();
        small.maxLength = 10;
        const MergeResult full =
            mergeField(small, Value(u"one 123\ntwo"_s), Value(u"one\ntwo"_s), Value(u"one\ntwo 45"_s));
        QCOMPARE(full.kind, Kind::Conflicted);
        QVERIFY(full.value == Value(u"one\ntwo 45"_s));
        QCOMPARE(mergeField(noteField(), Value(u"b"_s), Value(u"a"_s), Value(7)).kind, Kind::Conflicted);
    }

    void bothEmptiedIsNothing()
    {
        QCOMPARE(mergeField(noteField(), Value(), Value(u"a"_s), Value(QString())).kind, Kind::Nothing);
    }

    void randomEditsConvergeAndNothingTypedIsLost_data()
    {
        QTest::addColumn<TextForm>("form");
        QTest::newRow("plain") << TextForm::Plain;
        QTest::newRow("rich") << TextForm::Rich;
    }
    /// The server takes one person's edit and then the other's; each of them sees their own on top meanwhile.
    void randomEditsConvergeAndNothingTypedIsLost()
    {
        QFETCH(TextForm, form);
        FieldDef field = noteField();
        field.type = form == TextForm::Rich ? FieldType::RichText : FieldType::LongText;
        Author author(20261127, form);
        int merged = 0;
        constexpr int rounds = 4'000;
        for (int i = 0; i < rounds; ++i) {
            const auto lines = author.original();
            QStringList typedFirst;
            QStringList typedSecond;
            const QString from = author.text(lines);
            const QString first = author.text(author.edited(lines, typedFirst));
            const QString second = author.text(author.edited(lines, typedSecond));
            const MergeResult one = mergeField(field, Value(first), Value(from), Value(second));
            const QString result = one.value.toText();
            // What a later edit of one's own has taken away again is not missing.
            for (const QString &word : typedSecond)
                QVERIFY2(!second.contains(word) || result.contains(word), qPrintable(word));
            if (one.kind == Kind::Conflicted)
                QCOMPARE(result, second);
            if (one.kind != Kind::Merged)
                continue;
            for (const QString &word : typedFirst) {
                if (first.contains(word))
                    QCOMPARE(result.count(word), first.count(word));
            }
            ++merged;
            const auto other = mergeTexts(form, second, from, first);
            QVERIFY(other);
            QCOMPARE(other->size(), result.size()); // the same pieces; lines added at one place in the order of arrival
            if (form == TextForm::Rich)
                QVERIFY2(richTextTokens(result), qPrintable(result));
        }
        QVERIFY2(merged > rounds / 6, qPrintable(QString::number(merged)));
    }

    void theClientShowsWhatTheServerWillMake()
    {
        const EntityDef deal = test::dealEntity();
        Author author(7, TextForm::Plain);
        for (int i = 0; i < 1'000; ++i) {
            const auto lines = author.original();
            QStringList typed;
            const auto theirs = author.edited(lines, typed);
            const auto mine = author.edited(lines, typed);
            const auto mineLater = author.edited(mine, typed);
            Mutation first;
            first.changes = {{test::deal::note, Value(author.text(lines)), Value(author.text(mine))}};
            Mutation second;
            second.changes = {{test::deal::note, Value(author.text(mine)), Value(author.text(mineLater))}};
            const FieldValues server{{test::deal::note, Value(author.text(theirs))}};
            std::optional<FieldValues> onServer = server;
            for (const Mutation &mutation : {first, second}) {
                const RecordMerge merge = mergeMutation(deal, onServer, mutation);
                for (const FieldChange &change : merge.changes)
                    onServer->insert_or_assign(change.field, change.to);
            }
            const auto onClient = rebase(deal, server, {first, second}, {});
            QVERIFY(sameValue(onClient->at(test::deal::note), onServer->at(test::deal::note)));
        }
    }

    void editsOfEqualTextsAreNone()
    {
        TextTokens tokens;
        appendTokens(tokens, u"a b c");
        QVERIFY(tokenEdits(tokens, tokens).empty());
        QVERIFY(tokenEdits({}, {}).empty());
        const std::vector<TokenEdit> all{{0, 0, 0, 5}};
        QVERIFY(tokenEdits({}, tokens) == all);
    }

    /// A text of a megabyte in which everything is different costs no more than reading it.
    void aLongTextIsBounded()
    {
        QString from;
        QString theirs;
        QString mine;
        for (int i = 0; from.size() < 700'000; ++i) {
            from += u"word %1 "_s.arg(i);
            theirs += u"other %1 "_s.arg(i * 7);
            mine += u"third %1 "_s.arg(i * 13);
        }
        QVERIFY(!plain(theirs, from, mine)); // everything by both: one edit each
        const QString longer = from + u"\nend"_s;
        QCOMPARE(plain(u"begin\n"_s + from, from, longer).value_or(none), u"begin\n"_s + longer);
        const QString tooLong(longestMergedText, u'x');
        QVERIFY(!plain(tooLong + u"\na"_s, tooLong, u"b\n"_s + tooLong));
    }
};

QTEST_APPLESS_MAIN(TestTextMerge)
#include "tst_textmerge.moc"
