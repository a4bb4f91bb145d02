# libFuzzer targets (preset `fuzz`; see README.md). ctest, label `fuzz`,
# replays what they once found and what they begin with; with
# AVER_FUZZ_SECONDS in the environment each goes on for so long.
if(AVER_FUZZ)
    file(GLOB fuzz_sources CONFIGURE_DEPENDS
         ${CMAKE_CURRENT_LIST_DIR}/fuzz_*.c)
    foreach(source IN LISTS fuzz_sources)
        cmake_path(GET source STEM name)
        add_executable(${name} ${source})
        list(APPEND fuzz_targets ${name})
        target_link_libraries(${name} PRIVATE aver_flags aver_io
                              PkgConfig::PCRE2 PkgConfig::UTF8PROC
                              Threads::Threads)
        target_compile_options(${name} PRIVATE -UNDEBUG)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        add_test(NAME fuzz.${name}
                 COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/replay.sh
                         $<TARGET_FILE:${name}> ${PROJECT_SOURCE_DIR})
        set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz)
    endforeach()
    add_custom_target(fuzz DEPENDS ${fuzz_targets})
endif()
