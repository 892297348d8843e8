#include "rim/evidence_store.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/limits.h"
#include "base/sha256.h"
#include "rim/media_type.h"

using namespace golive;
namespace fs = std::filesystem;

namespace {

// A folder of evidence that goes with the test.
struct EvidenceFolder {
  fs::path path = fs::temp_directory_path() / ("golive-evidence-" + std::to_string(::getpid()));
  EvidenceStore store{path};
  EvidenceFolder() { fs::remove_all(path); }
  ~EvidenceFolder() { fs::remove_all(path); }

  [[nodiscard]] std::size_t files(const fs::path& folder) const {
    return static_cast<std::size_t>(
        std::count_if(fs::directory_iterator(folder), fs::directory_iterator(),
                      [](const auto& each) { return each.is_regular_file(); }));
  }
};

std::string type_of(std::string_view bytes, std::string_view name = "file") {
  const auto content = content_of(bytes, name);
  return content ? content->media_type : "refused: " + content.error().what;
}

}  // namespace

TEST_CASE("parts become a file under the hash of its bytes") {
  const EvidenceFolder folder;
  CHECK(folder.store.add_part("lea", "a", 0, "one ") == 4);
  CHECK(folder.store.add_part("lea", "a", 4, "two") == 7);
  CHECK(folder.store.add_part("lea", "a", 4, "two") == 7);  // an answer was lost
  const auto kept = folder.store.keep("lea", "a", "note.txt", Redactor());
  REQUIRE(kept);
  CHECK(kept->sha256 == sha256("one two"));
  std::ifstream file(evidence_path(folder.path, kept->sha256));
  CHECK(std::string{std::istreambuf_iterator<char>(file), {}} == "one two");
  folder.store.drop("lea", "a");
  CHECK(folder.files(folder.path / "uploads") == 0);
}

TEST_CASE("a gap, somebody else's upload and too many of them are refused") {
  const EvidenceFolder folder;
  CHECK(folder.store.add_part("lea", "a", 0, "one"));
  CHECK(folder.store.add_part("lea", "a", 9, "x").error().kind == ErrorKind::conflict);
  CHECK(folder.store.keep("bob", "a", "a.txt", {}).error().kind == ErrorKind::not_found);
  for (std::size_t i = 1; i < limits::evidence_uploads; ++i)
    CHECK(folder.store.add_part("lea", std::to_string(i), 0, "x"));
  CHECK(folder.store.add_part("lea", "more", 0, "x").error().kind == ErrorKind::unavailable);
  CHECK(folder.store.add_part("bob", "more", 0, "x"));
}

TEST_CASE("what is too large is gone at once, and what was never finished after a day") {
  const EvidenceFolder folder;
  const std::string part(limits::evidence_part_bytes, 'x');
  for (std::size_t at = 0; at < limits::evidence_bytes; at += part.size())
    REQUIRE(folder.store.add_part("lea", "a", at, part));
  CHECK(folder.store.add_part("lea", "a", limits::evidence_bytes, "x").error().kind ==
        ErrorKind::too_large);
  CHECK(folder.files(folder.path / "uploads") == 0);
  CHECK(folder.store.add_part("lea", "old", 0, "x"));
  for (const auto& each : fs::directory_iterator(folder.path / "uploads"))
    fs::last_write_time(each, fs::file_time_type::clock::now() - limits::evidence_upload_kept -
                                  std::chrono::minutes(1));
  folder.store.sweep();
  CHECK(folder.files(folder.path / "uploads") == 0);
}

TEST_CASE("secrets are masked in texts, and refused in what is none") {
  const EvidenceFolder folder;
  Redactor redactor;
  REQUIRE(redactor.add("hunter2-hunter2"));
  CHECK(folder.store.add_part("lea", "a", 0, "it is hunter2-hunter2"));
  CHECK(folder.store.keep("lea", "a", "a.txt", redactor)->sha256 == sha256("it is [redacted]"));
  CHECK(folder.store.add_part("lea", "b", 0, "%PDF-1.4 hunter2-hunter2"));
  CHECK(!folder.store.keep("lea", "b", "b.pdf", redactor));
  CHECK(folder.files(folder.path) == 1);
}

TEST_CASE("a file is what its content is, out of a closed list") {
  CHECK(type_of("%PDF-1.7") == "application/pdf");
  CHECK(type_of("\x89PNG\r\n\x1a\n...", "a.PNG") == "image/png");
  CHECK(type_of("PK\x03\x04", "a.docx") == "application/zip");
  CHECK(type_of("{\"a\":1}", "a.txt") == "application/json");
  CHECK(type_of("<a>b</a>", "a.xml") == "application/xml");
  CHECK(type_of("< 5 ms everywhere") == "text/plain");
  CHECK(type_of("<svg onload='x'/>", "a.svg").starts_with("refused"));
  for (const std::string_view odd : {"", "MZ\x90", "\xff\xfe", " \n<!DOCTYPE HTML><p>", "<html>"})
    CHECK(type_of(odd).starts_with("refused"));
}

TEST_CASE("test results count their cases, whatever sums the tool has written") {
  const auto xml = read_xml(R"(<testsuite tests="7"><testcase classname="a" name="b"/>
    <testcase name="c"><error/><failure/></testcase>
    <testcase name="d"><skipped/></testcase></testsuite>)");
  REQUIRE(xml);
  CHECK(is_junit(*xml));
  CHECK(xml->results.tests == 3);
  CHECK(xml->results.failed == 1);
  CHECK(xml->results.skipped == 1);
  CHECK(xml->results.failing == std::vector<std::string>{"c"});
}

TEST_CASE("no entity is defined, and no depth or length of XML takes what others need") {
  CHECK(read_xml("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").error().what ==
        "the XML has a document type: it could define entities");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(read_xml(deep).error().what == "the XML is nested too deeply");
  std::string many = "<testsuite>";
  for (int i = 0; i < 1'000; ++i) many += "<testcase name='t'><failure/></testcase>";
  const auto read = read_xml(many + "</testsuite>");
  REQUIRE(read);
  CHECK(read->results.failed == 1'000);
  CHECK(read->results.failing.size() == limits::junit_failing);
}
