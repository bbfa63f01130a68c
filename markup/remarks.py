"""What a reader did with a text that its author should know: kept otherwise than it was written, or left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from markup.messages import Unreadable
from markup.messages import message as _


class Kind(Enum):
    """Why a remark is made; whoever reports it has a sentence for each."""

    COMMENT = "comment"  # left out
    CODE = "code"  # HTML that runs or styles, shown as code
    FORMULA = "formula"  # shown as code
    CONTENTS = "contents"  # a marker for a table of contents, left out
    TEMPLATE = "template"  # a template tag of a static site generator, left out
    UNUSED_NOTE = "unused note"  # a footnote that nothing refers to, shown where it stands
    MISSING_NOTE = "missing note"  # a reference without its footnote, its number shown
    OPTIONS = "options"  # the info string of a code block beyond its language, left out
    TITLE = "title"  # the tooltip of a link or a picture, left out
    REFERENCE = "reference"  # a link reference definition that nothing in the text uses, left out
    PICTURE_INSIDE = "picture inside"  # a picture embedded as a data URI, left out
    TABLE = "table"  # shown as a list


@dataclass(frozen=True, slots=True)
class Remark:
    """`line` counts from 1 in the text that was read, 0 when it is not known; `words` are those of the source.

    `more` counts the lines below it that the remark is about as well.
    """

    kind: Kind
    line: int = 0
    words: str = ""
    more: int = 0


class UnreadableText(Unreadable):
    """The text is not one that a person wrote for others to read."""


class TooDeep(UnreadableText):
    """It nests deeper than any reader could follow."""

    def __init__(self) -> None:
        super().__init__(_("The text has lists or quotations nested too deeply to be read: flatten them."))


class TooMany(UnreadableText):
    """It has more than `marks` marks or `lines` lines, more than any text that is read."""

    def __init__(self, *, marks: int, lines: int) -> None:
        sentence = _(
            "The text has more than %(marks)s marks or %(lines)s lines: make several of it.", marks=marks, lines=lines
        )
        super().__init__(sentence)
