include(TandemLayers)
include(TandemWarnings)
include(TandemSanitizers)
include(TandemTestMoc)

# An include path of its own for each target: forwarding headers below
# <build>/include/<target>/, so that only the headers of used targets can be found
# although every include is written from the repository root. A folder inside that is a target itself has its own.
function(_tandem_forward_headers target)
    set(root ${PROJECT_BINARY_DIR}/include/${target})
    set(here ${CMAKE_CURRENT_SOURCE_DIR})
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${here} ${here}/*.h)
    file(GLOB_RECURSE inner_lists RELATIVE ${here} ${here}/*/CMakeLists.txt)
    foreach(inner IN LISTS inner_lists)
        cmake_path(GET inner PARENT_PATH folder)
        list(FILTER headers EXCLUDE REGEX "^${folder}/")
    endforeach()
    list(TRANSFORM headers PREPEND ${here}/)
    foreach(header IN LISTS headers)
        file(RELATIVE_PATH relative ${PROJECT_SOURCE_DIR} ${header})
        set(forward ${root}/${relative})
        cmake_path(GET forward PARENT_PATH forward_folder)
        # Relative, so that a compiler cache hits across checkouts.
        file(RELATIVE_PATH target_path ${forward_folder} ${header})
        set(content "#pragma once\n#include \"${target_path}\"\n")
        set(existing "")
        if(EXISTS ${forward})
            file(READ ${forward} existing)
        endif()
        if(NOT existing STREQUAL content)
            file(WRITE ${forward} ${content})
        endif()
    endforeach()
    set(TANDEM_INCLUDE_ROOT ${root} PARENT_SCOPE)
endfunction()

# A target of a layer sees the headers of the layers that it names. What those use in turn is linked, but out of sight.
# Targets that are no layer, such as tests, see the headers of everything that they link.
function(_tandem_see_layers target layer)
    set_target_properties(${target} PROPERTIES TANDEM_LAYER ${layer})
    foreach(seen IN LISTS ARGN)
        target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/include/tandem_${seen})
    endforeach()
endfunction()

function(_tandem_common target)
    target_compile_features(${target} PUBLIC cxx_std_20)
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
        QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400
        QT_WARN_DEPRECATED_UP_TO=0x060800)
    set_target_properties(${target} PROPERTIES AUTOMOC ON CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "EXECUTABLE" AND UNIX)
        # CMake gives executables -fPIE, and GCC takes a precompiled header only with what it was made with. Qt before
        # 6.5 brings -fPIC along for all.
        set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
        target_compile_options(${target} PRIVATE -fPIC)
    endif()
    tandem_warnings(${target})
    tandem_sanitizers(${target})
endfunction()

# tandem_add_library(NAME [USES layer…] [SOURCES file…] [LINKS external…] [RESOURCES file.qrc…])
# One folder, one target. USES is checked against TandemLayers.cmake. It also names what only comes with a header of
# another layer: what is not in it is not on the include path.
function(tandem_add_library name)
    cmake_parse_arguments(arg "" "PCH" "USES;SOURCES;LINKS;RESOURCES" ${ARGN})
    tandem_check_arrows(${name} ${arg_USES})
    set(target tandem_${name})
    set(uses ${arg_USES})
    list(TRANSFORM uses PREPEND tandem::)
    _tandem_forward_headers(${target})
    set(headers_for_others $<$<NOT:$<BOOL:$<TARGET_PROPERTY:TANDEM_LAYER>>>:${TANDEM_INCLUDE_ROOT}>)
    if(arg_SOURCES)
        add_library(${target} STATIC ${arg_SOURCES} ${arg_RESOURCES})
        if(arg_RESOURCES)
            set_target_properties(${target} PROPERTIES AUTORCC ON)
        endif()
        _tandem_common(${target})
        _tandem_see_layers(${target} ${name} ${name} ${arg_USES})
        target_include_directories(${target} INTERFACE ${headers_for_others})
        target_link_libraries(${target} PUBLIC ${uses} ${arg_LINKS})
        tandem_precompile(${target} "${arg_PCH}")
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE ${headers_for_others})
        target_link_libraries(${target} INTERFACE ${uses} ${arg_LINKS})
    endif()
    add_library(tandem::${name} ALIAS ${target})
endfunction()

# tandem_add_executable(NAME LAYER layer [USES layer…] SOURCES … [LINKS …])
# main() beside a library, with a line of its own in TandemLayers.cmake.
function(tandem_add_executable name)
    cmake_parse_arguments(arg "" "LAYER;PCH" "USES;SOURCES;LINKS;RESOURCES" ${ARGN})
    tandem_check_arrows(${arg_LAYER} ${arg_USES})
    set(uses ${arg_USES})
    list(TRANSFORM uses PREPEND tandem::)
    add_executable(${name} ${arg_SOURCES} ${arg_RESOURCES})
    if(arg_RESOURCES)
        set_target_properties(${name} PROPERTIES AUTORCC ON)
    endif()
    _tandem_common(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    _tandem_see_layers(${name} ${arg_LAYER} ${arg_USES})
    target_link_libraries(${name} PRIVATE ${uses} ${arg_LINKS})
    tandem_precompile(${name} "${arg_PCH}")
endfunction()

# Environment and limits of a test program under one name; with FIXTURE on the tests' PostgreSQL, with BUCKET with
# attached files in a bucket.
function(_tandem_register_test name target)
    cmake_parse_arguments(arg "FIXTURE;BUCKET" "TIMEOUT" "LABELS;ARGUMENTS" ${ARGN})
    set(environment QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
        ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1)
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    add_test(NAME ${name} COMMAND ${target} ${arg_ARGUMENTS})
    if(arg_FIXTURE)
        list(APPEND environment TANDEM_TEST_DATABASE=${TANDEM_POSTGRESQL_URL})
        list(APPEND arg_LABELS postgresql)
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED postgresql)
    endif()
    if(arg_BUCKET)
        list(APPEND environment TANDEM_TEST_BUCKET=1)
        list(APPEND arg_LABELS bucket)
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} ENVIRONMENT "${environment}")
    # What may take long begins early, so that no long one runs alone in the end. The others go by what they took before,
    # which is never as much.
    if(arg_TIMEOUT GREATER 60)
        set_tests_properties(${name} PROPERTIES COST ${arg_TIMEOUT})
    endif()
