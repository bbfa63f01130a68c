"""Guides to browse: each with its own picture, counted in queries that do not grow with their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.images import get_image_model

from commons.guides.enums import Difficulty, HelpWanted
from commons.guides.queries import in_the_open, other_versions
from commons.guides.references import first_picture_id
from commons.library.rendering import card_element, prepare_pictures
from design.addresses import address
from legaltools.credit import credit_short
from web.languages import current_language
from wiki.context.upkeep import due_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.guides.models import GuidePage
    from commons.library.models import LicensedImage


def cards(guides: Iterable[GuidePage]) -> list[dict[str, Any]]:
    """What components/guide_card.html and result rows show; six queries besides, however many there are."""
    rows = list(guides)
    pictures, others = _pictures(rows), other_versions(rows)
    due = due_pages(guide.pk for guide in rows) if rows else set()
    return [
        card(guide, picture=pictures.get(first_picture_id(guide) or 0))
        | {"versions": [_version(other) for other in others.get(guide.pk, ())], "is_due": guide.pk in due}
        for guide in rows
    ]


def _version(guide: GuidePage) -> dict[str, str]:
    return {"title": guide.title, "language": guide.language, "url": address(guide)}


def card(guide: GuidePage, *, picture: LicensedImage | None = None) -> dict[str, Any]:
    image = card_element(picture) if picture else ""
    return {
        "title": guide.title,
        "language": guide.language,
        "url": address(guide),
        "theme": guide.theme,
        "minutes": guide.minutes,
        "group_min": guide.group_min,
        "group_max": guide.group_max,
        "level": str(Difficulty(guide.difficulty).label) if guide.difficulty else "",
        "association": guide.sharer.title if guide.sharer else "",
        "licence": guide.legal_tool,
        "help_wanted": [str(HelpWanted(key).label) for key in guide.help_wanted if key in HelpWanted.values],
        "image": image,
        "image_credit": picture_credit_in_short(picture) if image and picture else "",
    }


def picture_credit_in_short(picture: LicensedImage) -> str:
    """Who made it and under which licence; its title is told where it stands whole."""
    names = ", ".join(row["name"] for row in picture.credits)
    label = picture.legal_tool.label if picture.legal_tool else ""
    return ", ".join(part for part in (names, label) if part) or credit_short(picture.as_work(), current_language())


def _pictures(guides: list[GuidePage]) -> Mapping[int, LicensedImage]:
    pks = {pk for guide in guides if (pk := first_picture_id(guide))}
    shown = in_the_open(get_image_model().objects.in_bulk(pks).values()) if pks else []
    prepare_pictures(shown)
    return {picture.pk: picture for picture in shown}
