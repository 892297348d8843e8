#include "draft/shell_block.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("comments head the commands that follow them") {
  const auto block = read_shell_block(
      "# 1. Deploy\n./deploy --all\n./status\n\n# 2. Update DNS\n# Point it to the new one\n");
  REQUIRE(block.groups.size() == 2);
  CHECK(block.groups[0].title == "1. Deploy");
  CHECK(block.groups[0].commands == "./deploy --all\n./status");
  CHECK(block.groups[1].title == "2. Update DNS; Point it to the new one");
  CHECK(block.groups[1].commands.empty());
}

TEST_CASE("a comment alone is a note, and a script is one thing") {
  CHECK(read_shell_block("# just a remark\n").groups.empty());
  const auto script = read_shell_block("#!/bin/bash\n# one\nls\n# two\ncd x\n");
  REQUIRE(script.groups.size() == 1);
  CHECK(script.groups[0].commands.find("# two") != std::string::npos);
}

TEST_CASE("variables are named, their values are not taken") {
  const auto block = read_shell_block("# Stripe\nSTRIPE_SECRET_KEY=sk_live_1\nPORT=80\n");
  CHECK(block.groups.empty());
  CHECK(block.variables == std::vector<std::string>{"STRIPE_SECRET_KEY", "PORT"});
  CHECK(names_a_secret("STRIPE_SECRET_KEY"));
  CHECK(names_a_secret("DATABASE_URL"));
  CHECK_FALSE(names_a_secret("JWT_ACCESS_TOKEN_EXPIRY"));
  CHECK_FALSE(names_a_secret("STRIPE_PUBLISHABLE_KEY"));
  CHECK_FALSE(names_a_secret("PORT"));
}

TEST_CASE("a variable before a command stays with it") {
  const auto block = read_shell_block("A_B=1\n./go $A_B\n");
  REQUIRE(block.groups.size() == 1);
  CHECK(block.groups[0].commands == "A_B=1\n./go $A_B");
  CHECK(block.variables.empty());
}
