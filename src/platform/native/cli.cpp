#include "platform/native/cli.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "core/check.h"
#include "core/directives.h"
#include "core/import.h"
#include "core/trace.h"
#include "export/formats.h"
#include "platform/native/languages.h"

namespace chainrule::platform {

namespace {

std::string usage() {
  std::string formats;
  for (const exports::Format& format : exports::formats())
    formats += "    " + std::string(format.name) + std::string(10 - format.name.size(), ' ') + std::string(format.words) + "\n";
  return "chainrule: see the chain rule at work on a computational graph\n"
         "\n"
         "  chainrule [--lang LANGUAGE] [FILE | -e PROGRAM]\n"
         "                                            open the window; without --lang in the language of LANG, without\n"
         "                                            a program on what was done in the last such window\n"
         "  chainrule trace [--fold NAME]... [--output NAME] (FILE | - | -e PROGRAM)\n"
         "                                            print every node's value, gradient and formulas as JSON\n"
         "  chainrule check [--fold NAME]... [--output NAME] (FILE | - | -e PROGRAM)\n"
         "                                            print every gradient beside a numerical one\n"
         "  chainrule export --to FORMAT [--fold NAME]... [--output NAME] (FILE | - | -e PROGRAM) [-o OUT]\n"
         "                                            print it, or write it to the file OUT, as one of\n" +
         formats +
         "  chainrule --help, --version\n"
         "\n"
         "Exit status: 0 done; 1 the program has errors, or a gradient disagrees; 2 wrong use.\n";
}

struct Source {
  std::string text, file;
  bool given = false;
  bool imported = false;  // the file has it in another form
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
  const exports::Format* format = nullptr;
  std::string out;  // the file to write to; empty: standard output
  Source source;
  std::string problem;  // wrong use, in words
};

// The options that a command has, or the window; "-e" is none. All take a value.
std::vector<std::string> options_of(const std::string& command) {
  if (command.empty()) return {"--lang"};
  if (command == "export") return {"--fold", "--output", "--to", "-o"};
  return {"--fold", "--output"};
}

void take_option(Request& request, const std::string& option, const std::string& value) {
  if (option == "--fold") request.options.folded.push_back(value);
  if (option == "--output") request.options.output = value;
  if (option == "-o") request.out = value;
  if (option == "--to" && !(request.format = exports::find_format(value)))
    request.problem = "no format " + value + ": there are " + exports::format_names();
  if (option == "--lang" && (request.language = find_language(value)).empty())
    request.problem = "no language " + value + ": there are " + language_list();
}

Request read_request(const std::vector<std::string>& arguments, std::size_t first, const std::string& command) {
  Request request;
  const std::vector<std::string> options = options_of(command);
  for (std::size_t i = first; i < arguments.size() && request.problem.empty(); ++i) {
    const std::string& argument = arguments[i];
    const bool is_option = std::find(options.begin(), options.end(), argument) != options.end();
    if ((is_option || argument == "-e") && i + 1 == arguments.size()) {
      request.problem = argument + " needs a value";
    } else if (is_option) {
      take_option(request, argument, arguments[++i]);
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

// A graph for Graphviz, and Python with methods, as a program. False, with a message, if it cannot be one.
bool import_source(Source& source, BuildOptions& options) {
  const Imported other = imported(source.text, source.file);
  if (!other.problem.empty()) {
    std::fputs(format_diagnostic(source.file, source.text, {Severity::error, other.place, other.problem}).c_str(), stderr);
    return false;
  }
  if (other.program == source.text) return true;
  source.imported = true;
  source.text = other.program;
  for (const std::string& name : folded_functions(source.text)) options.folded.push_back(name);  // gates of the graph
  return true;
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

bool write_file(const std::string& path, const std::string& bytes) {
  std::FILE* stream = std::fopen(path.c_str(), "wb");
  if (!stream) return false;
  const bool good = std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size();
  return std::fclose(stream) == 0 && good;
}

Launch export_program(Request request) {
  export_with_system_fonts();
  for (const std::string& name : folded_functions(request.source.text)) request.options.folded.push_back(name);
  Analysis analysis = analyse(request.source.text, request.options);
  const std::string written = request.format->write(request.source.text, analysis);
  if (request.out.empty() || request.out == "-") {
    std::fwrite(written.data(), 1, written.size(), stdout);
  } else if (!write_file(request.out, written)) {
    return wrong_use("cannot write " + request.out);
  }
  print_diagnostics(request.source, analysis.diagnostics);
  return ended(has_errors(analysis.diagnostics) ? 1 : 0);
}

}  // namespace

Launch run_command_line(const std::vector<std::string>& arguments) {
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (command == "--help" || command == "-h") {
    std::fputs(usage().c_str(), stdout);
    return ended(0);
  }
  if (command == "--version") {
    std::puts("chainrule " CHAINRULE_VERSION);
    return ended(0);
  }
  if (command == "trace" || command == "check" || command == "export") {
    Request request = read_request(arguments, 1, command);
    if (!request.problem.empty()) return wrong_use(request.problem);
    if (command == "export" && !request.format) return wrong_use("export needs --to FORMAT, one of " + exports::format_names());
    if (!request.source.given) return wrong_use(command + " needs a program: FILE, - or -e PROGRAM");
    if (!import_source(request.source, request.options)) return ended(1);
    if (command == "export") return export_program(request);
    return ended(command == "trace" ? trace(request) : check(request));
  }
  Request request = read_request(arguments, 0, "");
  if (!request.problem.empty()) return wrong_use(request.problem);
  if (!import_source(request.source, request.options)) return ended(1);
  const std::string language = request.language.empty() ? language_of_environment() : request.language;
  const Source& source = request.source;
  const bool is_file = source.given && !source.imported && source.file != "<stdin>" && source.file != "<program>";
  return {-1, source.text, source.file, language, is_file ? source.file : std::string(), source.given};
}

}  // namespace chainrule::platform
