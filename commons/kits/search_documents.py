"""How a kit becomes something that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from commons.guides.enums import Internet
from commons.guides.queries import public_guides
from commons.guides.search_wishes import groups_of
from commons.kits.domain.entries import read_entries
from commons.kits.domain.totals import times_of
from commons.kits.initials import initials_of
from commons.kits.items import TYPE
from commons.kits.queries import public_kits
from search import registry
from search.documents import SearchDocument
from search.page_source import PageSource
from search.understanding import hints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commons.guides.models import GuidePage
    from commons.kits.domain.entries import Entries
    from commons.kits.models import KitPage


def as_document(kit: KitPage) -> SearchDocument:
    """Found by what it holds too, and narrowed by duration, theme and association as guides are."""
    entries = read_entries(kit.entries.raw_data)
    guides = list(public_guides().filter(pk__in=[pk for _entry, pk in entries.of_type("guide")]))
    sharer = kit.sharer
    return SearchDocument(
        type=TYPE,
        pk=str(kit.pk),
        title=kit.title,
        url=kit.url or "",
        summary=kit.one_sentence,
        body="\n".join(_words(kit, entries)),
        language=kit.language,
        licence=kit.licence,
        facets={
            "theme": tuple(theme.slug for theme in kit.themes.all()),
            "audience": tuple(dict.fromkeys(key for guide in guides for key in guide.audience)),
            "association": (sharer.slug,) if sharer else (),
            "internet": internet_of(guides),
            "group": groups_of_all(guides),
        },
        minutes=times_of(guide.minutes for guide in guides).minutes or None,
        cover=kit.theme,
        published_at=kit.first_published_at,
        extra={
            "count": len(entries.shown),
            "letters": initials_of(entries),
            "association": sharer.title if sharer else "",
        },
    )


def internet_of(guides: Sequence[GuidePage]) -> tuple[str, ...]:
    """What the most demanding of its guides needs; unknown where one of them does not say."""
    needs = [guide.internet for guide in guides]
    demands = (Internet.NEEDED, Internet.USEFUL, Internet.NONE)
    return next(((str(need),) for need in demands if need in needs), ()) if needs and all(needs) else ()


def groups_of_all(guides: Sequence[GuidePage]) -> tuple[str, ...]:
    """The sizes of group that every one of its guides suits."""
    suited = [groups_of(guide.group_min, guide.group_max) for guide in guides]
    return tuple(size for size in suited[0] if all(size in sizes for sizes in suited)) if suited else ()


def _words(kit: KitPage, entries: Entries) -> Iterator[str]:
    yield kit.presentation
    for entry in entries.shown:
        yield entry.title
        yield entry.why
        yield from (author.name for author in entry.work.authors)
    yield from (row["name"] for row in kit.credits)


def _loaded(kits: Any) -> Any:
    return kits.prefetch_related("association", "themes")


SOURCE = PageSource(
    TYPE,
    label=_("Kits"),
    label_one=_("Kit"),
    public=public_kits,
    as_document=as_document,
    loaded=_loaded,
    result_template="kits/search_facts.html",
)
CALLED = ("kit", "kits", "mallette", "mallettes", "malle", "malles", "toolkit")
# What a kit is made of, for who does not call it one.
SEVERAL_WORKSHOPS = (
    "série d'ateliers", "suite d'ateliers", "cycle d'ateliers", "parcours d'ateliers", "plusieurs ateliers",
    "enchaîner des ateliers", "ateliers à enchaîner", "ateliers qui s'enchaînent", "ateliers à la suite",
    "series of workshops", "several workshops", "sequence of workshops", "workshops in a row", "workshop pack",
)  # fmt: skip


def register() -> None:
    registry.register(SOURCE)
    hints.register((*CALLED, *SEVERAL_WORKSHOPS), "type", TYPE)
