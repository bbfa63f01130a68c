"""What a field of a page is, as far as merging goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shape(Enum):
    ATOM = "atom"
    """Any JSON taken whole: a line, a number, a choice, the key of another row."""
    TEXT = "text"
    """A str of several lines, merged line by line; None is an empty one."""
    RICH = "rich"
    """Stored HTML, merged by blocks: never cut inside a paragraph or a table, in lists between items."""
    ITEMS = "items"
    """A list of any JSON whose order counts: lines, credits, files of a step."""
    VALUES = "values"
    """A list of str or of int without order or repetition: themes, tags."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping of names, each with a shape of its own; one without is an atom."""

    of: Mapping[str, AnyShape]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of {"id": str, "type": str, "value": JSON}, matched by id; `types` has the shape of each type's value."""

    types: Mapping[str, AnyShape]


AnyShape = Shape | Fields | Rows