endfunction()

# tandem_add_test(NAME SOURCES file… [USES layer…] [LINKS external…] [LABELS label…] [TIMEOUT seconds]
#     [POSTGRESQL too|only] [BUCKET function…])
# A test may use any layer; tests/support is on its path. POSTGRESQL too: it runs a second time, as NAME_postgresql, on
# the server of TandemPostgresqlFixture; only: it makes no sense without one. BUCKET: these of its functions run a second
# time, as NAME_bucket, with daemons that move attached files into a bucket; they call moveContentsAway().
function(tandem_add_test name)
    cmake_parse_arguments(arg "" "TIMEOUT;PCH;POSTGRESQL" "USES;SOURCES;LINKS;LABELS;RESOURCES;BUCKET" ${ARGN})
    if(arg_POSTGRESQL STREQUAL "only" AND NOT TANDEM_POSTGRESQL_URL)
        return()
    endif()
    set(target test_${name})
    set(uses ${arg_USES})
    list(TRANSFORM uses PREPEND tandem::)
    add_executable(${target} ${arg_SOURCES} ${arg_RESOURCES})
    if(arg_RESOURCES)
        set_target_properties(${target} PROPERTIES AUTORCC ON)
    endif()
    _tandem_common(${target})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin/tests)
    target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/include/tests)
    tandem_moc_tests(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE ${uses} Qt6::Test ${arg_LINKS})
    target_compile_definitions(${target} PRIVATE
        TANDEM_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TANDEM_BINARY_DIR="${PROJECT_BINARY_DIR}")
    if(NOT arg_PCH)
        set(arg_PCH test)
    endif()
    tandem_precompile(${target} ${arg_PCH})
    set(limits TIMEOUT "${arg_TIMEOUT}" LABELS ${arg_LABELS})
    set(database "")
    if(arg_POSTGRESQL STREQUAL "only")
        set(database FIXTURE)
    endif()
    _tandem_register_test(${name} ${target} ${database} ${limits})
    if(arg_BUCKET)
        _tandem_register_test(${name}_bucket ${target} ${database} BUCKET ${limits} ARGUMENTS ${arg_BUCKET})
    endif()
    if(arg_POSTGRESQL STREQUAL "too" AND TANDEM_POSTGRESQL_URL)
        _tandem_register_test(${name}_postgresql ${target} FIXTURE ${limits})
    endif()
endfunction()

# tandem_add_test_program(NAME SOURCES file… [USES layer…] [LINKS external…]): a process that tests start.
function(tandem_add_test_program name)
    cmake_parse_arguments(arg "" "PCH" "USES;SOURCES;LINKS" ${ARGN})
    set(uses ${arg_USES})
    list(TRANSFORM uses PREPEND tandem::)
    add_executable(${name} ${arg_SOURCES})
    _tandem_common(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    target_include_directories(${name} PRIVATE ${PROJECT_BINARY_DIR}/include/tests)
    target_link_libraries(${name} PRIVATE ${uses} ${arg_LINKS})
    tandem_precompile(${name} "${arg_PCH}")
endfunction()

# Precompiled headers, each compiled once for the whole build: one for code on Qt Core, one for code on Qt Widgets
# (PCH widgets), one for the network transport (PCH beast), and, by clang, for tests of either sort (PCH test, their own
# choice, and PCH testwidgets); PCH none switches it off.
option(TANDEM_PRECOMPILE "Use precompiled headers" ON)
function(tandem_precompile target kind)
    if(NOT TANDEM_PRECOMPILE OR kind STREQUAL "none")
        return()
    endif()
    if(NOT kind)
        set(kind core)
    endif()
    # QTest asks which libraries of Qt are linked, which differs from test to test, and GCC takes a precompiled header
    # only where the answers are the same.
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        string(REGEX REPLACE "^test$" "core" kind ${kind})
        string(REGEX REPLACE "^testwidgets$" "widgets" kind ${kind})
    endif()
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake)
    target_precompile_headers(${target} REUSE_FROM tandem_pch_${kind})
endfunction()

# tandem_add_precompiled(KIND LINKS …): the target that owns <kind>.h; called once per kind.
function(tandem_add_precompiled kind)
    cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
    set(target tandem_pch_${kind})
    add_library(${target} OBJECT ${PROJECT_SOURCE_DIR}/cmake/pch/empty.cpp)
    _tandem_common(${target})
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${target} PRIVATE ${arg_LINKS})
    # In angle brackets, so that no absolute path gets in and a compiler cache hits across checkouts.
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake)
    target_precompile_headers(${target} PRIVATE <pch/${kind}.h>)
    # GCC writes a precompiled header differently each time. What goes into it does not change, and by that a compiler
    # cache tells it (CCACHE_PCH_EXTSUM), so that one checkout profits from another.
    file(SHA256 ${PROJECT_SOURCE_DIR}/cmake/pch/${kind}.h header)
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.gch.sum
        "${header} ${CMAKE_CXX_COMPILER_VERSION} ${Qt6_VERSION} ${Boost_VERSION}")
endfunction()
