"""What the things of a kit are about, and what else the pool has on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from licences.assistants.addresses import asking
from search.query import SearchQuery
from search.service import find
from web.page_cache.generation import ForNow, cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commons.kits.context.entries import Guides
    from commons.kits.domain.entries import Entries
    from commons.library.models import Theme

    Subjects = Mapping[str, Sequence[Theme]]

MOST_SUBJECTS = 2
# What a kit may hold in the place of something else.
_TYPES = ("guide", "media", "explainer")


def subjects_of(
    entries: Entries, guides: Guides, media: Mapping[int, Mapping[str, Any]], own: Sequence[Theme] = ()
) -> Subjects:
    """Themes by id of an entry: those of its item, else those of the kit (`own`). No query."""
    themes: dict[str, Sequence[Theme]] = {f"guide:{key}": guide.theme_list for key, guide in guides.by_key.items()}
    themes |= {f"media:{key}": medium["themes"] for key, medium in media.items()}
    return {entry.id: themes.get(entry.id) or own for entry in entries.shown}


def on_the_same_subject(themes: Iterable[Theme], families: Sequence[str]) -> list[dict[str, Any]]:
    """Searches that find something about one of these themes, under one of these families of licences.

    Each with how much it finds: one that finds nothing is not there. Counted once until something public changes.
    """
    if not families:
        return []
    listed = {theme.slug: theme for theme in themes}
    found = [(theme, _count(theme.slug, tuple(families))) for theme in list(listed.values())[:MOST_SUBJECTS]]
    return [
        {"name": theme.name, "count": count, "url": _address(theme.slug, families)} for theme, count in found if count
    ]


def _count(theme: str, families: tuple[str, ...]) -> int:
    filters = {"theme": (theme,), "licence": families, "type": _TYPES}

    def counted() -> int:
        result = find(SearchQuery(filters=filters), facets=())
        if result.is_away:
            raise ForNow(result.total)
        return result.total

    return cached(f"on-a-subject:{theme}:{','.join(families)}", counted)


def _address(theme: str, families: Sequence[str]) -> str:
    pairs = [("theme", theme), *(("licence", family) for family in families), *(("type", type_) for type_ in _TYPES)]
    return reverse("search:results") + asking(pairs)
