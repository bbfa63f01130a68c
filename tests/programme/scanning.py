"""A code on a page, as a telephone finds it: by its three corners, in the page as it is drawn.

No program here reads codes; what is drawn is compared, module by module, with the code of an address.
"""

from __future__ import annotations

import io
import subprocess
from collections import defaultdict
from itertools import groupby

import segno
from PIL import Image

DOTS = 300  # an inch
QUIET = 4  # modules of white around a code (ISO/IEC 18004)
CORNER = 7  # modules from one side of a corner to the other: black 1, white 1, black 3, white 1, black 1


def page_of(content, number=1):
    """A page of a PDF as black and white dots, drawn by poppler."""
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-f", str(number), "-l", str(number), "-"]
    drawn = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn)).convert("L").point(lambda grey: 255 if grey > 127 else 0)


def modules_on(page):
    """The rows of the code on a page, True for black; it has one, with white around it. AssertionError elsewise."""
    (left, top), (right, _top), (_left, bottom) = _corners(page)
    size = (right - left + bottom - top) / 2
    # Between the middles of two corners there are as many modules as a side has, less seven; a side has 21, 25, 29…
    module = _module(page, left, top)
    count = round(size / module) + CORNER
    assert (count - 21) % 4 == 0
    step = size / (count - CORNER)
    first = left - step * (CORNER // 2), top - step * (CORNER // 2)

    def is_black(column, row):
        return page.getpixel((round(first[0] + step * column), round(first[1] + step * row))) == 0

    around = [
        (column, row)
        for column in range(-QUIET, count + QUIET)
        for row in range(-QUIET, count + QUIET)
        if not (0 <= column < count and 0 <= row < count)
    ]
    assert [one for one in around if is_black(*one)] == []
    return [[is_black(column, row) for column in range(count)] for row in range(count)]


def modules_of(address):
    """The rows of the code of an address, at the level of correction that papers use."""
    return [[bool(one) for one in row] for row in segno.make(address, error="m").matrix]


def _corners(page):
    """The middles of the three corners, from the one above on the left."""
    found = defaultdict(list)
    for row in range(0, page.height, 2):
        for column, width in _middles(page.crop((0, row, page.width, row + 1)).tobytes()):
            if any(abs(row - middle) < width for middle, _width in _middles(_column(page, column))):
                found[round(column / width), round(row / width)].append((column, row))
    groups = []
    for points in found.values():
        middle = sum(one[0] for one in points) / len(points), sum(one[1] for one in points) / len(points)
        near = next((one for one in groups if abs(one[0] - middle[0]) + abs(one[1] - middle[1]) < DOTS / 10), None)
        if near is None:
            groups.append([*middle, points])
        else:
            near[2] += points
    middles = [(sum(x for x, _y in one[2]) / len(one[2]), sum(y for _x, y in one[2]) / len(one[2])) for one in groups]
    assert len(middles) == 3, middles
    first = min(middles, key=sum)
    right = max(middles, key=lambda one: one[0] - one[1])
    bottom = max(middles, key=lambda one: one[1] - one[0])
    return first, right, bottom


def _column(page, column):
    return page.crop((round(column), 0, round(column) + 1, page.height)).tobytes()


def _middles(line):
    """Where a line of dots goes through the middle of a corner: black, white, black, white, black as 1, 1, 3, 1, 1."""
    runs, at = [], 0
    for dot, ones in groupby(line):
        length = len(list(ones))
        runs.append((dot, at, length))
        at += length
    for five in zip(runs, runs[1:], runs[2:], runs[3:], runs[4:], strict=False):
        module = sum(length for _dot, _at, length in five) / CORNER
        wanted = (1, 1, 3, 1, 1)
        fits = all(
            abs(length - module * one) < module / 2 for (_dot, _at, length), one in zip(five, wanted, strict=True)
        )
        if five[0][0] == 0 and module >= 2 and fits:
            yield five[2][1] + five[2][2] / 2, module


def _module(page, left, top):
    line = page.crop((0, round(top), page.width, round(top) + 1)).tobytes()
    return min(_middles(line), key=lambda found: abs(found[0] - left))[1]
