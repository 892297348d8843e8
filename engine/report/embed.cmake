# Writes FILES as constants into OUT, byte by byte: no text can end its literal early.
set(rows "")
set(constants "")
set(number 0)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND constants "constexpr unsigned char text_${number}[] = {${bytes}0};\n")
  string(APPEND rows
    "  if (name == \"${name}\")\n    return {reinterpret_cast<const char*>(text_${number}), sizeof(text_${number}) - 1};\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT}
"// Generated from templates/ by engine/report/embed.cmake.
#include \"report/built_in_text.h\"

namespace golive {
namespace {
${constants}}  // namespace

std::string_view built_in_text(std::string_view name) {
${rows}  return {};
}

}  // namespace golive
")
