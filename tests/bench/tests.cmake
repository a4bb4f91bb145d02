# What was prepared at build time is what the texts say.
add_test(NAME bench.same
         COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/same.sh $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR})
