# What was prepared at build time is what the texts say.
add_test(NAME bench.same
         COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/same.sh $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR})

# `cmake --build --preset bench`: all figures, into RESULTS.md here;
# `bench-short`: a minute, and an error where one is behind its floor.
add_executable(aver_stages EXCLUDE_FROM_ALL bench/stages.c)
target_link_libraries(aver_stages PRIVATE aver_flags aver_static
                      PkgConfig::PCRE2 PkgConfig::UTF8PROC)
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
    set(bench Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/bench.py
              --aver $<TARGET_FILE:aver> --stages $<TARGET_FILE:aver_stages>
              --work ${PROJECT_BINARY_DIR}/bench)
    add_custom_target(bench USES_TERMINAL VERBATIM
        COMMAND ${bench} --results ${CMAKE_CURRENT_LIST_DIR}/RESULTS.md
        DEPENDS aver aver_stages)
    add_custom_target(bench-short USES_TERMINAL VERBATIM
        COMMAND ${bench} --short
                --floor ${CMAKE_CURRENT_LIST_DIR}/floor.tsv
        DEPENDS aver aver_stages)
endif()
