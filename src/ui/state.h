// What one running widget holds, shared by the panels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/check.h"
#include "core/history.h"
#include "core/insight.h"
#include "core/later.h"
#include "core/modes.h"
#include "core/regroup.h"
#include "ui/app.h"
#include "ui/files.h"
#include "ui/hand.h"
#include "ui/paint.h"
#include "ui/pane.h"
#include "ui/picker.h"
#include "ui/renderer.h"
#include "ui/sheet.h"
#include "ui/trainer.h"
#include "view/beside.h"
#include "view/gesture.h"
#include "view/glide.h"
#include "view/landscape.h"
#include "view/wires.h"

namespace chainrule::ui {

// A place on the screen that tests and tours can ask for by name.
struct Spot {
  std::string name;
  float x, y, width, height;
};

// The inspector's plot of a gate against one operand.
struct Plot {
  std::string node, operand;             // names
  double centre = 0, span = 1;           // across: centre ± span
  double low = 0, high = 1;              // up
  bool held = false;                     // its point is being dragged, and the frame stands still
  bool what_if = false;                  // an inner node's operand is thought to be `at`
  double at = 0;
  std::optional<double> moved_to;        // the operand, an input, is to have this value when the frame is done
  double x(int sample, int samples) const { return centre - span + 2 * span * sample / samples; }
};

// What the inspector asks beyond the trace: computed when it is shown, kept until the program changes.
struct Findings {
  std::string checks_of;                 // a node's name
  std::vector<CheckRow> checks;          // its operands', or its own
  bool looked = false;
  std::vector<Insight> insights;         // of all nodes
  std::string modes_of;                  // an input's name
  Tangents tangents;
  Operations reverse;
  SecondOrder curvature;                 // along that input
};

// The table of the whole trace.
struct Table {
  enum class By : std::uint8_t { order, name, gate, value, gradient };
  bool open = false;
  By by = By::order;
  bool falling = false;
  std::vector<int> rows;  // nodes as they are sorted; empty: to be sorted anew
};

// The landscape over two inputs.
struct Hills {
  bool open = false;
  std::string x, y;           // inputs
  double zoom = 1;
  bool framed = false;        // the ground has been chosen; it stands still while the point moves
  bool held = false;          // the point is being dragged
  view::Ground ground;
  view::Landscape land;       // of the program as it is; side 0: to be surveyed anew
  view::Walk walk;            // since the last drag
  int rate = 3;               // which learning rate
  bool walking = false;       // the inputs are to have the values of `to` when the frame is done
  struct Point {
    double x = 0, y = 0;
  } to;
};

// What is said over the canvas.
struct Notice {
  std::string words;      // why an act was not done, or what a file had; until the next press or act
  std::string long_link;  // of these, what says that a link is too long: a file can be saved instead
  bool saves() const { return !words.empty() && words == long_link; }
  bool offers = false;
  App::Answer answer = App::Answer::none;
};

// What a program's picture needs to be drawn, looked at and touched.
struct Picture {
  view::Derived derived;
  view::Session session;
  view::Viewport viewport;
  view::Viewport resting;       // the viewport as it is when the sheet has come to where it goes
  view::Scene scene;
  view::Wires wires;
  Renderer* renderer = nullptr;  // the platform's; null: wires and dots are left out
  Backdrop backdrop;             // of this frame
  bool camera_touched = false;   // else the camera keeps to what the opening view shows, and follows the steps
  float head = 0, foot = 0;      // px more at the viewport's top and bottom that the whole drawing keeps clear of
  float buttons = 0;             // px at its bottom in which buttons stand: of them too, where it would reach them
  view::Drag drag;
  view::Glide glide;             // of the cards
  view::Flight flight;           // of the camera

  bool has_graph() const { return !derived.cards.empty(); }
  // What moves by itself goes on by this long.
  void move(float seconds);
  bool still() const { return glide.over() && flight.over(); }
  // The opening view, or where the current step is; the camera flies there, or is there at once.
  void fit_view(bool fly);
  // The whole drawing; once more: the opening view.
  void show_all(bool fly);
  // The step that was done last is to be in view, unless the user has a view of their own.
  void follow(bool fly);
  // Another part of the viewport is clear, in which this node (-1: none in particular) is to be in view.
  void uncover(int node, bool fly);
  // Can all of it be read in one view?
  bool is_small() const;
  // The node's card is in view, at this zoom or nearer.
  void come_near(int node, float zoom, bool fly);
  // The user's own view, which stays until all is to be in view again.
  void look_from(const view::Camera& camera);
  // Its part of the window, and what that will be when all has come to rest; true if the latter is another one.
  bool place(const view::Viewport& there, const view::Viewport& at_rest);

