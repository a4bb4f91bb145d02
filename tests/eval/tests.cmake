add_test(NAME eval COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/run.sh
         $<TARGET_FILE:aver> ${PROJECT_SOURCE_DIR})
