"""icon.py NODE_MODULES OUTPUT SIZE...

The program's icon, the sign of a partial derivative on ink: OUTPUT/chainrule.svg and, for each SIZE in pixels,
OUTPUT/SIZE/chainrule.png; a SIZE such as 512-full has ink to its corners, for systems that cut icons to a shape. The sign is the outline that formulas are set with. Needs fonttools, and nothing that draws.
"""

import logging
import struct
import sys
import zlib
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

FACE = "katex/dist/fonts/KaTeX_Main-Bold.ttf"
SIDE, RADIUS, SIGN_HEIGHT = 32.0, 7.0, 21.0  # the unit is that of the SVG's view box
INK, PAPER = "1e1e1c", "faf9f6"
ROWS = 8  # lines that are counted in one pixel's height; across, coverage is exact


class Polygons(BasePen):
    """Outlines as lists of corners, curves in short lines."""

    def __init__(self, glyphs, steps=16):
        super().__init__(glyphs)
        self.contours, self.steps = [], steps

    def _moveTo(self, point):
        self.contours.append([point])

    def _lineTo(self, point):
        self.contours[-1].append(point)

    def _curveToOne(self, b, c, d):
        a = self.contours[-1][-1]
        for i in range(1, self.steps + 1):
            t = i / self.steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3)
            self.contours[-1].append(tuple(sum(w * p[axis] for w, p in zip(weights, (a, b, c, d))) for axis in (0, 1)))


def draw_sign(font, make_pen):
    """The sign in the middle of the icon, y downwards."""
    name, glyf = font.getBestCmap()[ord("∂")], font["glyf"]
    box, glyphs = glyf[name], font.getGlyphSet()
    scale = SIGN_HEIGHT / (box.yMax - box.yMin)
    shift = (SIDE / 2 - scale * (box.xMin + box.xMax) / 2, SIDE / 2 + scale * (box.yMin + box.yMax) / 2)
    pen = make_pen(glyphs)
    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, *shift)))
    return pen


def tile():
    """The rounded square, as corners."""
    pen, r, far, k = Polygons(None), RADIUS, SIDE - RADIUS, RADIUS * 0.44772  # k: to where a quarter circle's handle stands
    pen.moveTo((r, 0))
    for corner in (((far, 0), (SIDE - k, 0), (SIDE, k), (SIDE, r)), ((SIDE, far), (SIDE, SIDE - k), (SIDE - k, SIDE), (far, SIDE)),
                   ((r, SIDE), (k, SIDE), (0, SIDE - k), (0, far)), ((0, r), (0, k), (k, 0), (r, 0))):
        pen.lineTo(corner[0])
        pen.curveTo(*corner[1:])
    pen.closePath()
    return pen.contours


def add_span(row, left, right, weight):
    """Adds to each pixel of a row how much of it lies between left and right."""
    for x in range(max(0, int(left)), min(len(row), int(right) + 1)):
        row[x] += weight * max(0.0, min(right, x + 1) - max(left, x))


def coverage(contours, size):
    """size rows of how much of each pixel lies within (nonzero winding): 0 to 1."""
    scale = size / SIDE
    edges = [(x0 * scale, y0 * scale, x1 * scale, y1 * scale) for corners in contours
             for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1]) if y0 != y1]
    rows = []
    for y in range(size):
        row = [0.0] * size
        for line in ((y + (i + 0.5) / ROWS) for i in range(ROWS)):
            crossings = sorted((x0 + (line - y0) * (x1 - x0) / (y1 - y0), 1 if y1 > y0 else -1)
                               for x0, y0, x1, y1 in edges if min(y0, y1) <= line < max(y0, y1))
            winding = 0
            for (left, turn), (right, _) in zip(crossings, crossings[1:]):
                winding += turn
                if winding:
                    add_span(row, left, right, 1 / ROWS)
        rows.append(row)
    return rows


def png(width, height, pixels):
    """pixels: RGBA, row after row."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = b"".join(b"\0" + pixels[4 * width * y:4 * width * (y + 1)] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b"")


def picture(sign, size, full):
    ink, paper = bytes.fromhex(INK), bytes.fromhex(PAPER)
    pixels = bytearray()
    ground = [[1.0] * size] * size if full else coverage(tile(), size)
    for row, on_row in zip(ground, coverage(sign, size)):
        for alpha, light in zip(row, on_row):
            pixels += bytes(round(a + (b - a) * min(light, 1.0)) for a, b in zip(ink, paper))
            pixels.append(round(255 * min(alpha, 1.0)))
    return png(size, size, bytes(pixels))


def main(modules, output, sizes):
    font = TTFont(modules / FACE)
    path = draw_sign(font, lambda glyphs: SVGPathPen(glyphs, ntos=lambda n: f"{n:.2f}".rstrip("0").rstrip("."))).getCommands()
    output.mkdir(parents=True, exist_ok=True)
    (output / "chainrule.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 {SIDE:g} {SIDE:g}">\n'
        f'  <rect width="{SIDE:g}" height="{SIDE:g}" rx="{RADIUS:g}" fill="#{INK}"/>\n'
        f'  <path fill="#{PAPER}" d="{path}"/>\n</svg>\n', encoding="utf-8")
    sign = draw_sign(font, Polygons).contours
    for size in sizes:
        folder = output / size
        folder.mkdir(exist_ok=True)
        side, _, kind = size.partition("-")
        (folder / "chainrule.png").write_bytes(picture(sign, int(side), kind == "full"))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # KaTeX's time stamps are odd
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