 private:
  float below() const;  // px that the drawing keeps clear of at the bottom
  // What head and that leave of the viewport; cameras of that part are a little above or below those of the whole.
  view::Viewport clear() const;
  view::Camera now() const;
  void aim(const view::Camera& there, bool fly);
};

// The same computation in another wording, drawn beside the program's own picture. The text stays the document; this is computed from it.
struct Beside : Picture {
  bool wanted = false;             // by the user; it is shown while there is another wording
  bool sought = false;             // `wordings` are those of the text
  std::vector<Wording> wordings;
  Wording wording = Wording::sigmoid;
  std::vector<int> links;          // by node: the one of the program's own picture
  std::string own;                 // what is selected here and has no like there: a name
  bool stacked = false;
  view::Camera camera_before;      // of the program's own picture, where the user had chosen it
  bool touched_before = false;

  bool shown() const { return wanted && has_graph(); }
};

// What the picture would be after an act that is being thought about; it stands in the picture's place.
struct Preview : Picture {
  std::string of;  // the text after it; empty: nothing is
};

struct App::State : Picture {
  struct Given {
    std::string input;
    double value;
  };
  // the document
  std::string text;
  History history;
  // computed from it
  Findings findings;
  Beside beside;
  // what the user has set
  view::Viewport area;          // the canvas, with one picture or two
  Language language;
  bool dark = false, reduced_motion = false;
  bool contrast = false;        // colours that are far from each other
  bool follow_end = true;       // all steps are done, and stay done when the program changes
  bool editor_stale = false;    // the text was changed from outside the editor
  bool user_change = false;
  bool stale_picture = false;   // the text is in error throughout, and the picture is of the text before
  bool playing = false;
  unsigned hidden = 0;          // App::Part
  bool read_only = false;
  bool shares = false;          // a link to the program can be had
  App::Share share = App::Share::none;  // what is wanted of them
  int speed = 1;                // of kSpeeds
  float waited = 0;             // seconds towards the next step that is played, at speed 1
  Hand hand;
  Sheet sheet;
  Picker picker;
  bool moving = false;          // the text changes because cards are being moved
  bool carrying = false;        // the arrow keys move the selected cards
  bool slid = false;            // the inspector's slider is held
  std::optional<Given> slide_to;  // an input is to have this value when the frame is done
  bool awake = false;           // somebody has pointed at the widget, or pressed a key
  Preview preview;
  Trainer trainer;
  Plot plot;
  Table table;
  Hills landscape;
  Notice notice;
  std::vector<bool> show_derivation = {false, false};  // by operand place: how the local gradient comes about
  bool show_modes = false;      // the inspector's part on other modes is open
  std::string mode_input;       // the input it looks along
  Pane pane;
  Fonts fonts;
  Importer importer = nullptr;
  Files* files = nullptr;       // the platform's; null: it has none
  std::vector<Spot> spots;      // of this frame

  bool hides(unsigned part) const { return (hidden & part) != 0; }
  bool editable() const { return !stale_picture && !read_only; }
  bool dragging() const { return !session.dragged.empty() || plot.held || landscape.held || moving || slid; }

  const Theme& colours() const { return theme(dark, contrast); }

