// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/loader.h"

#include "shared/metadata/entityfolder.h"
#include "shared/metadata/validator.h"

#include <QDir>
#include <QMutexLocker>

#include <algorithm>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString companySection = u"company"_s;
constexpr qsizetype defaultListColumns = 6;

Result<std::vector<EntityFolder>> readFolders(const QString &root)
{
    std::vector<EntityFolder> folders;
    const QStringList areas = QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &area : areas) {
        const QDir areaFolder(QDir(root).filePath(area));
        const QStringList entities = areaFolder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &entity : entities) {
            // Rules stand beside the entities that they join (see ruledef.h).
            if (entity == u"rules"_s)
                continue;
            TANDEM_ASSIGN(auto folder, EntityFolder::read(areaFolder.filePath(entity), area, area + u'/' + entity));
            folders.push_back(std::move(folder));
        }
    }
    if (folders.empty())
        return Error{ErrorCode::Corrupt, u"noDefinitions"_s, root, {}, {}};
    return folders;
}

Error at(const QString &place, Error error)
{
    error.field = error.field.isEmpty() ? place : place + u'.' + error.field;
    return error;
}

/// A company's entity without layouts shows all it has, in the order of its fields.
void completeLayouts(EntityDef &entity)
{
    QStringList names;
    for (const FieldDef &field : entity.fields) {
        if (!field.isSystem() && !field.hidden && !field.deleted)
            names.append(field.name);
    }
    if (entity.detail.sections.empty())
        entity.detail.sections.push_back({u"basics"_s, names, {}, false});
    if (entity.list.columns.isEmpty())
        entity.list.columns = names.mid(0, defaultListColumns);
    if (entity.list.sort.field.isEmpty())
        entity.list.sort = {u"modifiedAt"_s, true};
}

/// A field that no layout names appears at the end of the form.
void showField(EntityDef &entity, const FieldDef &field)
{
    if (field.hidden || field.deleted)
        return;
    auto &sections = entity.detail.sections;
    for (const DetailSection &section : sections) {
        if (section.fields.contains(field.name))
            return;
    }
    if (sections.empty() || sections.back().name != companySection)
        sections.push_back({companySection, {}, {}, false});
    sections.back().fields.append(field.name);
}

Result<void> relabel(FieldDef &field, const QJsonObject &definition)
{
    for (auto it = definition.begin(); it != definition.end(); ++it) {
        if (it.key() != u"number"_s && it.key() != u"name"_s && it.key() != u"labels"_s)
            return Error::invalid(it.key(), u"shippedField"_s);
    }
    const QJsonObject labels = definition.value("labels"_L1).toObject();
    for (auto it = labels.begin(); it != labels.end(); ++it)
        field.labels.insert(it.key(), it.value().toString());
    return {};
}

/// Of two with this name the one that was not deleted: what hangs on a deleted one only waits to be read or restored.
EntityDef *namedEntity(std::vector<EntityDef> &entities, const QString &name)
{
    EntityDef *found = nullptr;
    for (EntityDef &entity : entities) {
        if (entity.name == name && (!found || found->deleted))
            found = &entity;
    }
    return found;
}

/// What stands in an option or in the roll-up goes with it.
void keepFurther(FieldDef &field, QJsonObject further)
{
    const QJsonObject ofOptions = further.take("options"_L1).toObject();
    for (ChoiceOption &option : field.options)
        option.further = ofOptions.value(option.key).toObject();
    const QJsonObject ofRollUp = further.take("rollUp"_L1).toObject();
    if (field.rollUp)
        field.rollUp->further = ofRollUp;
    field.further = std::move(further);
}

Result<void> addCompanyField(EntityDef &entity, const CompanyDefinition &row)
{
    const QJsonObject &definition = row.definition;
    const int number = definition.value("number"_L1).toInt();
    const auto shipped = std::find_if(entity.fields.begin(), entity.fields.end(), [&](const FieldDef &field) {
        return field.number == number && field.layer != Layer::Company && !field.isSystem();
    });
    if (shipped != entity.fields.end())
        return relabel(*shipped, definition);
    TANDEM_ASSIGN(FieldDef field, parseField(definition, Layer::Company));
    keepFurther(field, row.further);
    showField(entity, field);
    const auto place = std::upper_bound(entity.fields.begin(), entity.fields.end(), field.number,
        [](FieldNumber wanted, const FieldDef &other) { return wanted < other.number; });
    entity.fields.insert(place, std::move(field));
    return {};
}

