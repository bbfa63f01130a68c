"""Stored rich text made into HTML for readers: pictures with their own credit, all texts of a guide in two queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.rich_text import ImageEmbedHandler
from wagtail.rich_text import expand_db_html

from licences.core.credit import credit_html
from look.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.models import LicensedImage

# Between texts that are expanded together; never part of a stored text.
SEAM = "<!--seam-->"
WIDTHS = (400, 800, 1200)
_SCROLLABLE = re.compile(r"<(pre|table)>")


def render_texts(texts: Iterable[str], *, language: str) -> list[SafeString]:
    """HTML of several stored texts, in the same order, with the typography of `language`."""
    together = expand_db_html(SEAM.join(texts))
    return [mark_safe(_finish(part, language)) for part in together.split(SEAM)]  # noqa: S308 -- cleaned when stored


def _finish(html: str, language: str) -> str:
    # A keyboard can only scroll what it can reach.
    reachable = _SCROLLABLE.sub(r'<\1 tabindex="0">', html)
    return typeset(reachable, language=language)


def prepare_pictures(pictures: list[LicensedImage]) -> None:
    """Fetch the renditions that exist in one query, so that drawing each picture asks for none."""
    prefetch_related_objects(pictures, "renditions")


def picture_context(picture: LicensedImage, *, alt: str | None = None, wide: bool = False) -> dict[str, Any]:
    """What components/figure.html draws: sources of several widths, the alternative text and the picture's own credit."""
    specs = [f"max-{width}x{width * 2}|format-webp" for width in WIDTHS if width <= max(picture.width, WIDTHS[0])]
    renditions = list(picture.get_renditions(*specs).values())
    largest = renditions[-1]
    return {
        "src": largest.url,
        "srcset": ", ".join(f"{rendition.url} {rendition.width}w" for rendition in _distinct(renditions)),
        "sizes": "(min-width: 60rem) 48rem, 92vw" if wide else "(min-width: 60rem) 40rem, 92vw",
        "width": largest.width,
        "height": largest.height,
        "alt": "" if picture.is_decorative else (alt or picture.description),
        "credit_html": mark_safe(picture_credit(picture)),  # noqa: S308 -- licences.core escapes what it writes
        "anchor": f"image-{picture.pk}",
    }


def _distinct(renditions: list[Any]) -> list[Any]:
    return list({rendition.width: rendition for rendition in renditions}.values())


def picture_credit(picture: LicensedImage) -> str:
    """The caption under a picture is its credit; a picture whose licence is unknown shows its title alone."""
    if not picture.licence and not picture.credits:
        return escape(picture.title)
    return credit_html(picture.as_work(), get_language() or "fr")


class LicensedImageEmbedHandler(ImageEmbedHandler):
    """A picture in a text is a figure with its credit, never a bare image."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        pictures = cls.get_many(attrs_list)
        prepare_pictures([picture for picture in pictures if picture])
        return [
            render_to_string("components/figure.html", picture_context(picture, alt=attrs.get("alt"))) if picture else ""
            for attrs, picture in zip(attrs_list, pictures, strict=True)
        ]
