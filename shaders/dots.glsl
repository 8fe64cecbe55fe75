// The paper's dots, on everything that the scissor leaves open. Lengths are backing pixels.
uniform vec3 u_grid;     // distance of two dots, and where one of them is
uniform vec2 u_screen;   // size of the framebuffer
uniform float u_radius;
uniform vec4 u_colour;

#ifdef VERTEX
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0); }
#else
out vec4 colour;
void main() {
  vec2 at = vec2(gl_FragCoord.x, u_screen.y - gl_FragCoord.y);
  vec2 dot_at = floor(floor((at - u_grid.yz) / u_grid.x + 0.5) * u_grid.x + u_grid.yz + 0.5);  // on pixels: all alike
  colour = u_colour;
  colour.a *= clamp(u_radius + 0.5 - distance(at, dot_at), 0.0, 1.0);
}
#endif
