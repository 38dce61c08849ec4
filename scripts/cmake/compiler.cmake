# Compiler settings that every target shares: ccache, mold, warnings, hardening, sanitizers.
find_program(MZ_CCACHE ccache)
if(MZ_CCACHE)
  # Without the sloppiness it keeps nothing that uses a precompiled header; with the base, and without the folder in what is
  # compared, a clone in another place finds it (debug information then names the place of the first).
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
                                  CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${MZ_CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
find_program(MZ_MOLD mold)
if(MZ_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference
                    -Wimplicit-fallthrough -fdiagnostics-color=always)
# GCC 12 warns of overlapping copies inside std::string where there are none (its bug 105651).
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(MZ_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()

if(MZ_SANITIZE)
  add_compile_options(-fsanitize=${MZ_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MZ_SANITIZE})
else()
  add_compile_options($<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=2> -fstack-protector-strong
                      -fstack-clash-protection -fcf-protection)
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
