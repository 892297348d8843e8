// Shell block: the commands of one block in a document, by the comments that head them, and the
// variables that it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace golive {

struct CommandGroup {
  std::string title;     // the comment; empty where there is none
  std::string commands;  // line by line, as written; empty: what the comment says is the work
};

struct ShellBlock {
  std::vector<CommandGroup> groups = {};
  std::vector<std::string> variables = {};  // NAME=value; the values are not taken
};

bool is_shell(std::string_view language);
ShellBlock read_shell_block(std::string_view code);
// A name of which the value is nobody's to read: JWT_SECRET, DB_PASSWORD, DATABASE_URL.
bool names_a_secret(std::string_view variable);

}  // namespace golive
