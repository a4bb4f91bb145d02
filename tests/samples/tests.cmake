# The claims of samples/, all columns.
add_test(NAME samples
         COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/run.sh $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR})
