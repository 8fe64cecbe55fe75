#include "platform/native/cli.h"

#include <cstdio>
#include <string_view>

#include "core/check.h"
#include "core/trace.h"
#include "platform/native/languages.h"

namespace chainrule::platform {

namespace {

constexpr const char* kUsage =
    "chainrule: see the chain rule at work on a computational graph\n"
    "\n"
    "  chainrule [--lang LANGUAGE] [FILE | -e PROGRAM]\n"
    "                                            open the window; without --lang in the language of LANG, without\n"
    "                                            a program on what was done in the last such window\n"
    "  chainrule trace [--fold NAME]... [--output NAME] (FILE | - | -e PROGRAM)\n"
    "                                            print every node's value, gradient and formulas as JSON\n"
    "  chainrule check [--fold NAME]... [--output NAME] (FILE | - | -e PROGRAM)\n"
    "                                            print every gradient beside a numerical one\n"
    "  chainrule --help, --version\n"
    "\n"
    "Exit status: 0 done; 1 the program has errors, or a gradient disagrees; 2 wrong use.\n";

struct Source {
  std::string text, file;
  bool given = false;
};

Launch ended(int code) {
  Launch launch;
  launch.code = code;
  return launch;
}

Launch wrong_use(const std::string& message) {
  std::fprintf(stderr, "chainrule: %s\nTry 'chainrule --help'.\n", message.c_str());
  return ended(2);
}

// Reads at most a little more than a program may have, so that a device file does not fill the memory.
bool read_stream(std::FILE* stream, std::string& text) {
  char buffer[4096];
  while (text.size() <= limits::text_bytes * 16) {
    const std::size_t got = std::fread(buffer, 1, sizeof buffer, stream);
    if (got == 0) break;
    text.append(buffer, got);
  }
  return std::ferror(stream) == 0;
}

bool read_source(const std::string& file, Source& source) {
  source.given = true;
  source.file = file == "-" ? "<stdin>" : file;
  if (file == "-") return read_stream(stdin, source.text);
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  if (!stream) return false;
  const bool good = read_stream(stream, source.text);
  std::fclose(stream);
  return good;
}

struct Request {
  BuildOptions options;
  std::string language;
  Source source;
  std::string problem;  // wrong use, in words
};

// Commands take --fold and --output, the window takes --lang.
Request read_request(const std::vector<std::string>& arguments, std::size_t first, bool with_options) {
  Request request;
  for (std::size_t i = first; i < arguments.size() && request.problem.empty(); ++i) {
    const std::string& argument = arguments[i];
    const bool takes_value = argument == "-e" || (with_options ? argument == "--fold" || argument == "--output" : argument == "--lang");
    if (takes_value && i + 1 == arguments.size()) {
      request.problem = argument + " needs a value";
    } else if (argument == "--fold" && with_options) {
      request.options.folded.push_back(arguments[++i]);
    } else if (argument == "--output" && with_options) {
      request.options.output = arguments[++i];
    } else if (argument == "--lang" && !with_options) {
      request.language = find_language(arguments[++i]);
      if (request.language.empty()) request.problem = "no language " + arguments[i] + ": there are " + language_list();
    } else if (argument.size() > 1 && argument[0] == '-' && argument != "-e") {
      request.problem = "unknown option " + argument;
    } else if (request.source.given) {
      request.problem = "more than one program is given";
    } else if (argument == "-e") {
      request.source = {arguments[++i], "<program>", true};
    } else if (!read_source(argument, request.source)) {
      request.problem = "cannot read " + argument;
    }
  }
  return request;
}

void print_diagnostics(const Source& source, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics) std::fputs(format_diagnostic(source.file, source.text, d).c_str(), stderr);
}

int trace(const Request& request) {
  Analysis analysis = analyse(request.source.text, request.options);
  std::fputs(trace_json(request.source.text, analysis).c_str(), stdout);
  print_diagnostics(request.source, analysis.diagnostics);
  return has_errors(analysis.diagnostics) ? 1 : 0;
}

int check(const Request& request) {
  const Analysis analysis = analyse(request.source.text, request.options);
  const std::vector<CheckRow> rows = check_gradients(analysis);
  std::fputs(format_check(analysis, rows).c_str(), stdout);
  print_diagnostics(request.source, analysis.diagnostics);
  bool good = !has_errors(analysis.diagnostics);
  for (const CheckRow& row : rows) good = good && row.verdict != Verdict::disagrees;
  return good ? 0 : 1;
}

}  // namespace

Launch run_command_line(const std::vector<std::string>& arguments) {
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (command == "--help" || command == "-h") {
    std::fputs(kUsage, stdout);
    return ended(0);
  }
  if (command == "--version") {
    std::puts("chainrule " CHAINRULE_VERSION);
    return ended(0);
  }
  if (command == "trace" || command == "check") {
    const Request request = read_request(arguments, 1, true);
    if (!request.problem.empty()) return wrong_use(request.problem);
    if (!request.source.given) return wrong_use(command + " needs a program: FILE, - or -e PROGRAM");
    return ended(command == "trace" ? trace(request) : check(request));
  }
  const Request request = read_request(arguments, 0, false);
  if (!request.problem.empty()) return wrong_use(request.problem);
  const std::string language = request.language.empty() ? language_of_environment() : request.language;
  const Source& source = request.source;
  const bool is_file = source.given && source.file != "<stdin>" && source.file != "<program>";
  return {-1, source.text, source.file, language, is_file ? source.file : std::string(), source.given};
}

}  // namespace chainrule::platform
