# The shared library as a program outside sees it: the public header only.
if(CMOCKA_FOUND)
    add_executable(test_api ${CMAKE_CURRENT_LIST_DIR}/test_api.c)
    target_link_libraries(test_api PRIVATE aver_shared PkgConfig::CMOCKA
                          Threads::Threads)
    add_test(NAME api.use COMMAND test_api)
    set_tests_properties(api.use PROPERTIES LABELS threads)
endif()
# gcov and the sanitizers export symbols of theirs from what they are built in.
if(NOT AVER_SANITIZE AND NOT AVER_COVERAGE)
    add_test(NAME api.symbols COMMAND
             sh ${CMAKE_CURRENT_LIST_DIR}/symbols.sh
             $<TARGET_FILE:aver_shared> ${CMAKE_CURRENT_LIST_DIR}/symbols.txt)
endif()
