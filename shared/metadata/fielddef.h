// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace tandem {

/// The names in definitions are those of fieldTypeName(), in camelCase. Append only.
enum class FieldType {
    Text,
    LongText,
    RichText,
    Integer,
    Decimal,
    Money,
    Percent,
    Boolean,
    Date,
    DateTime,
    Duration,
    Choice,
    MultiChoice,
    Link,
    Links,
    AnyLink,
    User,
    File,
    Image,
    Email,
    Phone,
    Url,
    Address,
    Tags,
    NumberSeries,
    Formula,
    RollUp,
    Json,
};

QString fieldTypeName(FieldType type);
std::optional<FieldType> fieldTypeFromName(const QString &name);

/// How two different new values of one field come together.
enum class MergeRule {
    LastArrival, ///< the write judged later stands, the other value is kept as a conflict
    Union, ///< sets: additions and removals of both
    Counter, ///< numbers that are counted up and down: the difference is added
    Text, ///< rich text: by its operations
    FirstArrival, ///< what was set first stays: when something happened for the first time
};

/// What the JSON of a field says, where its parts are known. Such a value is checked, edited in a table and shown in
/// words; see jsoncontent.h.
enum class JsonContent {
    Any,
    OfflineRules, ///< what laptops keep, per entity; see offlinerule.h
    Permissions, ///< what may be done, per entity; see accessparser.h
};

QString jsonContentName(JsonContent content); ///< empty for Any
std::optional<JsonContent> jsonContentFromName(const QString &name);

/// Who put a definition there. Later layers may add to earlier ones and change labels, never take away.
enum class Layer { Core, Module, Company };

struct ChoiceOption
{
    QString key; ///< stored and sent; never renamed
    QString colour; ///< name of a theme colour ("green", "grey"…), or empty
    bool active = true; ///< an inactive option stays readable but is no longer offered
    QJsonObject further = {}; ///< as that of FieldDef

    bool operator==(const ChoiceOption &) const = default;
};

/// What a roll-up sums: a function over a field of the records whose link field points here.
struct RollUpDef
{
    QString entity; ///< e.g. "opportunity"
    QString link; ///< its link field that points to this record, e.g. "account"
    QString function; ///< "count", "sum", "min", "max"
    QString field; ///< what is summed; empty for "count"
    QString filter; ///< expression over the counted records; empty: all
    QJsonObject further = {}; ///< as that of FieldDef

    bool operator==(const RollUpDef &) const = default;
};

/// One field of an entity. Plain data; made by the Loader, checked by the Validator, then never changed.
struct FieldDef
{
    FieldNumber number = 0; ///< never used again; what mutations and the wire carry
    QString name; ///< camelCase; what people, REST, expressions and layouts say; a rename keeps the number
    QString column; ///< of the database; fixed when the field is born
    FieldType type = FieldType::Text;
    Layer layer = Layer::Core;

    bool required = false;
    bool unique = false;
    bool indexed = false;
    bool searchable = false; ///< part of the full-text index
    bool mentions = false; ///< of Text: can name colleagues, who are notified; see shared/base/mentions.h
    bool readOnly = false; ///< set by the server's rules only
    bool byProgram = false; ///< told by the program that makes the record (the size of a file); nobody types it
    bool hidden = false; ///< in no layout on purpose
    bool deleted = false; ///< was there; its number and column stay taken
    MergeRule merge = MergeRule::LastArrival;

    Value defaultValue;
    QString defaultExpression; ///< e.g. "today()", "me()"; empty if none
    QString formula; ///< of FieldType::Formula
    QString visibleWhen; ///< expressions; empty: always, never, never
    QString requiredWhen;
    QString readOnlyWhen;
    QString validWhen; ///< what must hold for the record while this field is filled; empty: anything goes

    int maxLength = 0; ///< characters; 0: the type's own limit
    int scale = 0; ///< digits after the point of Decimal and Percent: the stored integer is value * 10^scale
    std::optional<qint64> minimum; ///< in stored units
    std::optional<qint64> maximum;
    QString target; ///< entity that Link and Links point to
    QString via; ///< Links: the junction entity that holds the pairs and their own fields
    std::vector<ChoiceOption> options;
    QString numberFormat; ///< NumberSeries: e.g. "HT-{yyyy}-{0000}"
    QString mask; ///< how a masked reader sees it: "phone", "email", "name", "all"
    std::optional<RollUpDef> rollUp;
    JsonContent content = JsonContent::Any; ///< of Json
    QMap<QString, QString>
        labels; ///< language → label, of the company's own fields only; shipped ones come from label files
    /// Keys of a company's definition that only a later build understands: written back as they were (readablelayer.h).
    QJsonObject further;
    QMap<QString, QMap<QString, QString>> optionLabels; ///< option key → language → label, as `labels`
    QMap<QString, QString> validTexts; ///< language → what to tell who breaks `validWhen`, as `labels`

    bool isSystem() const { return number < firstOwnFieldNumber; }
    /// Has a column: everything but Formula, RollUp and Links.
    bool isStored() const;
    /// Its stored text as people read it: mentions as names.
    QString readable(const QString &stored) const;
    bool isLinkLike() const
    {
        return type == FieldType::Link || type == FieldType::User || type == FieldType::File
            || type == FieldType::Image;
    }

    static constexpr FieldNumber firstOwnFieldNumber = 20;
    static constexpr FieldNumber firstCompanyFieldNumber = 10000;

    bool operator==(const FieldDef &) const = default;
};

/// Columns that every entity has, with the same numbers everywhere.
namespace systemfield {
inline constexpr FieldNumber owner = 1; ///< User
inline constexpr FieldNumber department = 2; ///< Link to department
inline constexpr FieldNumber createdBy = 3;
inline constexpr FieldNumber createdAt = 4;
inline constexpr FieldNumber modifiedBy = 5;
inline constexpr FieldNumber modifiedAt = 6;
inline constexpr FieldNumber deletedAt = 7; ///< DateTime; not null: in the recycle bin
}

}
