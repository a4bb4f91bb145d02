# How much is relocated at start, where commands are of ELF.
find_program(READELF readelf)
if(READELF AND CMAKE_BUILD_TYPE STREQUAL Release AND NOT AVER_SANITIZE)
    add_test(NAME start COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/check.sh
             $<TARGET_FILE:aver>)
endif()
