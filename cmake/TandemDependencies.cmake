include(GNUInstallDirs)

find_program(TANDEM_CCACHE ccache)
if(TANDEM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER ${TANDEM_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${TANDEM_CCACHE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options($<$<AND:$<CXX_COMPILER_ID:GNU>,$<COMPILE_LANGUAGE:CXX>>:-fpch-preprocess>)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport Network WebSockets Svg Test LinguistTools)
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 3.38 REQUIRED)
# Optional: without it the server knows SQLite only. The client never links it.
find_package(PostgreSQL 14 QUIET)
find_package(Boost 1.74 REQUIRED)
find_package(ICU 67 REQUIRED COMPONENTS i18n uc)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
# What workbooks are packed in, see docs/decisions/0038. By pkg-config: the CMake files of some distributions ask for the
# programs of libzip as well.
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip>=1.7)
# The system's store for passwords; without it the client keeps its session token in a private file.
find_package(Qt6Keychain QUIET)
# The first page of attached PDF files as a small picture. Without it they have an icon.
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS Pdf)
# The daemon's allocator, see docs/decisions/0036. Without it, and under a sanitizer, it has the system's.
find_package(mimalloc QUIET)
# The bus of Linux desktops: dark or light, notices, the number on the dock's icon. Without it the client has Qt's means.
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
set(TANDEM_DBUS OFF)
if(TARGET Qt6::DBus AND UNIX AND NOT APPLE)
    set(TANDEM_DBUS ON)
endif()
