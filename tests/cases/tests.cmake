# Every folder NAME.d is a test: a command line, and what comes of it.
file(GLOB cases CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.d)
foreach(case IN LISTS cases)
    cmake_path(GET case STEM name)
    add_test(NAME case.${name} COMMAND
             sh ${CMAKE_CURRENT_LIST_DIR}/run.sh $<TARGET_FILE:aver> ${case})
    set_tests_properties(case.${name} PROPERTIES SKIP_RETURN_CODE 77
                         TIMEOUT 60)
endforeach()
