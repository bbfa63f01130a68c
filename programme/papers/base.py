"""What a paper of the programme is: a small declared class. Its address, its links and its limits come with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from programme.exports.base import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.functional import _StrPromise

    from exporting.pdf.papers import Paper
    from legaltools.credit import Work
    from programme.context.values import Event, Occasion, Programme

HERE = Path(__file__).parent
# Dates in one paper: three times those of the largest festival known. Beyond, it is a part of it that is asked for.
MOST_OCCASIONS = 1500
EDITION, EVENT = Scope.EDITION, Scope.EVENT


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that anybody may see; `alt` is empty where nobody described it."""

    file: Path
    alt: str
    is_decorative: bool
    work: Work


@dataclass(frozen=True, slots=True)
class Rights:
    """`work` is what the credit of the whole is written from; pictures by their key, public ones alone."""

    work: Work | None = None
    pictures: Mapping[int, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What goes onto a paper: `occasions` in the order of time, of `event` alone where it is an event's.

    `narrowed` are the words of the filters, none for the whole programme. `today` is that of the edition.
    """

    programme: Programme
    occasions: tuple[Occasion, ...]
    today: date
    format: str = ""
    narrowed: tuple[str, ...] = ()
    rights: Rights = field(default_factory=Rights)
    event: Event | None = None


class Printed:
    """`identifier` names it in programs, `filename` is what its address ends on, below a page of its scope.

    `label` and `text` are the words of its link; `formats` the values of `?format=` with their words, the first where
    nothing is asked for. `hint` is what follows the question mark of its link.
    """

    identifier: ClassVar[str]
    filename: ClassVar[str]
    scope: ClassVar[Scope] = EDITION
    label: ClassVar[str | _StrPromise]
    text: ClassVar[str | _StrPromise]
    formats: ClassVar[Mapping[str, str | _StrPromise]] = {"a4": "A4"}
    shows_pictures: ClassVar[bool] = False

    def name_of(self, form: str) -> str:
        """“programme.pdf”, “programme-pages.pdf”: what a file of this format is called."""
        stem = self.filename.removesuffix(".pdf")
        return f"{stem}.pdf" if form == next(iter(self.formats)) else f"{stem}-{form}.pdf"

    def paper(self, asked: Asked) -> Paper:
        """Template and data; words in the language of the moment. No query.

        >>> Printed().paper(None)
        Traceback (most recent call last):
        NotImplementedError
        """
        raise NotImplementedError
