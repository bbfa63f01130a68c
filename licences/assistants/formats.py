"""The forms that a credit takes, each with what it is good for."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from legaltools.credit import WRITERS, credit_html
from legaltools.metadata import write_jsonld, write_xmp

if TYPE_CHECKING:
    from legaltools.credit import Work

_WIDE = 66
_NAMED = {
    "text": (_("Plain text"), _("for a poster, a slide, a message")),
    "html": (_("HTML"), _("for a website; search engines read the licence in it")),
    "markdown": (_("Markdown"), _("for a forum, a shared pad, a code forge")),
    "wikitext": (_("Wikitext"), _("for Wikipedia and the wikis of its family")),
    "short": (_("Short"), _("for print")),
    "spoken": (_("To say aloud"), _("at the radio, at the end of a video")),
    "bibtex": (_("BibTeX"), _("for a bibliography")),
    "jsonld": (_("JSON-LD"), _("for the head of a page; search engines read it")),
    "xmp": (_("XMP"), _("for a picture, a PDF, a sound: a file of the same name beside it, ending in .xmp")),
}
_IN_A_MARK = {"text", "html", "markdown", "wikitext"}
_WORDS = {"text", "short", "spoken"}


@dataclass(frozen=True, slots=True)
class Format:
    """A text to copy. `note` says what it is good for; HTML is copied as rich text too."""

    key: str
    label: str
    note: str
    text: str
    is_code: bool
    is_html: bool

    @property
    def rows(self) -> int:
        """How tall its field stands: long lines fold."""
        return min(14, max(2, sum(1 + len(line) // _WIDE for line in self.text.splitlines())))


def credit_formats(work: Work, language: str) -> list[Format]:
    """Every form in which this credit can be written, those that say nothing left out."""
    return [named(key, text) for key, write in WRITERS.items() if (text := write(work, language))]


def named(key: str, text: str) -> Format:
    label, note = _NAMED[key]
    return Format(key, str(label), str(note), text, is_code=key not in _WORDS, is_html=key == "html")


def mark_formats(work: Work, language: str, *, badge: str) -> list[Format]:
    """The mark that tells people and machines the licence of one's own work. `badge` is the address of its picture."""
    formats = [
        named("html", _with_badge(credit_html(work, language), badge)) if one.is_html else one
        for one in credit_formats(work, language)
        if one.key in _IN_A_MARK
    ]
    return [*formats, named("jsonld", _script(write_jsonld(work, language))), named("xmp", write_xmp(work, language))]


def _script(jsonld: str) -> str:
    """As it stands in the head of a page: nothing in it may end the script before its time."""
    safe = jsonld.translate({ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"})
    return f'<script type="application/ld+json">\n{safe}\n</script>'


def _with_badge(html: str, badge: str) -> str:
    """The words say it all: the badge beside them is decoration, and has no words of its own."""
    return f'<p><img src="{escape(badge)}" alt="" height="31"> {html}</p>' if html else ""


def credit_of_box(work: Work, language: str) -> dict[str, str]:
    """The credit as components/licence_box.html takes it."""
    return {one.key: one.text for one in credit_formats(work, language) if one.key in {"text", "html", "markdown"}}
