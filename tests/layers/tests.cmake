add_test(NAME layers COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/layers/check.sh
         ${PROJECT_SOURCE_DIR})
