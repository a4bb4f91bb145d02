# Awkward records through the programs that the README names.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND)
    foreach(program sqlite3 duckdb pandas R mlr)
        add_test(NAME load.${program} COMMAND ${Python3_EXECUTABLE}
                 ${CMAKE_CURRENT_LIST_DIR}/round_trip.py $<TARGET_FILE:aver>
                 ${PROJECT_SOURCE_DIR} ${program})
        set_tests_properties(load.${program} PROPERTIES SKIP_RETURN_CODE 77)
    endforeach()
endif()
