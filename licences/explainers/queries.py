"""Which explainers the public sees, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from web.translated import of_works

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wagtail.query import PageQuerySet

# The versions of one page by language: a page and its translations.
Family = dict[str, ExplainerPage]


def public_explainers() -> PageQuerySet[ExplainerPage]:
    """Explainers that anybody may read: live, and under no restricted page."""
    return ExplainerPage.objects.live().public()


def public_index() -> ExplainerIndexPage | None:
    return ExplainerIndexPage.objects.live().public().first()


def explainers_about(key: str, *, language: str) -> list[ExplainerPage]:
    """Explainers of a licence (a key of the catalogue), in `language` where they exist in it; one query."""
    families_of_it = families(public_explainers().filter(explained__licence=key))
    return [in_language(family, language) for family in families_of_it.values()]


def families(pages: Iterable[ExplainerPage]) -> Mapping[int, Family]:
    """Pages with their translations, by the key of the original, in the order of the list."""
    by_work: dict[int, Family] = {}
    for page in sorted(pages, key=lambda page: (page.position, page.title)):
        by_work.setdefault(page.work_id, {}).setdefault(page.language, page)
    return by_work


def in_language(family: Family, language: str) -> ExplainerPage:
    """The version in that language, else the first there is, which is French for all that we ship."""
    return family.get(language) or family.get("fr") or next(iter(family.values()))


def steps_of_path(index: ExplainerIndexPage) -> list[tuple[int, Family]]:
    """The steps that the public may read, in order, each with its key and versions; one query and its restrictions."""
    ids = index.step_ids
    pages = of_works(public_explainers(), ids) if ids else []
    by_work = families(pages)
    return [(pk, by_work[pk]) for pk in dict.fromkeys(ids) if pk in by_work]
