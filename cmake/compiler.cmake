# Warnings, build speed, sanitizers: what every room is compiled with.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, ..." FORCE)
endif()

add_library(medina_warnings INTERFACE)
target_compile_options(medina_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${MEDINA_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlaps and overreads inside std::string that are not there (GCC bugs 105329, 105651).
  target_compile_options(medina_warnings INTERFACE -Wno-restrict -Wno-stringop-overread
    -Wno-stringop-overflow -Wno-array-bounds)
  # With -O3 it takes the unused members of a std::variant for uninitialised ones (GCC bug 80635).
  target_compile_options(medina_warnings INTERFACE $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # ccache takes precompiled headers only when told that their macros may be trusted.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()

if(MEDINA_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(MEDINA_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# Results are compared bit for bit between builds, so no fused or reordered floating point.
add_compile_options(-ffp-contract=off)
