# Every example in the rules, and what is wrong with them.
add_test(NAME rules.test COMMAND aver rules test
         ${PROJECT_SOURCE_DIR}/rules)
add_test(NAME rules.lint
         COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/lint.sh $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR}/rules)
