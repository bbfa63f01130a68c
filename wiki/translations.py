"""How far a translation is behind its original, from the versions that were public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from web.translated import Translated
from wiki.kinds import all_kinds
from wiki.models import Upkeep, Version
from wiki.public import pages_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.models import Page

BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class State:
    """Of a translation: the version of the original that it `follows` (None: nobody knows), the `newest` one, and how
    many changes lie between, `major` and `minor`.
    """

    original: Page
    follows: int | None
    newest: int
    major: int
    minor: int

    @property
    def is_behind(self) -> bool:
        return bool(self.major or self.minor)


def state_of(page: Any, upkeep: Upkeep | None, *, request: HttpRequest | None = None) -> State | None:
    """How far a page is behind the original that this visitor may read; None of what is no translation of any.

    Three queries for a translation, none for another page.
    """
    original_id = getattr(page, "translation_of_id", None)
    original = pages_shown(request).filter(pk=original_id).first() if original_id else None
    if original is None:
        return None
    follows = upkeep.follows if upkeep else None
    since = Q(number__gt=follows if follows is not None else F("number"))
    found = Version.objects.filter(page=original.pk).aggregate(
        newest=Max("number"),
        major=Count("pk", filter=since & Q(is_minor=False)),
        minor=Count("pk", filter=since & Q(is_minor=True)),
    )
    return State(original, follows, found["newest"] or 0, found["major"], found["minor"])


def translations_behind(*, request: HttpRequest | None = None) -> list[Any]:
    """Querysets of the keys of translations whose original has changed since, one for each kind that is translated."""
    newest = Version.objects.filter(page=OuterRef("translation_of")).order_by("-number").values("number")[:1]
    originals = pages_shown(request).order_by().values("pk")
    models: list[Any] = [kind.model for kind in all_kinds() if issubclass(kind.model, Translated)]
    return [
        model.objects.filter(translation_of__in=originals)
        .annotate(newest=Subquery(newest))
        .filter(upkeep__follows__lt=F("newest"))
        .order_by()
        .values("pk")
        for model in models
    ]


def changes_behind(pages: Iterable[Any], original: int) -> dict[int, int]:
    """How many changes, but for minor ones, each of the translations of one original is behind it, by key.

    Those that are up to date, or of which nobody knows, are left out. Two queries, none without translations.
    """
    keys = [page.pk for page in pages if page.translation_of_id == original]
    rows = Upkeep.objects.filter(page__in=keys, follows__isnull=False).values_list("page_id", "follows")
    follows: dict[int, Any] = dict(rows) if keys else {}
    if not follows:
        return {}
    since = Version.objects.filter(page=original, is_minor=False, number__gt=min(follows.values()))
    numbers = list(since.values_list("number", flat=True))
    counts = {page: sum(number > followed for number in numbers) for page, followed in follows.items()}
    return {page: count for page, count in counts.items() if count}
