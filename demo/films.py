"""Draw the films of the demo again: `python -m demo.films` (needs ffmpeg, to write VP9). No sound in any of them."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from demo.drawing.canvas import BUOY, INK, KELP, MINT, PAPER, SEA, SKY, SUN, TINT, WHITE, Canvas
from demo.sounds import HERE, encode

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, HEIGHT = 640, 360
PER_SECOND = 12


def tide(part: float) -> Canvas:
    """The harbour from high water to low water and back, in ten seconds."""
    canvas = Canvas(SKY, width=WIDTH, height=HEIGHT)
    level = 190 + 70 * (0.5 - 0.5 * math.cos(math.tau * part))
    canvas.oval(515, 66, 36, 36, SUN)
    canvas.poly([(0, 360), (0, 250), (180, 300), (640, 330), (640, 360)], "#d9a873")
    canvas.rect(0, level, WIDTH, HEIGHT - level, SEA)
    for rank in range(7):
        x = (rank * 110 + part * 220) % 760 - 60
        canvas.rect(x, level + 22 + 14 * (rank % 3), 46, 4, MINT, radius=2)
    lean = 6 * math.sin(math.tau * part * 4)
    with canvas.at(330, level - 4, turn=lean):
        canvas.poly([(-70, 0), (70, 0), (48, 30), (-48, 30)], BUOY)
        canvas.rect(-3, -92, 6, 92, INK)
        canvas.poly([(6, -88), (6, -12), (58, -12)], WHITE)
    canvas.rect(40, 120, 26, 200, INK)
    for mark in range(8):
        canvas.rect(40, 130 + 24 * mark, 26 if mark % 2 else 14, 4, PAPER)
    return canvas


def fold(part: float) -> Canvas:
    """A sheet folded in eight: across, across again, and once more."""
    canvas = Canvas(TINT, width=WIDTH, height=HEIGHT)
    step, within = divmod(min(part, 0.999) * 4, 1)
    width, height = ((400, 260), (200, 260), (200, 130), (100, 130))[int(step)]
    closing = 1 - 0.5 * min(1, max(0, within - 0.3) / 0.6) if step < 3 else 1
    across = int(step) % 2 == 0
    w, h = (width * closing, height) if across else (width, height * closing)
    x, y = (WIDTH - width) / 2, (HEIGHT - height) / 2
    canvas.rect(x + 8, y + 8, w, h, "#ddd5c5")
    canvas.rect(x, y, w, h, WHITE, line=INK, width=3)
    middle = x + width / 2 if across else y + height / 2
    if step < 3 and within < 0.35:
        line = [(middle, y), (middle, y + height)] if across else [(x, middle), (x + width, middle)]
        canvas.stroke(line, BUOY, width=3)
    for rank in range(4):
        canvas.oval(260 + 40 * rank, 340, 7, 7, SEA if rank <= step else "#ddd5c5")
    return canvas


def bunting(part: float) -> Canvas:
    """A rope of flags that goes up over the quay, one after the other."""
    canvas = Canvas(SKY, width=WIDTH, height=HEIGHT)
    canvas.rect(0, 290, WIDTH, 70, "#b9bfc4")
    canvas.rect(30, 70, 10, 230, INK)
    canvas.rect(600, 70, 10, 230, INK)
    colours = (BUOY, SUN, SEA, KELP, WHITE)
    shown = int(part * 14)
    canvas.stroke([(40 + 14 * n, 80 + 70 * math.sin(math.pi * n / 40)) for n in range(41)], INK, width=3)
    for rank in range(min(shown, 12)):
        x = 66 + 43 * rank
        y = 80 + 70 * math.sin(math.pi * (x + 16 - 40) / 560)
        sway = 5 * math.sin(math.tau * (part * 3 + rank / 12))
        canvas.poly([(x, y), (x + 32, y), (x + 16 + sway, y + 44)], colours[rank % 5])
    return canvas


def minute(part: float) -> Canvas:
    """A dial that empties: twelve seconds to end a turn of speech, seen from the back of the room."""
    canvas = Canvas(PAPER, width=WIDTH, height=HEIGHT)
    colour = KELP if part < 0.66 else SUN if part < 0.9 else BUOY
    canvas.oval(320, 180, 130, 130, TINT)
    turn = math.tau * (1 - part)
    rim = [(320 + 130 * math.sin(turn * n / 60), 180 - 130 * math.cos(turn * n / 60)) for n in range(61)]
    canvas.poly([(320, 180), *rim], colour)
    canvas.oval(320, 180, 60, 60, PAPER)
    return canvas


FILMS: dict[str, tuple[Callable[[float], Canvas], int]] = {
    "une-maree-en-dix-secondes.webm": (tide, 10),
    "plier-une-feuille-en-huit.webm": (fold, 8),
    "hisser-les-fanions.webm": (bunting, 7),
    "douze-secondes-pour-finir.webm": (minute, 12),
}


def write(path: Path, draw: Callable[[float], Canvas], seconds: int) -> None:
    total = seconds * PER_SECOND
    with tempfile.TemporaryDirectory() as folder:
        for number in range(total):
            draw(number / total).save(Path(folder) / f"{number:04}.png")
        frames = ["-framerate", str(PER_SECOND), "-i", f"{folder}/%04d.png"]
        encode([*frames, "-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-crf", "38", "-b:v", "0"], path)


if __name__ == "__main__":
    for name, (film, seconds) in FILMS.items():
        write(HERE / name, film, seconds)
        sys.stdout.write(f"media/{name}  {(HERE / name).stat().st_size // 1000} kB\n")
