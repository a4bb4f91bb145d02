# Many threads; of most use where ThreadSanitizer looks on (preset `tsan`).
if(CMOCKA_FOUND)
    add_executable(test_threads ${CMAKE_CURRENT_LIST_DIR}/test_threads.c)
    target_link_libraries(test_threads PRIVATE aver_flags aver_io
                          PkgConfig::CMOCKA PkgConfig::PCRE2
                          PkgConfig::UTF8PROC Threads::Threads)
    target_compile_definitions(test_threads PRIVATE
        AVER_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(test_threads PRIVATE -UNDEBUG -Wno-pedantic)
    add_test(NAME threads.shared COMMAND test_threads)
    set_tests_properties(threads.shared PROPERTIES LABELS threads)
endif()
add_test(NAME threads.batch
         COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/batch.sh $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR})
set_tests_properties(threads.batch PROPERTIES LABELS threads)
