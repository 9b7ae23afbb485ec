# Writes entitynames.h from the entity.json files: cmake -DOUTPUT=… -DFOLDER=… -DFILES=a;b -P entitynames.cmake
cmake_minimum_required(VERSION 3.25)

# Field names that are words of C++ get an underscore at their end.
set(cpp_words and auto bool break case catch char class const continue default delete do double else enum explicit
    export extern false float for friend goto if inline int long namespace new not operator or private protected public
    register return short signed sizeof static struct switch template this throw true try typedef typename union
    unsigned using virtual void volatile while xor)

set(system_fields "owner=1;department=2;createdBy=3;createdAt=4;modifiedBy=5;modifiedAt=6;deletedAt=7")

function(cpp_name result name)
    if(name IN_LIST cpp_words)
        string(APPEND name "_")
    endif()
    set(${result} ${name} PARENT_SCOPE)
endfunction()

set(text "// Generated from the entity definitions; do not edit.\n\n#pragma once\n\n#include \"shared/base/value.h\"\n\n")
string(APPEND text "namespace tandem::entities {\n")
foreach(file IN LISTS FILES)
    file(READ ${FOLDER}/${file} json)
    string(JSON entity GET "${json}" name)
    string(JSON number GET "${json}" number)
    string(JSON fields GET "${json}" fields)
    string(JSON count LENGTH "${fields}")
    cpp_name(space ${entity})
    string(APPEND text "\nnamespace ${space} {\ninline constexpr EntityNumber number = ${number};\n"
        "inline QString entityName() { return QStringLiteral(\"${entity}\"); }\nnamespace field {\n")
    foreach(pair IN LISTS system_fields)
        string(REPLACE "=" " = " pair ${pair})
        string(APPEND text "inline constexpr FieldNumber ${pair};\n")
    endforeach()
    if(count GREATER 0)
        math(EXPR last "${count} - 1")
        foreach(index RANGE ${last})
            string(JSON field GET "${fields}" ${index})
            string(JSON name GET "${field}" name)
            string(JSON number GET "${field}" number)
            string(JSON deleted ERROR_VARIABLE kept GET "${field}" deleted)
            if(kept OR NOT deleted)
                cpp_name(name ${name})
                string(APPEND text "inline constexpr FieldNumber ${name} = ${number};\n")
            endif()
        endforeach()
    endif()
    string(APPEND text "}\n}\n")
endforeach()
string(APPEND text "\n}\n")

# Untouched if nothing changed, so that nothing is compiled again.
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} existing)
endif()
if(NOT text STREQUAL "${existing}")
    file(WRITE ${OUTPUT} "${text}")
endif()
