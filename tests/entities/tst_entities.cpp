// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "shared/expressions/check.h"
#include "shared/metadata/definitionnames.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/labels.h"
#include "shared/metadata/loader.h"
#include "shared/metadata/validator.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList builtInRoles{u"administrator"_s, u"manager"_s, u"sales"_s, u"service"_s, u"employee"_s};

/// Words of an expression that could be fields: not in quotes, not functions, not after a point.
QStringList wordsOf(QString expression)
{
    static const QRegularExpression quoted(u"'[^']*'"_s);
    static const QRegularExpression word(u"(?<![\\w.])([a-z][A-Za-z0-9]*)(?!\\w|\\s*\\()"_s);
    expression.remove(quoted);
    QStringList words;
    auto matches = word.globalMatch(expression);
    while (matches.hasNext())
        words.append(matches.next().captured(1));
    return words;
}

QStringList layoutFields(const EntityDef &entity)
{
    QStringList names;
    for (const DetailSection &section : entity.detail.sections)
        names += section.fields;
    return names;
}

}

/// What must hold for every shipped definition.
class TestEntities : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto shipped = loadShipped();
        QVERIFY2(shipped.ok(), shipped.ok() ? "" : qPrintable(shipped.error().toLog()));
        m_registry = *shipped;
    }

    void generatedNamesAreThoseOfTheDefinitions()
    {
        const EntityDef *account = m_registry->entity(entities::account::number);
        QVERIFY(account);
        QCOMPARE(account->name, entities::account::entityName());
        QCOMPARE(account->field(entities::account::field::class_)->name, u"class"_s);
        QCOMPARE(account->field(entities::account::field::owner)->name, u"owner"_s);
    }

    void areaIsTheFolder()
    {
        for (const EntityDef &entity : m_registry->entities())
            QVERIFY2(QFile::exists(u":/entities/%1/%2/entity.json"_s.arg(entity.area, entity.name)),
                qPrintable(entity.name));
    }

    /// Laptops hold these numbers in their outboxes. A line here never changes and never goes.
    void frozenNumbersAreUnchanged()
    {
        QFile file(QStringLiteral(TANDEM_SOURCE_DIR "/tests/entities/frozen-numbers.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList expected = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        expected.removeIf([](const QString &line) { return line.startsWith(u'#'); });
        const QStringList actual = numberLines();
        for (const QString &line : expected)
            QVERIFY2(actual.contains(line), qPrintable(u"gone or changed: "_s + line));
        for (const QString &line : actual)
            QVERIFY2(expected.contains(line), qPrintable(u"new; add it to frozen-numbers.txt: "_s + line));
    }

    void everyFieldIsShownOrHiddenOnPurpose()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            const QStringList shown = layoutFields(entity);
            for (const FieldDef &field : entity.fields) {
                if (!field.isSystem() && !field.deleted)
                    QVERIFY2(shown.contains(field.name) != field.hidden, qPrintable(entity.name + u'.' + field.name));
            }
        }
    }

    void everythingHasALabelInBothLanguages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << u"en"_s;
        QTest::newRow("Chinese") << u"zh_CN"_s;
    }

    void everythingHasALabelInBothLanguages()
    {
        QFETCH(QString, language);
        const Labels labels(language);
        for (const EntityDef &entity : m_registry->entities()) {
            for (const QString &key : labelKeys(entity))
                QVERIFY2(labels.has(key), qPrintable(key));
        }
    }

    /// scripts/new-entity writes English words into both label files.
    void chineseLabelsAreChinese()
    {
        static const QRegularExpression han(u"\\p{Han}"_s);
        const Labels labels(u"zh_CN"_s);
        for (const EntityDef &entity : m_registry->entities()) {
            QVERIFY2(labels.entity(entity).contains(han), qPrintable(entity.name));
            for (const FieldDef &field : entity.fields)
                QVERIFY2(labels.field(entity, field).contains(han), qPrintable(entity.name + u'.' + field.name));
        }
    }

    void whatAFieldIsForIsSaidInBothLanguages()
    {
        static const QRegularExpression han(u"\\p{Han}"_s);
        const Labels english(u"en"_s);
        const Labels chinese(u"zh_CN"_s);
        int said = 0;
        for (const EntityDef &entity : m_registry->entities()) {
            for (const FieldDef &field : entity.fields) {
                const QString text = english.help(entity, field);
                const QString other = chinese.help(entity, field);
                QVERIFY2(text.isEmpty() == other.isEmpty(), qPrintable(entity.name + u'.' + field.name));
                QVERIFY2(other.isEmpty() || other.contains(han), qPrintable(other));
                QVERIFY2(!text.contains(han), qPrintable(text));
                said += text.isEmpty() ? 0 : 1;
            }
        }
        QVERIFY(said > 20);
    }

    void whatIsAskedBeforeAnActionIsAskedInBothLanguages()
    {
        static const QRegularExpression han(u"\\p{Han}"_s);
        const Labels english(u"en"_s);
        const Labels chinese(u"zh_CN"_s);
        int asked = 0;
        for (const EntityDef &entity : m_registry->entities()) {
            for (const QString &action : entity.detail.actions) {
                const QString question = english.question(entity, action);
                const QString other = chinese.question(entity, action);
                QCOMPARE(question.isEmpty(), other.isEmpty());
                QVERIFY2(other.isEmpty() || other.contains(han), qPrintable(other));
                QVERIFY2(!question.contains(han), qPrintable(question));
                asked += question.isEmpty() ? 0 : 1;
            }
        }
        QVERIFY(asked >= 3); // withdrawing a contract, a leave request, a case
    }

    void everyBuiltInRoleHasAnswer()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            QCOMPARE(QSet<QString>(entity.access.byRole.keyBegin(), entity.access.byRole.keyEnd()),
                QSet<QString>(builtInRoles.begin(), builtInRoles.end()));
            QVERIFY2(entity.access.byRole.value(u"administrator"_s).read != Scope::None, qPrintable(entity.name));
        }
    }

    void everyMaskedFieldNamesItsMask()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            for (const EntityPermissions &permissions : entity.access.byRole) {
                for (auto it = permissions.fields.begin(); it != permissions.fields.end(); ++it) {
                    if (it.value() == FieldAccess::Masked)
                        QVERIFY2(!entity.field(it.key())->mask.isEmpty(), qPrintable(entity.name + u'.' + it.key()));
                }
            }
        }
    }

    void linksAreIndexedAndShownOnTheOtherEnd()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            for (const FieldDef &field : entity.fields) {
                const bool isParent = field.name == entity.parentLink;
                if (isParent || field.unique || field.type == FieldType::AnyLink)
                    QVERIFY2(field.indexed, qPrintable(entity.name + u'.' + field.name));
            }
            for (const RelatedDef &related : entity.related) {
                const FieldDef *link = m_registry->entity(related.entity)->field(related.link);
                QVERIFY2(link->indexed, qPrintable(entity.name + u'.' + related.name));
            }
        }
    }

    void manyToManyIsKnownAtBothEndsOrIsToUsers()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            if (!entity.traits.testFlag(Trait::Junction))
                continue;
            QCOMPARE(entity.uniqueTogether.size(), std::size_t(1));
            const bool used =
                std::any_of(m_registry->entities().begin(), m_registry->entities().end(), [&](const EntityDef &e) {
                    return std::any_of(e.fields.begin(), e.fields.end(),
                        [&](const FieldDef &field) { return field.via == entity.name; });
                });
            QVERIFY2(used, qPrintable(entity.name));
        }
    }

    void filtersAndSortUseIndexes()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            QVERIFY2(entity.field(entity.list.sort.field)->indexed, qPrintable(entity.name));
            for (const FilterDef &filter : entity.filters) {
                for (const QString &word : wordsOf(filter.expression)) {
                    const FieldDef *field = entity.field(word);
                    if (field && field->isStored())
                        QVERIFY2(field->indexed, qPrintable(entity.name + u'.' + filter.name + u": "_s + word));
                }
            }
        }
    }

    void conditionsMeanSomething()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            QStringList conditions;
            for (const FilterDef &filter : entity.filters)
                conditions.append(filter.expression);
            for (const FieldDef &field : entity.fields)
                conditions += {field.visibleWhen, field.requiredWhen, field.readOnlyWhen, field.validWhen};
            for (const DetailSection &section : entity.detail.sections)
                conditions.append(section.visibleWhen);
            conditions += entity.actionsWhen.values();
            for (const QString &action : entity.actionsWhen.keys())
                QVERIFY2(entity.detail.actions.contains(action), qPrintable(entity.name + u'.' + action));
            for (const QString &condition : conditions) {
                const auto checked = compileCondition(condition, *m_registry, entity);
                QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(condition + checked.error().toLog()));
            }
        }
    }

    void formulasAndRollUpsMeanSomething()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            for (const FieldDef &field : entity.fields) {
                for (const QString &text : {field.formula, field.defaultExpression}) {
                    const auto checked = compileExpression(text, *m_registry, entity);
                    QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(text + checked.error().toLog()));
                }
                if (!field.rollUp)
                    continue;
                const EntityDef &counted = *m_registry->entity(field.rollUp->entity);
                const auto filter = compileCondition(field.rollUp->filter, *m_registry, counted);
                QVERIFY2(filter.ok(), filter.ok() ? "" : qPrintable(field.name + filter.error().toLog()));
            }
        }
    }

    void oneFilterIsTheFirst()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            const auto first = std::count_if(
                entity.filters.begin(), entity.filters.end(), [](const FilterDef &filter) { return filter.isDefault; });
            QVERIFY2(first == 1, qPrintable(entity.name));
        }
    }

    void layoutsAreFitToUse()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            QVERIFY2(!entity.list.columns.isEmpty(), qPrintable(entity.name));
            QVERIFY2(entity.list.columns.size() <= 10, qPrintable(entity.name));
            if (!entity.traits.testFlag(Trait::Internal))
                QVERIFY2(entity.list.columns.contains(entity.titleField), qPrintable(entity.name));
        }
    }

    void titlesCanBeFound()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            if (!entity.traits.testFlag(Trait::Internal))
                QVERIFY2(entity.field(entity.titleField)->searchable, qPrintable(entity.name));
        }
    }

    void definitionsSurviveTheWayThroughJson()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            const auto again = parseEntity(entityToJson(entity), entity.layer);
            QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(entity.name + again.error().toLog()));
            QVERIFY2(*again == entity, qPrintable(entity.name));
        }
    }

    void defaultsAreValid()
    {
        for (const EntityDef &entity : m_registry->entities()) {
            for (const FieldDef &field : entity.fields) {
                const auto valid = validateValue(field, field.defaultValue);
                QVERIFY2(valid.ok(), qPrintable(entity.name + u'.' + field.name));
            }
        }
    }

    void rulesNameWhatExists()
    {
        const auto rules = loadShippedRules();
        QVERIFY(rules.ok());
        QVERIFY(!rules->empty());
        for (const RuleDef &rule : *rules) {
            const EntityDef *changed = m_registry->entity(rule.trigger.entity);
            QVERIFY2(changed, qPrintable(rule.name));
            QVERIFY2(compileCondition(rule.trigger.when, *m_registry, *changed).ok(), qPrintable(rule.name));
            for (const RuleStep &step : rule.steps) {
                if (step.kind != RuleStep::Kind::Create)
                    continue;
                const EntityDef *created = m_registry->entity(step.entity);
                QVERIFY2(created, qPrintable(rule.name));
                for (const RuleValue &value : step.values) {
                    QVERIFY2(created->field(value.field), qPrintable(rule.name + u": "_s + value.field));
                    const auto checked = compileExpression(value.expression, *m_registry, *changed);
                    QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(value.expression + checked.error().toLog()));
                }
            }
        }
    }

