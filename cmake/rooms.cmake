# A room is a folder: its sources are one library whose name, namespace and include path are the
# folder's. `medina_room(geo/core LINKS ... PRIVATE ...)` makes the target geo_core, known to
# others as medina::geo_core; tests/geo/core makes the program test_geo_core.
function(medina_room path)
  cmake_parse_arguments(room "" "" "LINKS;PRIVATE;SOURCES" ${ARGN})
  string(REPLACE "/" "_" target ${path})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${path}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${target} STATIC ${sources} ${room_SOURCES})
  add_library(medina::${target} ALIAS ${target})
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/medina>)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC ${room_LINKS} PRIVATE ${room_PRIVATE}
    $<BUILD_INTERFACE:medina_warnings>)
  if(path STREQUAL "geo/core")
    target_precompile_headers(${target} PRIVATE <algorithm> <cmath> <functional> <map> <memory>
      <optional> <set> <span> <string> <string_view> <variant> <vector>)
  else()
    target_precompile_headers(${target} REUSE_FROM geo_core)
  endif()
  set_property(GLOBAL APPEND PROPERTY MEDINA_ROOMS ${target})
endfunction()

function(medina_tests path)
  cmake_parse_arguments(tests "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${path}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" target test_${path})
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE ${tests_LINKS} medina_warnings medina_test_main)
  target_precompile_headers(${target} REUSE_FROM medina_test_main)
  target_compile_definitions(${target} PRIVATE MEDINA_SOURCE="${PROJECT_SOURCE_DIR}"
    MEDINA_PROGRAM="$<TARGET_FILE:medina>")
  add_test(NAME ${path} COMMAND ${target})
  set_tests_properties(${path} PROPERTIES ENVIRONMENT "MEDINA_SHARE=${PROJECT_SOURCE_DIR}")
endfunction()
