#include "view/steps.h"

#include <algorithm>

namespace chainrule::view {

namespace {

int place_of(const Graph& graph, const Contribution& c) { return graph.nodes[c.gate].first_operand + c.place; }

void add_forward(const Graph& graph, Lesson& lesson) {
  lesson.value_step.assign(graph.nodes.size(), 0);
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    if (graph.nodes[i].operand_count == 0) continue;
    lesson.steps.push_back({Step::Kind::forward, i});
    lesson.value_step[i] = ++lesson.forward;
  }
}

// The sweep's contributions in its own order, those of one gate together or each by itself.
void add_backward(const Analysis& a, Lesson& lesson) {
  const std::vector<Contribution>& sent = a.backward.contributions;
  for (std::size_t c = 0; c < sent.size(); ++c) {
    Step& last = lesson.steps.back();
    if (lesson.grain == Grain::gate && last.kind == Step::Kind::send && last.node == sent[c].gate)
      ++last.count;
    else
      lesson.steps.push_back({Step::Kind::send, sent[c].gate, static_cast<int>(c), 1});
    lesson.send_step[sent[c].gate] = lesson.edge_step[place_of(a.graph, sent[c])] = static_cast<int>(lesson.steps.size());
  }
}

void add_parts(const Analysis& a, Lesson& lesson) {
  const std::vector<Contribution>& sent = a.backward.contributions;
  lesson.first_part.assign(a.graph.nodes.size() + 1, 0);
  for (const Contribution& c : sent) ++lesson.first_part[c.to + 1];
  for (std::size_t i = 1; i < lesson.first_part.size(); ++i) lesson.first_part[i] += lesson.first_part[i - 1];
  std::vector<int> next(lesson.first_part.begin(), lesson.first_part.end() - 1);
  std::vector<double> sums(a.graph.nodes.size(), 0);
  lesson.parts.resize(sent.size());
  for (std::size_t c = 0; c < sent.size(); ++c) {
    lesson.parts[next[sent[c].to]++] = static_cast<int>(c);
    lesson.so_far.push_back(sums[sent[c].to] += sent[c].downstream);
  }
}

}  // namespace

Lesson make_lesson(const Analysis& a, Grain grain) {
  Lesson lesson;
  lesson.grain = grain;
  const Graph& graph = a.graph;
  add_forward(graph, lesson);
  if (graph.output >= 0) lesson.steps.push_back({Step::Kind::seed, graph.output});
  const int seeded = static_cast<int>(lesson.steps.size());
  constexpr int kNever = -1;
  lesson.edge_step.assign(graph.operands.size(), kNever);
  lesson.send_step.assign(graph.nodes.size(), kNever);
  add_backward(a, lesson);
  const int all = static_cast<int>(lesson.steps.size());
  for (std::vector<int>* steps : {&lesson.edge_step, &lesson.send_step}) std::replace(steps->begin(), steps->end(), kNever, all);
  for (char on_path : a.backward.on_path) lesson.gradient_step.push_back(on_path ? seeded : all);
  for (const Contribution& c : a.backward.contributions)
    lesson.gradient_step[c.to] = std::max(lesson.gradient_step[c.to], lesson.edge_step[place_of(graph, c)]);
  add_parts(a, lesson);
  return lesson;
}

int parts_come(const Analysis& a, const Lesson& lesson, int node, int done) {
  const auto first = lesson.parts.begin() + lesson.first_part[node], end = lesson.parts.begin() + lesson.first_part[node + 1];
  auto come = [&](int c) { return lesson.edge_step[place_of(a.graph, a.backward.contributions[c])] <= done; };
  return static_cast<int>(std::partition_point(first, end, come) - first);
}

int same_place(const Lesson& here, int done, const Lesson& there) {
  const int seeded = here.forward + 1;
  if (done <= seeded) return done;
  const Step& last = here.steps[static_cast<std::size_t>(done) - 1];
  const int sent = last.first + last.count;
  auto less = [&](const Step& step) { return step.first + step.count < sent; };
  return static_cast<int>(std::partition_point(there.steps.begin() + seeded, there.steps.end(), less) - there.steps.begin()) + 1;
}

bool uses_edge(const Analysis& a, const Step& step, int gate, int place) {
  if (step.node != gate || step.kind == Step::Kind::seed) return false;
  if (step.kind == Step::Kind::forward) return true;
  const std::vector<Contribution>& sent = a.backward.contributions;
  return sent[step.first].place <= place && place <= sent[step.first + step.count - 1].place;
}

}  // namespace chainrule::view
