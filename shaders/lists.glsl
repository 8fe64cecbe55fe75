// The triangles of the interface: their own colour, times that of the atlas. Positions are px from the top left.
uniform vec2 u_scale;     // the framebuffer's units in a px
uniform sampler2D u_atlas;

#ifdef VERTEX
#define LINK out
layout(location = 0) in vec2 a_at;
layout(location = 1) in vec2 a_atlas;
layout(location = 2) in vec4 a_colour;
#else
#define LINK in
out vec4 colour;
#endif

LINK vec2 v_atlas;
LINK vec4 v_colour;

#ifdef VERTEX
void main() {
  v_atlas = a_atlas;
  v_colour = a_colour;
  gl_Position = vec4(a_at * u_scale + vec2(-1.0, 1.0), 0.0, 1.0);
}
#else
void main() { colour = v_colour * texture(u_atlas, v_atlas); }
#endif
