# Installing, find_package(medina), and the .deb.
include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY MEDINA_ROOMS)
install(TARGETS ${rooms} EXPORT medinaTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/medina)
install(TARGETS medina RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY geo analysis DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/medina
  FILES_MATCHING PATTERN "*.hpp")
install(FILES ${PROJECT_BINARY_DIR}/include/geo/version.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/medina/geo)
install(DIRECTORY styles DESTINATION ${CMAKE_INSTALL_DATADIR}/medina)
install(DIRECTORY datasets DESTINATION ${CMAKE_INSTALL_DATADIR}/medina
  PATTERN "__pycache__" EXCLUDE PATTERN "generator" EXCLUDE PATTERN "*.py" EXCLUDE)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES docs/medina.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES app/completion/medina.bash RENAME medina
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES app/completion/_medina DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)

install(EXPORT medinaTargets NAMESPACE medina:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/medina)
configure_package_config_file(cmake/medinaConfig.cmake.in
  ${PROJECT_BINARY_DIR}/medinaConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/medina)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/medinaConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/medinaConfig.cmake cmake/FindMETIS.cmake
  ${PROJECT_BINARY_DIR}/medinaConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/medina)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME medina)
set(CPACK_PACKAGE_CONTACT "The medina engineers <medina@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "proj-data")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
