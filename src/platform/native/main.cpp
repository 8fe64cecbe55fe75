#include "platform/native/cli.h"
#include "platform/native/window.h"

int main(int argc, char** argv) {
  using namespace chainrule::platform;
  const Launch launch = run_command_line(std::vector<std::string>(argv + 1, argv + argc));
  if (launch.code >= 0) return launch.code;
  return run_window(launch);
}
