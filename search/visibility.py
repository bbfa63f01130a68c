"""Which pages are closed, however many restrictions there are.

Wagtail's `private_q` names every restricted branch in one query, and SQLite refuses more than 1,000 alternatives:
with that many restrictions no public page would answer. Many are therefore looked up by the database itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from search.chunks import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    """Every `public()`, `private()` and `not_public()` asks this way from now on."""
    PageQuerySet.private_q = _private_q


def _private_q(_pages: PageQuerySet[Any]) -> Q:
    paths = _outermost(PageViewRestriction.objects.values_list("page__path", flat=True))
    if len(paths) > AT_ONCE:
        # The path of a page begins with the paths of those it is under.
        start = Substr(OuterRef("path"), 1, Length("page__path"))
        return Q(Exists(PageViewRestriction.objects.alias(start=start).filter(page__path=F("start"))))
    closed = Q(pk__in=[])
    for path in paths:
        closed |= Q(path__startswith=path)
    return closed


def _outermost(paths: Iterable[str]) -> list[str]:
    """The paths that are under none of the others."""
    outermost: list[str] = []
    for path in sorted(set(paths)):
        if not outermost or not path.startswith(outermost[-1]):
            outermost.append(path)
    return outermost
