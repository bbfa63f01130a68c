"""The body of a guide, drawn once for all its readers: for each version and language, until something it shows changes.

Cached with the stamps of all that it tells something of, read before it was drawn, and valid while they are the same:
see docs/decisions/0013-drawn-once.md. Never cached: what only some may see, drafts and previews, other numbers of
participants than the guide's own.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from wagtail.models import CollectionViewRestriction

from commons.guides.context.page import guide_context
from commons.guides.domain.stamps import EVERYWHERE, keys_of, marks, page_key
from commons.guides.models import GuidePage
from commons.guides.queries import read_by
from commons.lineage.context.relatives import lineage
from commons.runs.context.runs import drawn_beside as runs_beside
from design.release import release
from web.page_cache.generation import live
from wiki.context.upkeep import translation, upkeep_of

if TYPE_CHECKING:
    from django.core.cache.backends.base import BaseCache
    from django.http import HttpRequest

    from wiki.models import Upkeep

logger = logging.getLogger(__name__)

# Stands twice in the body, where the page puts what depends on its reader and on the day; never part of a stored text.
SEAM = SafeString("<!--reader-->")
# Should a change ever pass without a signal, as an UPDATE in a shell does, it shows after so long.
LONGEST_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Body:
    """What templates/guides/guide_page.html shows inside itself, and `alternates` for the foot of the page."""

    head: SafeString
    opening: SafeString
    rest: SafeString
    ending: SafeString
    alternates: list[dict[str, str]]
    participants: int | None
    page_url: str
    # What the page says around its body, which depends on the day: see `wiki.context.upkeep`.
    upkeep: Upkeep | None
    translation: dict[str, Any]
    # See `commons.lineage.context.relatives`.
    lineage: dict[str, Any]
    # See `commons.runs.context.runs`.
    runs: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CachedBody:
    """`identity` tells the guide from another that a restored database gave its key to; `for_all`: nothing was left out
    of it that a person who is logged in might see.
    """

    release: str
    identity: tuple[Any, ...]
    keys: frozenset[str]
    marks: dict[str, str]
    for_all: bool
    body: Body


def bodies() -> BaseCache:
    return caches["drawn"]


def body_for(guide: GuidePage, request: HttpRequest, *, participants: int | None) -> Body:
    """As this visitor may see it: the cached one where that is the same for everybody, else drawn for them."""
    if participants is None and _may_be_cached(guide, request):
        entry = _cached(guide) or draw(guide.pk)
        if entry is not None and (entry.for_all or _is_nobody(request)):
            return entry.body
    with read_by(request):
        return _drawn(guide, participants=participants)


def _may_be_cached(guide: GuidePage, request: HttpRequest) -> bool:
    """Not in a preview, and not amid a change that is not committed yet."""
    is_preview = getattr(request, "is_preview", False)
    return bool(guide.live and guide.pk) and not (is_preview or connection.run_on_commit or settings.DEBUG)


def _is_nobody(request: HttpRequest) -> bool:
    """Somebody who never logged in here nor typed a password."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def _cached(guide: GuidePage) -> CachedBody | None:
    entry: CachedBody | None = bodies().get(_cache_key(guide.pk))
    if entry is None or (entry.release, entry.identity) != (release(), _identity(guide)):
        return None
    return entry if marks(entry.keys) == entry.marks else None


def _identity(guide: GuidePage) -> tuple[Any, ...]:
    return guide.translation_key, guide.last_published_at


def draw(pk: int) -> CachedBody | None:
    """Draw the body in the language of the moment, for anybody, and cache it; None for what nobody may read.

    The stamps are read before anything they stand for. A body whose guide's own stamp changes meanwhile is not cached.
    """
    with live():
        own = (page_key(pk), EVERYWHERE)
        before = marks(own)
        guide = GuidePage.objects.live().filter(pk=pk).first()
        if guide is None:
            return None
        keys = frozenset(keys_of(guide))
        stamps = marks(keys)
        for_all = not CollectionViewRestriction.objects.exists()
        body = _drawn(guide, participants=None)
        entry = CachedBody(release(), _identity(guide), keys, stamps, for_all, body)
        if all(stamps.get(key) == before.get(key) for key in own):
            bodies().set(_cache_key(pk), entry, LONGEST_SECONDS)
        return entry


def draw_quietly(pk: int) -> None:
    """Draw the body in every language, before anybody reads; what fails is logged."""
    for language, _name in settings.LANGUAGES:
        try:
            with override(language):
                draw(pk)
        except Exception:
            logger.exception("The body of page %s could not be drawn ahead.", pk)


def is_drawn(guide: GuidePage) -> bool:
    """Whether the body of the moment's language is cached and up to date."""
    return _cached(guide) is not None


def _cache_key(pk: int) -> str:
    return f"guide-body:{pk}:{get_language()}"


def _drawn(guide: GuidePage, *, participants: int | None) -> Body:
    context: dict[str, Any] = guide_context(guide, participants=participants)
    body = render_to_string("guides/guide_body.html", {**context, "seam": SEAM})
    opening, rest, ending = body.split(SEAM)
    return Body(
        head=SafeString(render_to_string("guides/guide_head.html", context)),
        opening=SafeString(opening),
        rest=SafeString(rest),
        ending=SafeString(ending),
        alternates=context["alternates"],
        participants=context["participants"],
        page_url=context["page_url"],
        upkeep=upkeep_of(guide),
        translation=translation(guide, None),
        lineage=lineage(guide),
        runs=runs_beside(guide),
    )
