# LLVM's linker where there is one: every test is linked whole, and GNU's takes six times as long for it, a quarter of a
# build on two cores.
include(CheckLinkerFlag)
if(NOT MSVC AND NOT APPLE)
    check_linker_flag(CXX -fuse-ld=lld TANDEM_HAS_LLD)
    if(TANDEM_HAS_LLD)
        add_link_options(-fuse-ld=lld)
    endif()
endif()
