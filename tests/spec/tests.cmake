# Documents with the claims they must make: what no single sentence shows.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
    add_test(NAME spec
             COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/run.py
                     $<TARGET_FILE:aver>)
endif()
