# A PostgreSQL for tests, started before the first test that needs it and stopped after the last. Where there is none,
# or no libpq, those tests run on SQLite only. Sets TANDEM_POSTGRESQL_URL.
file(GLOB TANDEM_POSTGRESQL_FOLDERS /usr/lib/postgresql/*/bin /usr/local/pgsql/bin)
find_program(TANDEM_INITDB initdb HINTS ${TANDEM_POSTGRESQL_FOLDERS})
set(TANDEM_POSTGRESQL_URL "")
set(TANDEM_POSTGRESQL_BINARIES "") # for tests that make servers of their own
if(NOT PostgreSQL_FOUND OR NOT TANDEM_INITDB OR WIN32)
    return()
endif()

cmake_path(GET TANDEM_INITDB PARENT_PATH TANDEM_POSTGRESQL_BINARIES)
# Short, because a socket's path may have a hundred characters only; another one for each build folder.
string(SHA1 hash ${PROJECT_BINARY_DIR})
string(SUBSTRING ${hash} 0 12 hash)
set(folder /tmp/tandem-postgresql-${hash})
set(TANDEM_POSTGRESQL_URL "postgresql://tandem@/postgres?host=${folder}")
foreach(verb IN ITEMS start stop)
    add_test(NAME postgresql_${verb}
        COMMAND ${PROJECT_SOURCE_DIR}/tests/support/postgresql-cluster ${verb} ${TANDEM_POSTGRESQL_BINARIES} ${folder})
endforeach()
# Each test leaves schemas of hundreds of files; to remove them all takes minutes on a busy disk.
set_tests_properties(postgresql_start PROPERTIES FIXTURES_SETUP postgresql LABELS postgresql TIMEOUT 300)
set_tests_properties(postgresql_stop PROPERTIES FIXTURES_CLEANUP postgresql LABELS postgresql TIMEOUT 600)
