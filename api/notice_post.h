// NoticePost: sends notices on their way: makes the text of a notice's facts, reads the secrets of
// its channel, and hands the parcel to the courier. Knows both what reports know and what the world
// is like, so it stands in no room of the engine.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "api/report_links.h"
#include "api/told_once.h"
#include "port/clock.h"
#include "port/notice_sender.h"
#include "rim/courier.h"
#include "rim/secrets.h"

namespace golive {

class NoticePost final : public NoticeSender {
 public:
  // Where logs are read from, and what reports and texts are made with.
  struct Reports {
    std::filesystem::path database;
    LinkSource source;
  };
  // All must outlive it; the loop must turn once more after it.
  NoticePost(uv_loop_t& loop, KeeperLink& keeper, Clock& clock, Reports reports);
  ~NoticePost() override;

  void send(const OpenNotice& notice, const Run& run, NoticeDone done) override;

 private:
  struct Sending;
  struct Making;  // of reports, beside the loop: a long log takes a while
  void make_reports(std::uint64_t number);
  void set_out(std::uint64_t number);
  void finish(std::uint64_t number, Delivery delivery);

  uv_loop_t& loop_;
  KeeperLink& keeper_;
  Clock& clock_;
  std::map<std::uint64_t, std::unique_ptr<Sending>> under_way_;
  Reports reports_;
  ToldOnce told_{"golive"};
  int making_ = 0;
  bool ends_ = false;
  std::uint64_t last_ = 0;
  Courier courier_;
};

}  // namespace golive
