#include "view/text_edits.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace chainrule;
using view::Caret;
using view::Edited;

namespace {

struct Written {
  std::string text;
  Caret main;
  std::vector<Caret> others;
};

// The main caret is '|', behind a selection '<…|' or before one '|…>'; others are '^'.
Written read(const std::string& written) {
  Written w;
  std::size_t open = std::string::npos;
  bool has_main = false;
  for (const char c : written) {
    const std::size_t at = w.text.size();
    if (c == '<') {
      open = at;
    } else if (c == '|') {
      w.main = {open == std::string::npos ? at : open, at};
      has_main = true;
    } else if (c == '>') {
      w.main.anchor = at;
    } else if (c == '^') {
      w.others.push_back({at, at});
    } else {
      w.text += c;
    }
  }
  CHECK(has_main);
  return w;
}

std::string write(const Edited& e) {
  std::vector<std::pair<std::size_t, char>> signs;
  if (e.main.anchor != e.main.head) signs.push_back({e.main.anchor, e.main.anchor < e.main.head ? '<' : '>'});
  signs.push_back({e.main.head, '|'});
  for (const Caret& c : e.others) signs.push_back({c.head, '^'});
  std::stable_sort(signs.begin(), signs.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text = e.text;
  for (const auto& [at, sign] : signs) text.insert(at, 1, sign);
  return text;
}

// The edit that makes `after` of the text at the main caret, at the others too.
std::string repeated(const std::string& before, const std::string& after) {
  const Written b = read(before), a = read(after);
  return write(view::repeat_edit(b.text, b.main, b.others, a.text, a.main.head));
}

std::string commented(const std::string& text) {
  const Written w = read(text);
  return write(view::toggle_comment(w.text, w.main));
}

std::string moved(const std::string& text, bool down) {
  const Written w = read(text);
  return write(view::move_lines(w.text, w.main, down));
}

// The text with [ ] around each occurrence of the name at the caret.
std::string marked(const std::string& text) {
  Written w = read(text);
  const std::vector<Caret> all = view::occurrences(w.text, w.main.head);
  for (auto c = all.rbegin(); c != all.rend(); ++c) {
    w.text.insert(c->end(), "]");
    w.text.insert(c->begin(), "[");
  }
  return w.text;
}

}  // namespace

TEST_CASE("what is typed at one caret is typed at all") {
  CHECK(repeated("a| b^ c^", "ax| b c") == "ax| bx^ cx^");
  CHECK(repeated("a^ b| c^", "a bxy| c") == "axy^ bxy| cxy^");
  CHECK(repeated("aa|aa^", "aaa|aa") == "aaa|aaa^");
  CHECK(repeated("^f = x|", "f = xx|") == "x^f = xx|");
  CHECK(repeated("a|\nb^", "a\n|\nb") == "a\n|\nb\n^");
}

TEST_CASE("what is taken away at one caret is taken away at all") {
  CHECK(repeated("aa| bb^ cc^", "a| bb cc") == "a| b^ c^");
  CHECK(repeated("a|b c^d", "a| cd") == "a| c^");
  CHECK(repeated("\xCE\xB8| = \xCF\x86^", "| = \xCF\x86") == "| = ^");
  CHECK(repeated("^a b|", "a |") == "^a |");  // nothing stands before it
}

TEST_CASE("selections are replaced at all carets") {
  const std::string text = "w0 + w0*w0";
  const Edited e = view::repeat_edit(text, {0, 2}, {{5, 7}, {8, 10}}, "u + w0*w0", 1);
  CHECK(write(e) == "u| + u^*u^");
  const Edited same = view::repeat_edit(text, {0, 2}, {{5, 7}, {8, 10}}, "w + w0*w0", 1);  // begins as what it replaces
  CHECK(write(same) == "w| + w^*w^");
}

TEST_CASE("carets that meet are one") {
  CHECK(repeated("ab|c^", "a|c") == "a|");
  CHECK(repeated("ab| c^", "| c") == "|");
}

TEST_CASE("the others move as the main caret does, within their lines") {
  const std::string text = "abc\nde\nf";
  auto go = [&](std::size_t from, Caret to, std::vector<Caret> others) { return view::repeat_move(text, {from, from}, to, others); };
  CHECK(go(1, {2, 2}, {{4, 4}}) == std::vector<Caret>{{5, 5}});
  CHECK(go(1, {0, 0}, {{4, 4}, {6, 6}}) == std::vector<Caret>{{4, 4}, {5, 5}});
  CHECK(go(0, {3, 3}, {{4, 4}}) == std::vector<Caret>{{6, 6}});  // End
  CHECK(go(3, {0, 0}, {{6, 6}, {8, 8}}) == std::vector<Caret>{{4, 4}, {7, 7}});  // Home
  CHECK(go(0, {0, 1}, {{4, 4}}) == std::vector<Caret>{{4, 5}});  // it selects
  CHECK(go(1, {5, 5}, {{7, 7}}).empty());
}

TEST_CASE("a name is found wherever it stands as that name") {
  CHECK(marked("f = x|*y + x; x = 2; xy = 3 # x") == "f = [x]*y + [x]; [x] = 2; xy = 3 # x");
  CHECK(marked("f = |w0*w_0; w0 = 1") == "f = [w0]*[w_0]; [w0] = 1");
  CHECK(marked("f = exp|(x)") == "f = exp(x)");
  CHECK(marked("f = 2|*x") == "f = 2*x");
  CHECK(marked("sq(x) = x*x|; y = sq(x); x = 3") == "sq([x]) = [x]*[x]; y = sq(x); x = 3");
  CHECK(marked("sq(x) = x*x; y = sq(x|); x = 3") == "sq(x) = x*x; y = sq([x]); [x] = 3");
  CHECK(marked("#@ fold sq\nsq|(u) = u*u\nf = sq(3) # sq") == "#@ fold [sq]\n[sq](u) = u*u\nf = [sq](3) # sq");
  CHECK(marked("$f = \\theta| x$\ntheta = 2") == "$f = [\\theta] x$\n[theta] = 2");
  CHECK(marked("|") == "");
}

TEST_CASE("the next like word is a word, and each is found once") {
  const std::string text = "x + ex + x*x1 + x";
  std::vector<Caret> others;
  const Caret main{0, 1};
  for (Caret next = view::next_like(text, main, others); !(next == Caret{}); next = view::next_like(text, main, others)) others.push_back(next);
  CHECK(others == std::vector<Caret>{{9, 10}, {16, 17}});
  CHECK(view::next_like("ab ab", {3, 5}, {}) == Caret{0, 2});
  CHECK(view::next_like("+ + +", {2, 3}, {{4, 5}}) == Caret{0, 1});
  CHECK(view::next_like("a", {1, 1}, {}) == Caret{});
}

TEST_CASE("words are names and numbers") {
  CHECK(view::word_around("a + w_0*x", 5) == Caret{4, 7});
  CHECK(view::word_around("a + w_0*x", 2) == Caret{2, 2});
  CHECK(view::word_around("\xCE\xB8" "1", 0) == Caret{0, 3});
}

TEST_CASE("carets go to the line above or below") {
  const std::string text = "abc\n\xCE\xB8\xCE\xB8\xCE\xB8\nd";
  CHECK(view::in_next_line(text, 2, true) == 8);
  CHECK(view::in_next_line(text, 8, false) == 2);
  CHECK(view::in_next_line(text, 8, true) == 12);
  CHECK(view::in_next_line(text, 1, false) == 1);
  CHECK(view::in_next_line(text, 12, true) == 12);
}

TEST_CASE("lines become comments and lines again") {
  CHECK(commented("f = x|") == "# f = x|");
  CHECK(commented("# f = x|") == "f = x|");
  CHECK(commented("#f = |x") == "f = |x");
  CHECK(commented("a = 1\n<b = 2\n  c = 3|\nd") == "a = 1\n# <b = 2\n  # c = 3|\nd");
  CHECK(commented("<a = 1\n|b = 2") == "# <a = 1\n|b = 2");
  CHECK(commented("<# a\nb|") == "# <# a\n# b|");
  CHECK(commented("<# a\n\n# b|") == "<a\n\nb|");
  CHECK(commented("#@ fold f|") == "# #@ fold f|");
  CHECK(commented("|") == "# |");
  CHECK(commented("a\n|\nb") == "a\n# |\nb");
}

TEST_CASE("commenting twice is nothing, where no comment was") {
  for (const std::string text : {"<f = x\n\n  y = 2|\nz", "a|", "  |a = 2> ", "a\n<b\n#@ c|"}) CHECK(commented(commented(text)) == text);
}

TEST_CASE("lines move up and down") {
  CHECK(moved("a\nb|\nc", false) == "b|\na\nc");
  CHECK(moved("a\nb|\nc", true) == "a\nc\nb|");
  CHECK(moved("a|\nb", false) == "a|\nb");
  CHECK(moved("a\nb|", true) == "a\nb|");
  CHECK(moved("a\n<b\nc|\ndd\n", true) == "a\ndd\n<b\nc|\n");
  CHECK(moved(moved("aa\n<b\nc|\nd", true), false) == "aa\n<b\nc|\nd");
}
