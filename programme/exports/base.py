"""A file that the programme leaves as: one small class, declared and registered once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from programme.context.selections import Selection


class Scope(StrEnum):
    """Below which pages an export stands."""

    EDITION = "edition"
    EVENT = "event"
    EVERYTHING = "everything"
    PLACE = "place"
    ASSOCIATION = "association"
    THEME = "theme"


class Export:
    """`identifier` names it in programs, `filename` is what its address ends on, below that of a page of `scopes`.

    `label` and `text` are the words of its link, `frozen_text` those of an archive where they differ; without a label
    nothing links to it. `is_calendar`: programs subscribe
    to it (webcal://). Its words are in the language of the site: a program that asks twice gets the same bytes.
    """

    identifier: ClassVar[str]
    filename: ClassVar[str]
    content_type: ClassVar[str]
    scopes: ClassVar[frozenset[Scope]]
    label: ClassVar[str | _StrPromise] = ""
    text: ClassVar[str | _StrPromise] = ""
    frozen_text: ClassVar[str | _StrPromise] = ""
    open_to_other_sites: ClassVar[bool] = True
    is_calendar: ClassVar[bool] = False
    # Shown rather than saved, such as what browsers read as text.
    is_saved: ClassVar[bool] = False

    def write(self, selection: Selection, *, here: str) -> bytes:
        """The whole file; `here` is its full address. The same bytes for the same selection.

        >>> Export().write(None, here="")
        Traceback (most recent call last):
        NotImplementedError
        """
        raise NotImplementedError

    def bytes_of(self, selection: Selection, *, here: str) -> bytes:
        """As `write`, in the language of the site."""
        with translation.override(settings.LANGUAGE_CODE):
            return self.write(selection, here=here)

    def name_for(self, selection: Selection) -> str:
        """The name under which it is saved: “brest_communs_2027-programme.ics”."""
        before = selection.acronym or selection.key[:24].rstrip("-")
        return f"{before}-{self.filename}"
