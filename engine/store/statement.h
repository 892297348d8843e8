// Statement: a prepared statement of a Database, which must outlive it. One use is: bind, step
// until it says no, reset; a Use does the last by itself, so that no read transaction is left open.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "store/database.h"

struct sqlite3_stmt;

namespace golive {

class Statement {
 public:
  static Result<Statement> prepare(const Database& database, std::string_view sql);

  // One execution. Texts bound must live as long as it.
  class Use {
   public:
    explicit Use(Statement& statement) : statement_(statement.statement_.get()) {}
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use();

    Use& bind(std::int64_t number);
    Use& bind(std::string_view text);
    Use& bind_bytes(std::string_view bytes);
    // Whether there is a (further) row. A failure counts as no row: ok() tells.
    bool step();
    [[nodiscard]] bool ok() const;
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string text(int column) const;

   private:
    sqlite3_stmt* statement_;
    int bound_ = 0;
    int code_ = 0;
  };

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

}  // namespace golive
