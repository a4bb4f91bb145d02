# Sanitized libraries need a sanitized application: not their test.
if(NOT AVER_SANITIZE)
    add_test(NAME consumer COMMAND
             sh ${CMAKE_CURRENT_SOURCE_DIR}/consumer/run.sh
             ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} ${CMAKE_C_COMPILER})
endif()
