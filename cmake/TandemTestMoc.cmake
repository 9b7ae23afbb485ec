# Moc for test programs without AUTOMOC. That costs each target a run of CMake, one of moc and the compilation of an
# (empty) file, and there are hundreds of them: a tenth of a whole build. Most tests are one source that includes its own
# .moc, for which one run of moc is all there is to do.

# What the compiler defines, for moc to see the same parts of a source as the compiler does.
set(TANDEM_MOC_PREDEFINED "")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    set(TANDEM_MOC_PREDEFINED ${PROJECT_BINARY_DIR}/mocpredefined.h)
    file(WRITE ${PROJECT_BINARY_DIR}/nothing.cpp "")
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -dM -E ${PROJECT_BINARY_DIR}/nothing.cpp
        OUTPUT_FILE ${TANDEM_MOC_PREDEFINED} RESULT_VARIABLE failed)
    if(failed)
        set(TANDEM_MOC_PREDEFINED "")
    endif()
endif()

# Whether what moc has to do for these sources is seen by looking at them: none has a header of its own with Q_OBJECT.
function(_tandem_moc_is_plain result sources)
    set(${result} OFF PARENT_SCOPE)
    if(NOT TANDEM_MOC_PREDEFINED)
        return()
    endif()
    foreach(source IN LISTS sources)
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
        cmake_path(REPLACE_EXTENSION source h OUTPUT_VARIABLE header)
        foreach(file IN ITEMS ${source} ${header})
            if(NOT EXISTS ${file})
                continue()
            endif()
            file(STRINGS ${file} objects REGEX "^ *(Q_OBJECT|Q_GADGET|Q_NAMESPACE)")
            file(STRINGS ${file} included REGEX "^#include \"[a-z0-9_]+\\.moc\"")
            if(objects AND NOT included)
                return()
            endif()
        endforeach()
    endforeach()
    set(${result} ON PARENT_SCOPE)
endfunction()

# tandem_moc_tests(TARGET source…): instead of AUTOMOC where that is possible.
function(tandem_moc_tests target)
    _tandem_moc_is_plain(is_plain "${ARGN}")
    if(NOT is_plain)
        return()
    endif()
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc)
    target_include_directories(${target} PRIVATE ${folder})
    set(paths "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
    set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
    foreach(source IN LISTS ARGN)
        file(STRINGS ${source} included REGEX "^#include \"[a-z0-9_]+\\.moc\"")
        if(NOT included)
            continue()
        endif()
        cmake_path(GET source STEM stem)
        set(moc ${folder}/${stem}.moc)
        add_custom_command(OUTPUT ${moc}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
            COMMAND Qt6::moc --include ${TANDEM_MOC_PREDEFINED} "$<$<BOOL:${paths}>:-I$<JOIN:${paths},;-I>>"
                "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>" -o ${moc} ${CMAKE_CURRENT_SOURCE_DIR}/${source}
            DEPENDS ${source} COMMAND_EXPAND_LISTS VERBATIM)
        target_sources(${target} PRIVATE ${moc})
    endforeach()
endfunction()
