"""The badge of a licence, to put on a page or a poster: our label with its letters, not Creative Commons' logos."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw

from design.drawing.palettes import BLACK
from design.drawing.social_card import BOLD, title_font
from design.drawing.symbols import STRIKE, SYMBOLS
from legaltools.signs import signs

if TYPE_CHECKING:
    from legaltools.tool import Tool

HEIGHT, POINT = 40, 18
PAPER, SUN = "#fffdf8", "#f3b61f"
TEXT_SIZE, TEXT_LEFT = 18, 32
SIGN, GAP, END = 21, 8, 12
SHARPNESS = 3  # pixels of the PNG for each unit of the drawing
FACES = "Bricolage Grotesque, DejaVu Sans, Verdana, Arial, sans-serif"


def badge_svg(tool: Tool, language: str) -> str:
    """A label with the letters of the licence and its symbols, as a whole SVG file with a title for screen readers.

    Deterministic. The letters keep their width whatever face the reader's machine has.
    """
    shown = signs(tool, language)
    text_width, name = _text_width(tool.label), escape(f"{tool.label} : {', '.join(sign.word for sign in shown)}")
    left = TEXT_LEFT + text_width + 2 * GAP
    width = left + len(shown) * (SIGN + GAP) - GAP + END
    drawn = "".join(
        _sign(sign.symbol, struck=sign.struck, left=left + place * (SIGN + GAP)) for place, sign in enumerate(shown)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" '
        f'role="img" aria-labelledby="nom"><title id="nom">{name}</title>{_label(width)}'
        f'<text x="{TEXT_LEFT}" y="26.5" font-family="{FACES}" font-size="{TEXT_SIZE}" font-weight="700" '
        f'fill="{BLACK}" textLength="{text_width}" lengthAdjust="spacingAndGlyphs">{escape(tool.label)}</text>'
        f'<path d="M{left - GAP} 10v20" stroke="{BLACK}" stroke-opacity=".35"/>{drawn}</svg>\n'
    )


def badge_png(tool: Tool) -> bytes:
    """The same label with its letters alone, for whatever shows no SVG: a letter, a slide, an e-mail."""
    width = TEXT_LEFT + _text_width(tool.label) + END
    picture = Image.new("RGBA", (width * SHARPNESS, HEIGHT * SHARPNESS))
    pen = ImageDraw.Draw(picture)
    outline = [(x * SHARPNESS, y * SHARPNESS) for x, y in _outline(width)]
    pen.polygon(outline, fill=PAPER, outline=BLACK, width=2 * SHARPNESS)
    pen.circle((POINT * SHARPNESS, HEIGHT * SHARPNESS / 2), 5 * SHARPNESS, fill=PAPER, outline=SUN, width=2 * SHARPNESS)
    font = title_font(TEXT_SIZE * SHARPNESS, BOLD)
    pen.text((TEXT_LEFT * SHARPNESS, HEIGHT * SHARPNESS / 2), tool.label, font=font, fill=BLACK, anchor="lm")
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _text_width(text: str) -> int:
    return round(title_font(TEXT_SIZE, BOLD).getlength(text)) + 1


def _outline(width: int) -> list[tuple[float, float]]:
    """The label's five corners: two cut on the left to a point, two square on the right."""
    return [(1, HEIGHT / 2), (POINT - 4, 1), (width - 1, 1), (width - 1, HEIGHT - 1), (POINT - 4, HEIGHT - 1)]


def _label(width: int) -> str:
    corners = " ".join(f"{x:g},{y:g}" for x, y in _outline(width))
    return (
        f'<polygon points="{corners}" fill="{PAPER}" stroke="{BLACK}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{POINT}" cy="{HEIGHT // 2}" r="4" fill="none" stroke="{SUN}" stroke-width="2.5"/>'
    )


def _sign(name: str, *, struck: bool, left: int) -> str:
    return (
        f'<g transform="translate({left} {(HEIGHT - SIGN) / 2:g}) scale({SIGN / 24:g})" fill="none" stroke="{BLACK}" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{SYMBOLS[name]}{STRIKE if struck else ""}</g>'
    )
