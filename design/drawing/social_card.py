"""The picture that a shared link shows: the same flags as the cover, drawn as pixels, with the title under them."""

from __future__ import annotations

from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from design.brand import wordmark
from design.drawing.covers import NAME, letters
from design.drawing.flags import FLAGS, UNIT, Disc
from design.drawing.palettes import BLACK, PAPER, Palette, palette_of

WIDTH, HEIGHT = 1200, 630
COLUMNS, ROWS = 8, 2
SOFT = "#4a5b70"
MARGIN = 60
FONT = Path(__file__).resolve().parents[2] / "static" / "fonts" / "bricolage-grotesque.woff2"
BOLD, MEDIUM = 700, 500
TITLE_SIZES = (64, 56, 48, 40)
MAX_LINES = 3


def cover_png(title: str, *, theme: str, author: str = "") -> bytes:
    """A PNG of 1200 × 630 pixels: 8 × 2 flags, the title on three lines at most, the author and the mark."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(card)
    side = WIDTH // COLUMNS
    for i, letter in enumerate(islice(cycle(letters(title) or NAME), COLUMNS * ROWS)):
        _draw_flag(pen, letter, palette_of(theme), corner=(i % COLUMNS * side, i // COLUMNS * side), side=side)
    _write_title(pen, title)
    _sign(pen, author)
    out = BytesIO()
    card.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_flag(pen: ImageDraw.ImageDraw, letter: str, palette: Palette, *, corner: tuple[int, int], side: int) -> None:
    scale, (left, top) = side / UNIT, corner
    for shape in FLAGS[letter]:
        colour = palette.colour(shape.role)
        if isinstance(shape, Disc):
            pen.circle((left + side / 2, top + side / 2), shape.radius * scale, fill=colour)
        else:
            pen.polygon([(left + x * scale, top + y * scale) for x, y in shape.points], fill=colour)


def _write_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    for size in TITLE_SIZES:
        font = title_font(size, BOLD)
        lines = _wrapped(title, font)
        if len(lines) <= MAX_LINES - (size > TITLE_SIZES[1]):
            break
    else:
        lines = [*lines[: MAX_LINES - 1], f"{lines[MAX_LINES - 1]}…"]
    for i, line in enumerate(lines):
        pen.text((MARGIN, HEIGHT - 295 + i * size * 1.12), line, font=font, fill=BLACK)


def _sign(pen: ImageDraw.ImageDraw, author: str) -> None:
    side, base = 36, HEIGHT - 80
    _draw_flag(pen, "C", palette_of("culture"), corner=(MARGIN, base), side=side)
    pen.text((MARGIN + side + 16, base + side / 2), wordmark(), font=title_font(32, BOLD), fill=BLACK, anchor="lm")
    pen.text((WIDTH - MARGIN, base + side / 2), author, font=title_font(28, MEDIUM), fill=SOFT, anchor="rm")


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def title_font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([weight])
    return font