  // The one way in which the text changes. `group` as in History; empty: a change of its own. The user's changes nothing that is read only.
  void change_text(std::string next, const std::string& group, bool by_user);
  // The same for what an exercise does to it, read only or not.
  void give_text(std::string next);
  // The same for an act on the graph: its directives follow the nodes.
  void change_graph(std::string next);
  // Undo and redo: as change_text, with the history left alone.
  void restore(std::string next);
  void set_language(Language next);
  // The user's or the host's step: it ends playing.
  void set_step(int done);
  // The step at which the node's value becomes known, in the backward pass its gradient.
  void jump_to(int node);
  void set_grain(view::Grain grain);
  void play(bool on);
  void play_on(float seconds);
  // What moves by itself goes on by this long.
  void move(float seconds);
  void fit_view(bool fly) { Picture::fit_view(fly && !reduced_motion); }
  void apply(const view::Outcome& outcome);
  // Or opens it, if it is folded.
  void fold(const view::Frame& frame);
  void end_drag();
  // The second picture: it comes or goes, takes the next wording, is computed anew from the text, is touched.
  void show_beside(bool on);
  void next_wording();
  void renew_beside(bool glides, bool dragging);
  void keep_step();
  void apply_beside(const view::Outcome& outcome, bool touched);
  const std::vector<Wording>& other_wordings();
  // What is selected or pointed at in one picture is in the other.
  void link_selection();
  void link_pointers();
  // The pictures' parts of the canvas.
  void share_canvas(const view::Viewport& whole, const view::Viewport& at_rest);
  // One move of a drag that gives inputs values; the moves of a drag are undone together.
  void drag_inputs(const std::vector<Given>& values);
  bool undo();
  bool redo();
  // Acts on the graph, each one change of the text. Where one is refused, the notice says why, or the words are returned.
  bool edit(const Regrouping& act, const std::vector<std::string>& made = {});
  void add_gate(const std::string& gate, const std::vector<std::string>& operands);
  void insert_gate(const std::string& gate, const view::Wire& wire);
  void change_gate(const std::string& gate);
  void connect(const std::string& from, const view::Wire& to);
  void detach(const view::Wire& wire);
  void remove_selection();
  void duplicate();
  std::string copied() const;  // what is selected, as a program by itself; empty: nothing is, or it cannot be copied
  std::string cut();
  bool paste(std::string_view program);
  void make_output(int node);
  std::string rename(const std::string& name);
  std::string fold_selection(const std::string& name);
  std::string free_function_name() const;
  void set_value(const std::string& input, double value);
  std::optional<NamedPair> range_of(const std::string& input) const;  // of its slider
  std::string range_words() const;
  std::string value_words() const;  // of the selected node
  void set_range(const std::string& input, std::optional<NamedPair> range);
  void move_cards(const std::vector<NamedPair>& cards);
  void tidy();
  void drop(const view::Wiring& wiring);
  void save();
  std::string save_as(const std::string& path);
  void export_as(std::string_view format, bool copies);
  std::string export_to(const std::string& path);
  // What the picture would be after it, or as it is.
  void show_preview(const std::string& after);
  // The learner's part (trainer.cpp). Predict mode comes or goes.
  void train(bool on);
  CHAINRULE_LATER void begin_attempt();
  void take_exercise();
  CHAINRULE_LATER void ask_item(int item, bool opens);
  CHAINRULE_LATER void press_blank(int blank);
  CHAINRULE_LATER void give_answer();
  CHAINRULE_LATER void reveal_answer();
  CHAINRULE_LATER void new_numbers();
  CHAINRULE_LATER void choose_group(const std::string& function);
  CHAINRULE_LATER void send_now(const std::string& node);
  CHAINRULE_LATER void check_built();
  CHAINRULE_LATER void next_round();
  CHAINRULE_LATER void show_page(int page);
  void close_lesson();
  void end_attempt();
  void show_asked();
  void renew_blanks();

 private:
  void show(std::string next, bool by_user);
  void go_to(int done);
  unsigned asked_kinds() const;
  void make_room();
  void follow_exercise();
  CHAINRULE_LATER void begin_exercise();
  CHAINRULE_LATER void follow_text();
  CHAINRULE_LATER std::vector<view::Blank> blanks() const;
  void show_pass();
  void finish_item(const learn::Item& item);
};

// {"score":…,"max":…} of the exercise as it stands, in a lesson with the pages behind.
std::string grade_json(const App::State& state);

// Is what becomes known at this step known yet? What is not stays blank.
inline bool known(int step, const App::State& state) { return step <= state.session.done; }

// Steps in a second while playing.
constexpr float kSpeeds[] = {0.5f, 1, 2};

// The pane's text, over ImGui's field: renewed from the state, then painted.
void renew_pane(App::State& state, const Page& page);
void paint_pane(App::State& state, const Page& page, ImDrawList* list);

// Panels; each returns what it takes of the window. They draw and read input, and change state only through State's functions.
float top_bar(App::State& state, float width);
float step_bar_height(float window_width, float window_height);
void step_bar(App::State& state, float y, float width, float height);
void canvas(App::State& state);
// Are there buttons on the canvas? Not where they would cover too much of it.
bool has_buttons(const App::State& state, const view::Viewport& viewport);
// Is there an output that two inputs move?
bool can_survey(const App::State& state);
// The loose wire, the box and the selected wire, over the picture.
void hands(App::State& state, ImDrawList* list);
// The text field over the card, for what is asked.
void answer_field(App::State& state);
// What stands over the second picture: the name of its wording.
CHAINRULE_LATER void wording_button(App::State& state);
// Over the canvas, when there is something to say.
CHAINRULE_LATER void notice(App::State& state);
// Over the canvas, when it is open.
CHAINRULE_LATER void table(App::State& state);
CHAINRULE_LATER void landscape(App::State& state);

// What App::open does.
bool open_text(App& app, App::State& state, std::string_view text);

// A button of the look: a rounded rectangle with a word or an icon. True when pressed.
enum class Icon { none, first, previous, next, last, play, pause, plus, minus, fit, beside, sun, moon };
bool button(App::State& state, const char* name, float x, float y, float width, float height, std::string_view word, Icon icon = Icon::none,
            bool enabled = true);

}  // namespace chainrule::ui
