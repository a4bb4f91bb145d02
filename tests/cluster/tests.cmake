# aver as the worker of an engine, with the commands of the README.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND AND NOT AVER_SANITIZE)
    set(cluster ${CMAKE_CURRENT_LIST_DIR})
    set(readme ${PROJECT_SOURCE_DIR}/README.md)
    foreach(name parallel slurm hadoop)
        add_test(NAME cluster.${name} COMMAND ${Python3_EXECUTABLE}
                 ${cluster}/shell.py $<TARGET_FILE:aver> ${readme} ${name})
    endforeach()
    add_test(NAME cluster.spark COMMAND ${Python3_EXECUTABLE}
             ${cluster}/spark.py $<TARGET_FILE:aver> ${readme})
    set_tests_properties(cluster.parallel cluster.slurm cluster.hadoop
                         cluster.spark PROPERTIES LABELS cluster SKIP_RETURN_CODE 77)
    set_tests_properties(cluster.spark PROPERTIES TIMEOUT 600 RUN_SERIAL ON)
endif()
