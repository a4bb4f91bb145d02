add_test(NAME readme COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/readme.py
         $<TARGET_FILE:aver> ${PROJECT_SOURCE_DIR})
