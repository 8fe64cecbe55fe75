// How the picture's work grows with the program: what a new text, a changed number and a frame cost, beside the analysis.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "bench/circuits.h"
#include "bench/timing.h"
#include "view/scene.h"
#include "view/wires.h"

using namespace chainrule;
using namespace chainrule::bench;

namespace {

constexpr view::Viewport kWindow{0, 0, 1068, 640};

// A network on as many samples as it takes: the kind that fits the most nodes into a program.
std::string program(int nodes) {
  for (const Kind& kind : kinds())
    if (std::strcmp(kind.name, "MLP, samples") == 0) return kind.text(nodes, 1);
  return "";
}

// The text with another value for its first input.
std::string changed(const std::string& text, double value) {
  const std::size_t begin = text.find(" = ") + 3, end = text.find_first_of(";\n", begin);
  return text.substr(0, begin) + std::to_string(value) + text.substr(end);
}

// All that is seen when the first input stands in the window's middle, or everything does.
view::Scene scene_at(const view::Derived& d, float zoom, bool wires_too, view::Wires& wires) {
  view::Session s;
  s.done = static_cast<int>(d.steps.size());
  s.camera = view::fit(d, kWindow);
  if (zoom > 0) s.camera = {d.drawing.corners[0].x, d.drawing.corners[0].y, zoom};
  const float width = kWindow.width / s.camera.zoom, height = kWindow.height / s.camera.zoom;
  wires.done = wires_too ? -1 : wires.done;
  if (wires_too) view::update(wires, d, s);
  return view::build_scene(d, s, {s.camera.x - width / 2, s.camera.y - height / 2, width, height});
}

}  // namespace

// --text N: the program of about N nodes, for others to measure.
int main(int count, char** words) {
  if (count == 3 && std::strcmp(words[1], "--text") == 0) {
    std::fputs(program(std::atoi(words[2])).c_str(), stdout);
    return 0;
  }
  std::printf("ms, and how often the time of the analysis that is\n%8s %16s %16s %16s %16s %16s %16s %16s\n", "nodes", "analysis",
              "new text", "changed number", "wires anew", "scene near", "scene middle", "scene, all of it");
  for (const int nodes : {10, 100, 1000, 10000}) {
    const std::string text = program(nodes);
    view::Derived d = view::derive(text), other = d;
    view::Wires wires;
    int turn = 0;
    for (int i = 0; i < 10; ++i) view::renumber(other, changed(text, 0.1 * i));  // no card has to grow after that
    const std::vector<double> times = time_in_turns(
        {[&] { analyse(text); }, [&] { d = view::derive(text); },
         [&] {
           if (!view::renumber(other, changed(text, 0.1 * (++turn % 10)))) std::printf("laid out anew!\n");
         },
         [&] { scene_at(d, 1, true, wires); }, [&] { scene_at(d, 1, false, wires); }, [&] { scene_at(d, 0.4f, false, wires); },
         [&] { scene_at(d, 0, false, wires); }},
        5, 1e6);
    std::printf("%8zu", d.cards.size());
    for (const double t : times) std::printf(" %8.3f %6.2fx", t / 1e6, t / times[0]);
    std::printf("\n");
    std::fflush(stdout);
  }
}
