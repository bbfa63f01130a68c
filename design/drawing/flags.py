"""The 26 letter flags of the International Code of Signals, as facts, in a square of 60 units.

A flag is a tuple of shapes painted in order; the first always fills the square. A shape names the *role* of its
colour (red, yellow, blue, black, white); a palette says what each role looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["red", "yellow", "blue", "black", "white"]
Point = tuple[int, int]
UNIT = 60


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon."""

    role: Role
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc in the middle of the flag."""

    role: Role
    radius: int


Shape = Area | Disc
Flag = tuple[Shape, ...]


def rect(role: Role, x: int, y: int, w: int, h: int) -> Area:
    return Area(role, ((x, y), (x + w, y), (x + w, y + h), (x, y + h)))


def field(role: Role) -> Area:
    return rect(role, 0, 0, UNIT, UNIT)


def columns(*roles: Role) -> Flag:
    """Vertical stripes of equal width, from the hoist to the fly."""
    width = UNIT // len(roles)
    stripes = [rect(role, i * width, 0, width, UNIT) for i, role in enumerate(roles) if role != roles[0]]
    return (field(roles[0]), *stripes)


def rows(*roles: Role) -> Flag:
    """Horizontal stripes of equal height, from the top."""
    height = UNIT // len(roles)
    stripes = [rect(role, 0, i * height, UNIT, height) for i, role in enumerate(roles) if role != roles[0]]
    return (field(roles[0]), *stripes)


def checks(first: Role, second: Role, *, count: int) -> Flag:
    """A draughtboard of count × count squares whose top left one has the first role."""
    side = UNIT // count
    squares = [rect(second, x * side, y * side, side, side) for y in range(count) for x in range(count) if (x + y) % 2]
    return (field(first), *squares)


def centred(outer: Role, *inner: tuple[Role, int]) -> Flag:
    """Squares of the given sides, nested in the middle of the field."""
    return (field(outer), *(rect(role, (UNIT - side) // 2, (UNIT - side) // 2, side, side) for role, side in inner))


def cross(ground: Role, arms: Role, *, width: int = 12) -> Flag:
    start = (UNIT - width) // 2
    return (field(ground), rect(arms, start, 0, width, UNIT), rect(arms, 0, start, UNIT, width))


def saltire(ground: Role, arms: Role, *, width: int = 10) -> Flag:
    """A cross of two diagonals; width is measured along the edge of the flag."""
    near, far = width, UNIT - width
    falling = Area(arms, ((0, 0), (near, 0), (UNIT, far), (UNIT, UNIT), (far, UNIT), (0, near)))
    rising = Area(arms, ((UNIT, 0), (UNIT, near), (near, UNIT), (0, UNIT), (0, far), (far, 0)))
    return (field(ground), falling, rising)


def diagonals(first: Role, second: Role) -> Flag:
    """Stripes that rise to the right, as flag Y has them: five of each colour."""
    step = UNIT // 5
    bands = [Area(second, _band(start, start + step)) for start in range(step, 2 * UNIT, 2 * step)]
    return (field(first), *bands)


def _band(near: int, far: int) -> tuple[Point, ...]:
    """The part of the square where near ≤ x + y ≤ far."""
    if far <= UNIT:
        return ((near, 0), (far, 0), (0, far), (0, near))
    return ((UNIT, near - UNIT), (UNIT, far - UNIT), (far - UNIT, UNIT), (near - UNIT, UNIT))


FLAGS: dict[str, Flag] = {
    # The fly of A and B is a swallow tail at sea; in a square grid the field stands for it.
    "A": columns("white", "blue"),
    "B": (field("red"),),
    "C": rows("blue", "white", "red", "white", "blue"),
    "D": (field("yellow"), rect("blue", 0, 15, UNIT, 30)),
    "E": rows("blue", "red"),
    "F": (field("white"), Area("red", ((30, 0), (60, 30), (30, 60), (0, 30)))),
    "G": columns("yellow", "blue", "yellow", "blue", "yellow", "blue"),
    "H": columns("white", "red"),
    "I": (field("yellow"), Disc("black", 15)),
    "J": rows("blue", "white", "blue"),
    "K": columns("yellow", "blue"),
    "L": checks("yellow", "black", count=2),
    "M": saltire("blue", "white"),
    "N": checks("blue", "white", count=4),
    "O": (field("red"), Area("yellow", ((0, 0), (60, 60), (0, 60)))),
    "P": centred("blue", ("white", 24)),
    "Q": (field("yellow"),),
    "R": cross("red", "yellow"),
    "S": centred("white", ("blue", 24)),
    "T": columns("red", "white", "blue"),
    "U": checks("red", "white", count=2),
    "V": saltire("white", "red"),
    "W": centred("blue", ("white", 40), ("red", 20)),
    "X": cross("white", "blue"),
    "Y": diagonals("yellow", "red"),
    "Z": (
        field("yellow"),
        Area("blue", ((60, 0), (60, 60), (30, 30))),
        Area("red", ((0, 60), (60, 60), (30, 30))),
        Area("black", ((0, 0), (30, 30), (0, 60))),
    ),
}
