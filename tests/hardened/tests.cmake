# What release builds are hardened with; other builds are not.
find_program(READELF readelf)
if(READELF AND CMAKE_BUILD_TYPE STREQUAL Release AND NOT AVER_SANITIZE)
    add_test(NAME hardened COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/check.sh
             $<TARGET_FILE:aver> $<TARGET_FILE:aver_shared>)
endif()
