# How rooms, window layers and tests become targets. Sources are what lies in the folder.

# One room of the engine: mz_<name>, linking the rooms and libraries below it.
function(mz_room name)
  cmake_parse_arguments(ARG "" "" "LINK;EXCLUDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  foreach(excluded ${ARG_EXCLUDE})
    list(FILTER sources EXCLUDE REGEX "/${excluded}$")
  endforeach()
  if(NOT sources)
    add_library(mz_${name} INTERFACE)
    target_include_directories(mz_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(mz_${name} INTERFACE ${ARG_LINK})
    return()
  endif()
  add_library(mz_${name} STATIC ${sources})
  target_include_directories(mz_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(mz_${name} PUBLIC ${ARG_LINK})
endfunction()

# What every Qt target has.
function(mz_qt_target target)
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${target} PRIVATE QT_NO_CONTEXTLESS_CONNECT QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
                                               QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS)
endfunction()

# Each *_test.cpp in the folder is one QtTest program and one ctest entry named <folder>/<file>; <folder>_tests builds them all.
# They share one precompiled header: tests/support/precompiled.h, and what PRECOMPILE names.
function(mz_tests)
  cmake_parse_arguments(ARG "" "" "LINK;LABELS;PRECOMPILE" ${ARGN})
  get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
  file(GLOB sources CONFIGURE_DEPENDS *_test.cpp)
  add_custom_target(${folder}_tests)
  unset(first)
  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WE)
    set(target ${folder}_${name})
    add_executable(${target} ${source})
    # GCC 12 warns of impossible lengths inside std::string where there are none (its bug 105329).
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow$<SEMICOLON>-Wno-array-bounds>)
    add_dependencies(${folder}_tests ${target})
    if(first)
      target_precompile_headers(${target} REUSE_FROM ${first})
    else()
      target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/precompiled.h ${ARG_PRECOMPILE})
      set(first ${target})
    endif()
    set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${target} PRIVATE mz_test_support ${ARG_LINK} Qt6::Test)
    add_test(NAME ${folder}/${name} COMMAND ${target})
    set_tests_properties(${folder}/${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen" TIMEOUT 900
                         LABELS "${folder};${ARG_LABELS}")
  endforeach()
endfunction()
