#include "nginx.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

#include "ground.h"

namespace golive::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t page_bytes = 612;  // as the page that nginx brings along

constexpr const char* configuration = R"(
daemon off;
worker_processes 1;
pid {0}/pid;
error_log {0}/errors;
{3}
events {{ worker_connections 1024; }}
http {{
  log_format arrival '$msec $request_uri';
  sendfile on;
  tcp_nopush on;
  access_log {2};
  client_body_temp_path {0}/body;
  proxy_temp_path {0}/proxy;
  fastcgi_temp_path {0}/fastcgi;
  uwsgi_temp_path {0}/uwsgi;
  scgi_temp_path {0}/scgi;
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{1};
    root {0};
    location / {{ try_files /page =404; }}
  }}
}}
)";

sockaddr_in address_of(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = address_of(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool answers(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = address_of(port);
  const bool connected =
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

std::string program() {
  return ::access("/usr/sbin/nginx", X_OK) == 0 ? "/usr/sbin/nginx" : "nginx";
}

}  // namespace

Nginx::Nginx(Logs logs) : folder_(std::filesystem::absolute(Ground::fresh())), port_(free_port()) {
  const auto log = logs == Logs::none ? "off" : (folder_ / "arrivals").string() + " arrival";
  const auto user = ::geteuid() == 0 ? "user root;" : "";  // nobody else may read the folder
  std::ofstream(folder_ / "nginx.conf")
      << fmt::format(configuration, folder_.string(), port_, log, user);
  std::ofstream(folder_ / "page") << std::string(page_bytes, 'x');
  server_ = std::make_unique<Child>(
      std::vector<std::string>{program(), "-p", folder_, "-e", folder_ / "errors", "-c",
                               folder_ / "nginx.conf"},
      folder_ / "output");
  for (int looks = 0; !answers(port_); ++looks) {
    if (looks > 200 || !server_->lives())
      throw std::runtime_error("nginx does not start: see " + folder_.string());
    std::this_thread::sleep_for(20ms);
  }
}

std::string Nginx::url(const std::string& path) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

std::vector<std::vector<double>> Nginx::arrivals() const {
  std::map<std::string, std::vector<double>> by_path;
  std::ifstream log(folder_ / "arrivals");
  std::string path;
  for (double at = 0; log >> at >> path;) by_path[path].push_back(at);
  std::vector<std::vector<double>> all;
  for (auto& [name, instants] : by_path) all.push_back(std::move(instants));
  return all;
}

}  // namespace golive::bench
