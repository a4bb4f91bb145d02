# The actors' lists against ISO 3166: needs Python and the iso-codes package,
# and is skipped without them.
find_program(PYTHON3 python3)
if(PYTHON3)
    add_test(NAME lexicon.codes
             COMMAND ${PYTHON3} ${CMAKE_CURRENT_LIST_DIR}/check_codes.py
                     ${PROJECT_SOURCE_DIR}/rules/en/lexicon)
    set_tests_properties(lexicon.codes PROPERTIES SKIP_RETURN_CODE 77)
endif()