bool isSameRow(const CompanyDefinition &one, const CompanyDefinition &other)
{
    return one.kind == other.kind && one.entity == other.entity && one.definition == other.definition
        && one.further == other.further;
}

/// What was made of which rows, as long as somebody uses it: a registry never changes, so who has the same rows may
/// have the same one. Any thread.
class MadeLayers
{
public:
    RegistryPointer find(const RegistryPointer &shipped, const std::vector<CompanyDefinition> &company, qint64 revision)
    {
        const QMutexLocker locker(&m_mutex);
        for (const Made &made : m_made) {
            if (made.revision != revision || made.shipped.lock() != shipped)
                continue;
            if (std::equal(company.begin(), company.end(), made.company.begin(), made.company.end(), isSameRow)) {
                if (RegistryPointer registry = made.registry.lock())
                    return registry;
            }
        }
        return nullptr;
    }

    void keep(
        const RegistryPointer &shipped, const std::vector<CompanyDefinition> &company, const RegistryPointer &registry)
    {
        const QMutexLocker locker(&m_mutex);
        std::erase_if(m_made, [](const Made &made) { return made.registry.expired(); });
        m_made.push_back({shipped, company, registry->revision(), registry});
    }

private:
    struct Made
    {
        std::weak_ptr<const Registry> shipped;
        std::vector<CompanyDefinition> company;
        qint64 revision = 0;
        std::weak_ptr<const Registry> registry;
    };
    QMutex m_mutex;
    std::vector<Made> m_made;
};

MadeLayers &madeLayers()
{
    static MadeLayers made;
    return made;
}

}

Result<RegistryPointer> loadFromFolder(const QString &folder)
{
    TANDEM_ASSIGN(const auto folders, readFolders(folder));
    std::vector<EntityDef> entities;
    entities.reserve(size_t(folders.size()));
    for (const EntityFolder &read : folders)
        entities.push_back(read.entity());
    auto registry = std::make_shared<const Registry>(std::move(entities), 0);
    const auto valid = validateRegistry(*registry);
    if (valid.ok())
        return RegistryPointer(std::move(registry));
    Error error = valid.error();
    const QString name = error.field.section(u'.', 0, 0);
    for (const EntityFolder &read : folders) {
        if (read.entity().name != name)
            continue;
        error.field = error.field.mid(name.size() + 1);
        return read.located(error);
    }
    return error;
}

Result<RegistryPointer> withCompanyLayer(
    const RegistryPointer &shipped, const std::vector<CompanyDefinition> &company, qint64 revision)
{
    if (RegistryPointer made = madeLayers().find(shipped, company, revision))
        return made;
    std::vector<EntityDef> entities = shipped->entities();
    for (const CompanyDefinition &row : company) {
        if (row.kind != CompanyDefinition::Kind::Entity)
            continue;
        auto entity = parseEntity(row.definition, Layer::Company);
        if (!entity.ok())
            return at(row.entity, entity.error());
        if (entity->name != row.entity)
            return Error::invalid(row.entity + u".name"_s, u"notTheEntity"_s, {{u"name"_s, entity->name}});
        entities.push_back(*std::move(entity));
    }
    for (const CompanyDefinition &row : company) {
        if (row.kind != CompanyDefinition::Kind::Field)
            continue;
        EntityDef *entity = namedEntity(entities, row.entity);
        if (!entity)
            return Error::invalid(row.entity, u"unknownEntity"_s);
        const QString name = row.definition.value("name"_L1).toString();
        if (const auto added = addCompanyField(*entity, row); !added.ok())
            return at(name.isEmpty() ? row.entity : row.entity + u'.' + name, added.error());
    }
    for (EntityDef &entity : entities) {
        if (entity.layer == Layer::Company)
            completeLayouts(entity);
    }
    auto registry = std::make_shared<const Registry>(std::move(entities), revision);
    TANDEM_TRY(validateRegistry(*registry));
    madeLayers().keep(shipped, company, registry);
    return RegistryPointer(std::move(registry));
}

}
