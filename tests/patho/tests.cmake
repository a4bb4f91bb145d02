# Text that means harm, with a clock; time grows as the text does. A sanitizer
# takes longer than 5 s to read 1 GB, and has a time of its own to grow.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND)
    set(hostile_text ${Python3_EXECUTABLE}
        ${CMAKE_CURRENT_LIST_DIR}/hostile_text.py $<TARGET_FILE:aver> 5 1)
    if(AVER_SANITIZE)
        add_test(NAME patho.text COMMAND ${hostile_text})
    else()
        add_test(NAME patho.text COMMAND ${hostile_text} giant)
        add_test(NAME patho.linear COMMAND ${hostile_text} linear)
        set_tests_properties(patho.linear PROPERTIES TIMEOUT 290)
    endif()
    set_tests_properties(patho.text PROPERTIES TIMEOUT 290)
endif()
