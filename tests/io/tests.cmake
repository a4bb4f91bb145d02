# Reading and writing that goes wrong. The shim cannot be used where a
# sanitizer stands between aver and the system itself.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND)
    set(shim)
    if(NOT AVER_SANITIZE AND NOT APPLE)
        add_library(aver_shim MODULE ${CMAKE_CURRENT_LIST_DIR}/shim.c)
        set_target_properties(aver_shim PROPERTIES
                              C_VISIBILITY_PRESET default)
        target_link_libraries(aver_shim PRIVATE ${CMAKE_DL_LIBS})
        set(shim $<TARGET_FILE:aver_shim>)
        if(AVER_COVERAGE) # gcov crashes without memory
            list(APPEND shim gcov)
        endif()
    endif()
    add_test(NAME io COMMAND ${Python3_EXECUTABLE}
             ${CMAKE_CURRENT_LIST_DIR}/failing_io.py $<TARGET_FILE:aver>
             ${shim})
    set_tests_properties(io PROPERTIES TIMEOUT 240)
endif()