private:
    QStringList numberLines() const
    {
        QStringList lines;
        for (const EntityDef &entity : m_registry->entities()) {
            lines.append(u"%1 %2"_s.arg(entity.number).arg(entity.name));
            for (const FieldDef &field : entity.fields)
                lines.append(u"%1.%2 %3.%4 %5"_s.arg(entity.number)
                                 .arg(field.number)
                                 .arg(entity.name, field.name, fieldTypeName(field.type)));
        }
        return lines;
    }

    static QStringList labelKeys(const EntityDef &entity)
    {
        QStringList keys{entity.name, entity.name + u".plural"_s};
        for (const FieldDef &field : entity.fields) {
            const QString key = entity.name + u'.' + field.name;
            keys.append(key);
            for (const ChoiceOption &option : field.options)
                keys.append(key + u'.' + option.key);
            if (!field.validWhen.isEmpty())
                keys.append(entity.name + u".valid."_s + field.name);
        }
        for (const DetailSection &section : entity.detail.sections)
            keys.append(entity.name + u".section."_s + section.name);
        for (const FilterDef &filter : entity.filters)
            keys.append(entity.name + u".filter."_s + filter.name);
        for (const RelatedDef &related : entity.related)
            keys.append(entity.name + u".related."_s + related.name);
        for (const QString &action : entity.detail.actions)
            keys.append(entity.name + u".action."_s + action);
        return keys;
    }

    RegistryPointer m_registry;
};

QTEST_APPLESS_MAIN(TestEntities)
#include "tst_entities.moc"
