"""Draw the pictures of the demo again: `python -m demo.pictures [WORD…]`.

Same code, same fonts, same pictures; a word keeps only the files whose path contains it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from demo.drawing import indoors, logos, outdoors, rooms, worksheets
from demo.drawing.register import SCENES

HERE = Path(__file__).parent
LARGEST = 60_000
MODULES = (outdoors, indoors, rooms, worksheets, logos)


def draw(words: list[str]) -> list[Path]:
    """The files drawn. Fewer colours are tried until a picture is light enough."""
    chosen = [path for path in SCENES if not words or any(word in path for word in words)]
    for path in chosen:
        canvas = SCENES[path]()
        for colours in (256, 192, 128, 64):
            canvas.save(HERE / path, colours=colours)
            if (HERE / path).stat().st_size <= LARGEST:
                break
    return [HERE / path for path in chosen]


if __name__ == "__main__":
    for drawn in draw(sys.argv[1:]):
        sys.stdout.write(f"{drawn.relative_to(HERE)}  {drawn.stat().st_size // 1000} kB\n")
