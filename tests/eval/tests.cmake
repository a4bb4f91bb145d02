add_test(NAME eval COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/run.sh
         $<TARGET_FILE:aver> ${PROJECT_SOURCE_DIR})
set_tests_properties(eval PROPERTIES SKIP_RETURN_CODE 77)
