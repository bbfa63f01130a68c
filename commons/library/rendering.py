"""Stored rich text made into HTML for readers: pictures with their own credit, all texts of a guide in two queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.images.rich_text import ImageEmbedHandler

from commons.library.credited import credited_work, prepare_credits
from commons.library.naming import is_file_name
from community.permissions.visibility import in_the_open
from community.renditions import card_specs, drawn, figure_specs
from legaltools.credit import credit_html
from markup.notes import anchored
from markup.typography import typeset
from web.languages import current_language
from web.stored_texts import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.models import LicensedImage

# Between texts that are expanded together; never part of a stored text.
SEAM = "<!--seam-->"
_PRE = re.compile(r"<pre>")
_TASK = re.compile(r"<li\b([^>]*)>(?=[☐☑] )")
_NOTE = re.compile(r'<p\b([^>]*)>(?=<a href="#renvoi-)')
_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)


def render_texts(texts: Iterable[str], *, language: str) -> list[SafeString]:
    """HTML of several stored texts, in the same order, with the typography of `language`."""
    # Each seam comes after a text, so that a draft without any has none.
    *parts, _end = expanded("".join(f"{text}{SEAM}" for text in texts)).split(SEAM)
    return [mark_safe(_finish(part, language, number)) for number, part in enumerate(parts, start=1)]  # noqa: S308 -- cleaned when stored


def _finish(html: str, language: str, number: int) -> str:
    # A keyboard can only scroll what it can reach.
    reachable = _TABLE.sub(r'<div class="table-scroll" tabindex="0">\g<0></div>', _PRE.sub('<pre tabindex="0">', html))
    headed = _NOTE.sub(
        r'<p class="footnote"\1>', _TASK.sub(r'<li class="task"\1>', reachable.replace("<th>", '<th scope="col">'))
    )
    return typeset(with_anchors(headed, scope=f"texte-{number}"), language=language)


def with_anchors(html: str, *, scope: str) -> str:
    """The footnotes of a text with their places on the page."""
    return anchored(html, scope=scope, label=_("Note %(number)s"), back=_("Note %(number)s: back to the text"))


def prepare_pictures(pictures: list[LicensedImage]) -> None:
    """Fetch the renditions that exist in one query, so that drawing each picture asks for none."""
    prefetch_related_objects(pictures, "renditions")


def picture_element(picture: LicensedImage, *, alt: str | None = None, sizes: str, lazy: bool = True) -> SafeString:
    """An img of several widths in WebP, with its dimensions, so that nothing moves while it loads.

    The original where no rendition was made yet; nothing when that is lost: the rest of the page stays readable.
    """
    words = "" if picture.is_decorative else (alt or picture.description)
    return _element(picture, figure_specs(picture), alt=words, sizes=sizes, lazy=lazy)


CARD_SIZES = "(min-width: 60rem) 22rem, (min-width: 42rem) 45vw, 92vw"


def card_element(picture: LicensedImage, *, sizes: str = CARD_SIZES) -> SafeString:
    """The picture cut to the shape of a card, decorative: the title stands beside it. Nothing when it is too small.

    `sizes`: how wide it is drawn, where that is not a card.
    """
    specs = card_specs(picture)
    return _element(picture, specs, alt="", sizes=sizes, lazy=True) if specs else SafeString()


def thumbnail_element(picture: LicensedImage) -> SafeString:
    """As `card_element`, for the side of a row."""
    specs = card_specs(picture)
    return _element(picture, specs, alt="", sizes="8rem", lazy=True) if specs else SafeString()


def _element(picture: LicensedImage, specs: Iterable[str], *, alt: str, sizes: str, lazy: bool) -> SafeString:
    renditions = drawn(picture, specs)
    if not renditions:
        return SafeString()
    largest = renditions[-1]
    widths = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
    return format_html(
        '<img src="{}"{} width="{}" height="{}" alt="{}"{}>',
        largest.url,
        # With one size there is no choice, and a width in `sizes` would enlarge it.
        format_html(' srcset="{}" sizes="{}"', widths, sizes) if len(renditions) > 1 else "",
        largest.width,
        largest.height,
        alt,
        mark_safe(' loading="lazy" decoding="async"') if lazy else "",
    )


def picture_credit(picture: LicensedImage) -> str:
    """The caption under a picture is its credit; a picture whose licence is unknown shows its title, if it has one.

    The name of its file is none: it says nothing to a reader.
    """
    if not picture.licence and not picture.credits:
        return "" if is_file_name(picture.title, picture.file.name) else escape(picture.title)
    return credit_html(credited_work(picture), current_language())


class LicensedImageEmbedHandler(ImageEmbedHandler):
    """A picture in a text is a figure with its credit, never a bare image; none that the reader may not see."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        pictures = cls.get_many(attrs_list)
        shown = in_the_open(picture for picture in pictures if picture)
        prepare_pictures(shown)
        prepare_credits(shown)
        return [
            render_to_string("components/figure.html", {"picture": _figure(picture, attrs)}) if picture in shown else ""
            for attrs, picture in zip(attrs_list, pictures, strict=True)
        ]


def _figure(picture: LicensedImage, attrs: dict[str, str]) -> dict[str, SafeString]:
    return {
        "image": picture_element(picture, alt=attrs.get("alt"), sizes="(min-width: 60rem) 40rem, 92vw"),
        "credit": mark_safe(picture_credit(picture)),  # noqa: S308 -- legaltools escapes what it writes
    }
