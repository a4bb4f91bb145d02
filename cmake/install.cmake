# cmake --install: the command, its manual and completions, the library with
# its headers, a pkg-config file and a CMake package.
include(CMakePackageConfigHelpers)

install(TARGETS aver RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS aver_static aver_shared EXPORT averTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/aver/aver.h include/aver/columns.def
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/aver)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/aver)
configure_package_config_file(cmake/averConfig.cmake.in averConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(averConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(EXPORT averTargets NAMESPACE aver:: DESTINATION ${package_dir})
install(FILES ${PROJECT_BINARY_DIR}/averConfig.cmake
              ${PROJECT_BINARY_DIR}/averConfigVersion.cmake
        DESTINATION ${package_dir})

# The .pc file finds its prefix from where it lies: the tree can be moved.
file(RELATIVE_PATH PC_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" PC_UP "${PC_UP}")
configure_file(cmake/aver.pc.in aver.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/aver.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The manual page and the completions are made by the command itself.
if(NOT CMAKE_CROSSCOMPILING)
    set(generated)
    foreach(pair man:aver.1 complete-bash:aver.bash complete-zsh:_aver
            complete-fish:aver.fish)
        string(REPLACE ":" ";" pair ${pair})
        list(GET pair 0 what)
        list(GET pair 1 file)
        add_custom_command(OUTPUT ${file}
                           COMMAND aver --generate=${what} > ${file}
                           DEPENDS aver VERBATIM)
        list(APPEND generated ${PROJECT_BINARY_DIR}/${file})
    endforeach()
    add_custom_target(aver_generated ALL DEPENDS ${generated})
    install(FILES ${PROJECT_BINARY_DIR}/aver.1
            DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_BINARY_DIR}/aver.bash RENAME aver
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${PROJECT_BINARY_DIR}/_aver
            DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${PROJECT_BINARY_DIR}/aver.fish
            DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
