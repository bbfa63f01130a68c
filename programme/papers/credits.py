"""Whose words and pictures a paper holds, under which licence; and the pictures as its template takes them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.library.credited import credited_work, prepare_credits
from commons.library.models import LicensedImage
from community.permissions.visibility import in_the_open
from exporting.pdf.content import licence_label
from exporting.pdf.figures import credit_on_paper
from exporting.pdf.glyphs import drawable
from legaltools import catalogue
from programme.papers.base import Picture, Rights
from programme.papers.entries import french, titled
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licences.models import PublishedUnderLicence
    from programme.context.values import Event
    from programme.papers.base import Asked

# Of one licence; beyond, they are counted.
MOST_NAMED = 40


def rights_of(page: PublishedUnderLicence, events: Iterable[Event], *, with_pictures: bool) -> Rights:
    """Of a page and of the pictures of events; a query for the pictures, those of their credits besides."""
    keys = {one.image for one in events if one.image} if with_pictures else set()
    if not keys:
        return Rights(page.as_work())
    rows = in_the_open(LicensedImage.objects.filter(pk__in=keys).order_by("pk"))
    prepare_credits(rows)
    return Rights(page.as_work(), {row.pk: _picture(row) for row in rows})


def _picture(row: LicensedImage) -> Picture:
    return Picture(Path(row.file.path), row.default_alt_text, row.is_decorative, credited_work(row))


def figure(key: str, picture: Picture) -> dict[str, Any]:
    """A picture with its words and its credit; a tagged PDF may hold none without words, unless it is decoration."""
    language = current_language()
    return {
        "key": key,
        "alt": drawable(picture.alt).strip() or drawable(picture.work.title).strip() or _("Picture"),
        "decorative": picture.is_decorative and not picture.alt,
        "credit": credit_on_paper(picture.work, language),
    }


def credits_of(asked: Asked, pictures: Iterable[Picture]) -> dict[str, Any]:
    """The licence of the whole and its credit, texts under others, and the credit of each picture."""
    language, work = current_language(), asked.rights.work
    tool = work.licence if work else catalogue.by_key().get(asked.programme.licence)
    return {
        "licence": licence_label(tool, language) if tool else None,
        "credit": credit_on_paper(work, language) if work else [],
        "texts": _("Of the texts, their authors are named on the page of each event.") if asked.occasions else "",
        "others": list(_others(asked)),
        "pictures": [credit_on_paper(one.work, language) for one in pictures],
    }


def _others(asked: Asked) -> Iterable[str]:
    """Events whose texts are under another licence than the whole, or under none that is known."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for one in asked.occasions:
        if one.event.licence != asked.programme.licence:
            found[one.event.licence][one.event.key] = titled(one.event)
    for key, titles in sorted(found.items()):
        tool = catalogue.by_key().get(key)
        named = ", ".join(french(_("“%(title)s”")) % {"title": title} for title in list(titles.values())[:MOST_NAMED])
        more = len(titles) - MOST_NAMED
        if more > 0:
            named = _("%(titles)s and %(count)d others") % {"titles": named, "count": more}
        said = _("Texts under %(licence)s: %(titles)s.") if tool else _("Texts whose licence is not said: %(titles)s.")
        yield french(said % {"licence": tool.label if tool else "", "titles": named})
