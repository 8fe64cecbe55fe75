// One curve of a wire, a cubic Bezier that is level at both ends, as a strip along it. The strip only has to cover the wire: how
// much of a pixel is covered follows from its distance to the curve itself. Lengths are backing pixels where nothing else is said.
uniform vec3 u_camera;      // backing px per canvas px, and where the canvas's origin is
uniform vec2 u_screen;      // size of the framebuffer
uniform float u_density;    // backing px per px
uniform float u_widen;      // thickness at this zoom, as a multiple of that at zoom 1
uniform float u_pieces;     // of the strip
uniform float u_pulse;      // how far it has run, 0 to 1; 1: nothing runs
uniform vec4 u_colours[3];  // a wire at rest, one that a value runs along, one that a gradient runs back along

#ifdef VERTEX
#define LINK out
layout(location = 0) in vec4 a_ends;  // canvas px
layout(location = 1) in vec3 a_form;  // canvas px from an end to its handle; thickness in px; which of the colours
layout(location = 2) in vec3 a_way;   // canvas px along the wire: to this curve's start and end, and to the wire's end
#else
#define LINK in
out vec4 colour;
#endif

LINK vec2 v_at;          // from the curve's start
LINK float v_t;          // the curve's parameter, about
flat LINK vec3 v_curve;  // its end, from its start, and the reach of its handles
flat LINK vec3 v_form;   // thickness, which of the colours, 1 if the pulse runs along it
flat LINK vec3 v_way;

const float thin = 1.5;   // px, a wire that nothing has run along
const float swell = 5.0;  // px that the pulse adds
const float tail = 14.0;  // px, half its length

vec2 point(float t) {
  return v_curve.xy * t * t * (3.0 - 2.0 * t) + vec2(3.0 * v_curve.z * t * (1.0 - t) * (1.0 - 2.0 * t), 0.0);
}

vec2 tangent(float t) {
  return 6.0 * v_curve.xy * t * (1.0 - t) + vec2(3.0 * v_curve.z * (1.0 - 6.0 * t * (1.0 - t)), 0.0);
}

#ifdef VERTEX
void main() {
  vec2 start = a_ends.xy * u_camera.x + u_camera.yz, end = a_ends.zw * u_camera.x + u_camera.yz;
  v_curve = vec3(end - start, a_form.x * u_camera.x);
  v_form = vec3(a_form.y, a_form.z, a_form.z > 0.0 && u_pulse < 1.0);
  v_way = a_way * u_camera.x;
  int row = gl_VertexID / 2;
  v_t = float(row) / u_pieces;
  // No chord is further from the curve than an eighth of its second derivative, times the square of its part of it.
  float sag = 0.75 * length(v_curve.xy - vec2(3.0 * v_curve.z, 0.0)) / (u_pieces * u_pieces);
  float half_width = 0.5 * max(v_form.x * u_widen, 1.0) * u_density + 1.0 + sag + v_form.z * 0.5 * swell * u_density;
  vec2 along = tangent(v_t);
  bool inside = v_t > 0.0 && v_t < 1.0 && dot(along, along) > 0.0;  // at its ends it is level, and the next one goes on there
  vec2 across = inside ? normalize(vec2(-along.y, along.x)) : vec2(0.0, 1.0);
  v_at = point(v_t) + across * (gl_VertexID % 2 == 0 ? half_width : -half_width);
  vec2 base = v_t < 1.0 ? start + point(v_t) : end;
  vec2 at = (base + (v_at - point(v_t))) / u_screen;
  gl_Position = vec4(2.0 * at.x - 1.0, 1.0 - 2.0 * at.y, 0.0, 1.0);
}
#else
void main() {
  float t = v_t;
  for (int i = 0; i < 3; i++) {  // to the nearest point, by Gauss and Newton
    vec2 along = tangent(t);
    t -= dot(point(t) - v_at, along) / max(dot(along, along), 1e-3);
  }
  float off = distance(point(t), v_at);
  float run = mix(v_way.x, v_way.y, t);
  float ahead = (v_form.y > 1.5 ? v_way.z - run : run) - u_pulse * v_way.z;
  float passed = v_form.z > 0.0 ? clamp(0.5 - ahead / u_density, 0.0, 1.0) : 1.0;
  float near = ahead / (tail * u_density);
  float width = max(mix(thin, v_form.x, passed) * u_widen, 1.0) + v_form.z * swell * exp(-4.0 * near * near);
  colour = mix(u_colours[0], u_colours[int(v_form.y + 0.5)], v_form.z > 0.0 ? max(passed, exp(-4.0 * near * near)) : 1.0);
  colour.a *= clamp(0.5 * width * u_density + 0.5 - off, 0.0, 1.0);
}
#endif
