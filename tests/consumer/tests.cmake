# Libraries that are sanitized, or count, need an application that is, too.
if(NOT AVER_SANITIZE AND NOT AVER_COVERAGE)
    add_test(NAME consumer COMMAND
             sh ${CMAKE_CURRENT_SOURCE_DIR}/consumer/run.sh
             ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} ${CMAKE_C_COMPILER})
endif()
