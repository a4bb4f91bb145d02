# Awkward records through the programs that the README names.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND)
    add_test(NAME load COMMAND ${Python3_EXECUTABLE}
             ${CMAKE_CURRENT_LIST_DIR}/round_trip.py $<TARGET_FILE:aver>
             ${PROJECT_SOURCE_DIR}/README.md)
endif()
