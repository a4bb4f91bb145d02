add_test(NAME eval COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/run.sh
         $<TARGET_FILE:aver> ${PROJECT_SOURCE_DIR})
add_test(NAME eval.told
         COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/told.py $<TARGET_FILE:aver>
                 ${CMAKE_CURRENT_LIST_DIR}/told.txt --floor 0.76 0.90)
