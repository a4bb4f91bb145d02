# Text that means harm, with a clock; time grows as the text does.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND)
    set(scale 1)
    set(seconds 5)
    if(AVER_SANITIZE)
        set(scale 0.2)
    endif()
    set(hostile_text ${Python3_EXECUTABLE}
        ${CMAKE_CURRENT_LIST_DIR}/hostile_text.py $<TARGET_FILE:aver>
        ${seconds} ${scale})
    add_test(NAME patho.text COMMAND ${hostile_text})
    set_tests_properties(patho.text PROPERTIES TIMEOUT 290)
    if(NOT AVER_SANITIZE) # which has a time of its own
        add_test(NAME patho.linear COMMAND ${hostile_text} linear)
        set_tests_properties(patho.linear PROPERTIES TIMEOUT 290)
    endif()
endif()
