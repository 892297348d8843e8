# Writes the library's modules (runbooks/golive/*.lua) as a C++ source: cmake -DOUT=... -DFILES=a;b -P embed.cmake
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND entries "    {\"golive/${name}\", R\"golive_lua(${text})golive_lua\"},\n")
endforeach()
file(WRITE ${OUT} "// Made by engine/lua/embed.cmake from runbooks/golive/.
#include \"lua/golive_module.h\"

namespace golive {
namespace {
constexpr GoliveModule modules[] = {
${entries}};
}  // namespace
std::span<const GoliveModule> golive_modules() { return modules; }
}  // namespace golive
")
