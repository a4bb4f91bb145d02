# What comes of it when memory runs out.
if(CMOCKA_FOUND)
    add_executable(test_alloc ${CMAKE_CURRENT_LIST_DIR}/test_alloc.c)
    target_link_libraries(test_alloc PRIVATE aver_flags aver_io
                          PkgConfig::CMOCKA PkgConfig::PCRE2
                          PkgConfig::UTF8PROC Threads::Threads)
    target_compile_definitions(test_alloc PRIVATE
        AVER_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(test_alloc PRIVATE -UNDEBUG -Wno-pedantic)
    add_test(NAME alloc COMMAND test_alloc)
    set_tests_properties(alloc PROPERTIES TIMEOUT 120)
endif()
