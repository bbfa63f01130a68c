"""oEmbed (https://oembed.com): what another site shows when somebody pastes an address of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from commons.library.context.item import embed_code, frame_size, full_url
from commons.library.enums import MediaKind
from commons.library.items import MediaProvider
from commons.library.queries import public_media, with_files
from commons.library.site_address import root_url
from community.renditions import drawn, figure_specs
from legaltools.credit import credit_text
from licences import public_items
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.library.models import MediaItem
    from licences.public_items import PublicItem

NOT_FOUND, NOT_ASKED = 404, 400
NO_ADDRESS = "Give the address of a page as “url”."
NOTHING_THERE = "No public item has this address."
LOST = "The file of this picture is lost."
LONGEST_SIDE = 10_000  # pixels


class NotEmbedded(Exception):
    """The sentence is for whoever wrote the program that asks."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def oembed_of(asked: Mapping[str, str]) -> dict[str, Any]:
    """The answer to `url`, `maxwidth` and `maxheight`. Raises NotEmbedded, with its status.

    A picture is a `photo`, other media a frame (`rich`, `video`), a guide a `link` with its licence.
    """
    url = asked.get("url", "")
    if not url:
        raise NotEmbedded(NO_ADDRESS, NOT_ASKED)
    public = public_items.at(url.partition("#")[0].partition("?")[0])
    if public is None:
        raise NotEmbedded(NOTHING_THERE, NOT_FOUND)
    most = _side(asked.get("maxwidth", "")), _side(asked.get("maxheight", ""))
    item = _media(public)
    return _common(public) | (_of_media(item, most) if item else {"type": "link"})


def _media(public: PublicItem) -> MediaItem | None:
    type_, _colon, pk = public.id.partition(":")
    return with_files(public_media().filter(pk=pk)).first() if type_ == MediaProvider.type else None


def _side(text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= 9  # noqa: PLR2004
    return min(int(text), LONGEST_SIDE) if digits and int(text) else LONGEST_SIDE


def _common(public: PublicItem) -> dict[str, Any]:
    work = public.work
    first = next(iter(work.authors), None)
    known = {
        "version": "1.0",
        "title": public.title,
        "author_name": ", ".join(author.name for author in work.authors),
        "author_url": first.url if first and len(work.authors) == 1 else "",
        "provider_name": settings.SITE_NAME,
        "provider_url": root_url(),
        "license": work.licence.label if work.licence else "",
        "license_url": work.licence.url if work.licence else "",
        "attribution": credit_text(work, current_language()),
    }
    return {name: value for name, value in known.items() if value}


def _of_media(item: MediaItem, most: tuple[int, int]) -> dict[str, Any]:
    if item.image is not None:
        return {"type": "photo", "web_page": full_url(item), **_photo(item, most)}
    size = frame_size(item, most)
    kind = "video" if item.kind == MediaKind.VIDEO else "rich"
    return {"type": kind, "html": embed_code(item, size), "width": size[0], "height": size[1]}


def _photo(item: MediaItem, most: tuple[int, int]) -> dict[str, Any]:
    """The largest file of the picture that fits, else the smallest there is, to be shown smaller."""
    files = drawn(item.image, figure_specs(item.image))
    fitting = [file for file in files if file.width <= most[0] and file.height <= most[1]]
    chosen = (fitting or files[:1])[-1] if files else None
    if chosen is None:
        raise NotEmbedded(LOST, NOT_FOUND)
    url = chosen.url if "://" in chosen.url else f"{root_url()}{chosen.url}"
    scale = min(1, most[0] / chosen.width, most[1] / chosen.height)
    return {"url": url, "width": max(1, int(chosen.width * scale)), "height": max(1, int(chosen.height * scale))}
