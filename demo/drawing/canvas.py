"""A small vector canvas: shapes in local coordinates, drawn three times too large, then reduced for clean edges."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point = tuple[float, float]

WIDTH, HEIGHT, SCALE = 1200, 800, 3
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
TITLE, TEXT = "bricolage-grotesque.woff2", "atkinson-hyperlegible-next.woff2"

INK, SOFT, LINE = "#10243e", "#4a5b70", "#ddd5c5"
PAPER, WHITE, TINT = "#fbf7ef", "#ffffff", "#f1ead9"
SEA, SUN, KELP, BUOY = "#0f5c8c", "#f3b61f", "#23664a", "#b8341d"
SKY, MINT, CLAY, PLUM = "#bfdcec", "#8fc1b5", "#c8553d", "#7a3b8f"
WOOD, OAK, STONE = "#d9a873", "#b98450", "#b9bfc4"
SKINS = ("#8d5a3b", "#e3b288", "#5d3b2a", "#c98d63")


class Canvas:
    def __init__(self, background: str = PAPER, *, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), background)
        self.draw = ImageDraw.Draw(self.image)
        self.frames: list[tuple[float, float, float, float]] = [(0, 0, 0, 1)]

    @contextmanager
    def at(self, x: float, y: float, *, turn: float = 0, zoom: float = 1) -> Iterator[Canvas]:
        """Move the origin to (x, y); `turn` is in degrees clockwise and adds up with the frames around it."""
        (px, py), (_, _, angle, scale) = self.place((x, y)), self.frames[-1]
        self.frames.append((px / SCALE, py / SCALE, angle + math.radians(turn), scale * zoom))
        yield self
        self.frames.pop()

    def place(self, point: Point) -> Point:
        ox, oy, angle, scale = self.frames[-1]
        x, y = point[0] * scale, point[1] * scale
        cos, sin = math.cos(angle), math.sin(angle)
        return ((ox + x * cos - y * sin) * SCALE, (oy + x * sin + y * cos) * SCALE)

    def thick(self, width: float) -> int:
        return max(1, round(width * self.frames[-1][3] * SCALE))

    def poly(
        self, points: Sequence[Point], fill: str | None = None, *, line: str | None = None, width: float = 4
    ) -> None:
        placed = [self.place(point) for point in points]
        if fill:
            self.draw.polygon(placed, fill=fill)
        if line:
            self.stroke([*points, points[0]], line, width=width)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str | None = None,
        *,
        radius: float = 0,
        line: str | None = None,
        width: float = 4,
    ) -> None:
        self.poly(_rounded(x, y, w, h, radius=min(radius, w / 2, h / 2)), fill, line=line, width=width)

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        fill: str | None = None,
        *,
        line: str | None = None,
        width: float = 4,
    ) -> None:
        turns = [math.tau * step / 72 for step in range(72)]
        self.poly([(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turns], fill, line=line, width=width)

    def disc(
        self, x: float, y: float, radius: float, fill: str | None = None, *, line: str | None = None, width: float = 4
    ) -> None:
        self.oval(x, y, radius, radius, fill, line=line, width=width)

    def stroke(self, points: Sequence[Point], fill: str, *, width: float = 4) -> None:
        """A line with round ends and round corners."""
        placed, thick = [self.place(point) for point in points], self.thick(width)
        self.draw.line(placed, fill=fill, width=thick, joint="curve")
        for x, y in placed:
            self.draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=fill)

    def curve(self, start: Point, control: Point, end: Point, fill: str, *, width: float = 4) -> None:
        self.stroke(bend(start, control, end), fill, width=width)

    def dashes(self, start: Point, end: Point, fill: str, *, width: float = 4, step: float = 24) -> None:
        length = math.dist(start, end)
        count = max(1, int(length / step))
        for index in range(count):
            near, far = index / count, (index + 0.5) / count
            self.stroke([_between(start, end, near), _between(start, end, far)], fill, width=width)

    def arrow(self, start: Point, end: Point, fill: str, *, width: float = 6, head: float = 20) -> None:
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        self.stroke([start, _between(start, end, 1 - head / max(head, math.dist(start, end)))], fill, width=width)
        wings = [
            (end[0] - head * math.cos(angle + side), end[1] - head * math.sin(angle + side)) for side in (0.5, -0.5)
        ]
        self.poly([end, *wings], fill)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 30,
        fill: str = INK,
        *,
        weight: int = 400,
        anchor: str = "mm",
        face: str = TEXT,
    ) -> None:
        """Words at a point; several lines with a newline. Turned frames turn the words too."""
        angle, scale = self.frames[-1][2:]
        font = _font(face, size=round(size * scale * SCALE), weight=weight)
        align = {"l": "left", "m": "center", "r": "right"}[anchor[0]]
        if abs(angle) < 1e-6:
            self.draw.text(self.place((x, y)), words, font=font, fill=fill, anchor=anchor, align=align)
            return
        mask = Image.new("L", self.image.size, 0)
        px, py = self.place((x, y))
        ImageDraw.Draw(mask).text((px, py), words, font=font, fill=255, anchor=anchor, align=align)
        mask = mask.rotate(-math.degrees(angle), center=(px, py), resample=Image.Resampling.BICUBIC)
        self.image.paste(Image.new("RGB", self.image.size, fill), (0, 0), mask)

    def title(self, x: float, y: float, words: str, size: float = 40, fill: str = INK, *, anchor: str = "mm") -> None:
        self.text(x, y, words, size, fill, weight=700, anchor=anchor, face=TITLE)

    def save(self, path: Path, *, colours: int = 96) -> None:
        reduced = self.image.resize(self.size, Image.Resampling.LANCZOS)
        path.parent.mkdir(parents=True, exist_ok=True)
        _few_colours(reduced, colours).save(path, optimize=True)


def bend(start: Point, control: Point, end: Point) -> list[Point]:
    """The points of a quadratic curve."""
    steps = [step / 24 for step in range(25)]
    return [_between(_between(start, control, t), _between(control, end, t), t) for t in steps]


def _few_colours(image: Image.Image, count: int) -> Image.Image:
    """Flat areas keep their exact shade: the most frequent colours come first, the edges share what is left."""
    found = sorted(image.getcolors(maxcolors=image.width * image.height) or [], reverse=True)
    kept = [colour for _, colour in found[: count // 4]]
    rest = [colour for _, colour in found[count // 4 :]]
    if rest:
        strip = Image.new("RGB", (len(rest), 1))
        strip.putdata(rest)
        edges = strip.quantize(count - len(kept), method=Image.Quantize.MEDIANCUT).convert("RGB")
        kept += sorted({colour for _, colour in edges.getcolors(maxcolors=len(rest)) or []})
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in kept for channel in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def _between(start: Point, end: Point, part: float) -> Point:
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _rounded(x: float, y: float, w: float, h: float, *, radius: float) -> list[Point]:
    if radius <= 0:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    corners = (
        (x + w - radius, y + radius, -90),
        (x + w - radius, y + h - radius, 0),
        (x + radius, y + h - radius, 90),
        (x + radius, y + radius, 180),
    )
    arcs = [(cx, cy, math.radians(first + step * 7.5)) for cx, cy, first in corners for step in range(13)]
    return [(cx + radius * math.cos(angle), cy + radius * math.sin(angle)) for cx, cy, angle in arcs]


def _font(face: str, *, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONTS / face), size)
    font.set_variation_by_axes([weight])
    return font
