# Every example in the rules, and what is wrong with them.
add_test(NAME rules.test COMMAND aver rules test
         ${PROJECT_SOURCE_DIR}/rules)
add_test(NAME rules.lint
         COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/lint.sh $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR}/rules)

# Rules and texts that mean harm.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
    add_test(NAME rules.manual
             COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/manual.py
                     $<TARGET_FILE:aver> ${PROJECT_SOURCE_DIR})
    add_test(NAME rules.hostile
             COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/hostile.py
                     $<TARGET_FILE:aver>)
endif()

# Other subjects, other languages.
add_test(NAME rules.test.casualties COMMAND aver rules test
         ${PROJECT_SOURCE_DIR}/rules/en/casualties)
add_test(NAME rules.test.es COMMAND aver rules test
         ${PROJECT_SOURCE_DIR}/rules/es)
