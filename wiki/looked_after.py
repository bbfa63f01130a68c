"""Who looks after a page, who may say that it still holds, and which pages ask for a hand: decided here, once."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page

from community.models import Membership, User
from community.queries import may_contribute
from wiki.kinds import Help, all_kinds, kind_of
from wiki.models import Upkeep, Version
from wiki.public import kind_types, pages_shown
from wiki.translations import BEHIND, translations_behind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest

# Beside the keys of what authors ask for.
REVIEW, ORPHAN = "due", "orphan"
MOST_ASKING = 5_000  # pages that ask for help and are looked through for one list


def may_verify(user: Any, page: Page) -> bool:
    """Whoever may edit the page, or is a member of the association that it is of."""
    if not user.is_authenticated or not user.is_active or user.is_temporary:
        return False
    return page.permissions_for_user(user).can_edit() or _is_member(user, page)


def _is_member(user: User, page: Page) -> bool:
    kind = kind_of(page)
    if kind is None or not kind.members:
        return False
    return kind.model.objects.filter(pk=page.pk, **{f"{kind.members}__user": user}).exists()


def may_adopt(user: Any, page: Page) -> bool:
    """Whoever may write here and does not look after it yet, when nobody does or its authors look for somebody."""
    if not user.is_authenticated or not user.is_active or not may_contribute(user):
        return False
    upkeep = Upkeep.objects.filter(page_id=page.pk).first()
    if upkeep is not None and upkeep.maintainers.filter(is_active=True).exists():
        return False
    return page.owner_id != user.pk and (Help.TAKE_OVER in help_asked(page) or is_orphan(page))


def is_orphan(page: Page) -> bool:
    """Whether its author is gone, nobody took it over, and no association with members looks after it."""
    return bool(orphans(Page.objects.filter(pk=page.pk)).exists())


def orphans(pages: Any) -> Any:
    """Those of the pages that nobody looks after.

    Pages that a command brought never had an author here: nobody signed their first version. That of a page whose
    author left is signed, by nobody's account; whoever corrected it since does not look after it.
    """
    left = Exists(Version.objects.filter(page=OuterRef("pk"), number=1, user=None).exclude(signature=""))
    through: Any = Upkeep.maintainers.through
    adopted = through.objects.filter(upkeep__page=OuterRef("pk"), user__is_active=True)
    alone: Any = pages.filter(Q(owner__is_active=False) | (Q(owner=None) & left)).exclude(Exists(adopted))
    for kind in all_kinds():
        if kind.members:
            kept = kind.model.objects.filter(**{f"{kind.members}__user__is_active": True})
            alone = alone.exclude(pk__in=kept.order_by().values("pk"))
    return alone


def help_asked(page: Page) -> list[str]:
    """Keys of what its authors ask for; no query."""
    kind = kind_of(page)
    return list(kind.help.of(page)) if kind and kind.help else []


def help_choices() -> dict[str, str]:
    """Everything that authors may ask for, of whatever kind, by key."""
    return {key: str(label) for kind in all_kinds() if kind.help for key, label in kind.help.choices()}


def due() -> QuerySet[Upkeep]:
    """The rows of the pages of the wiki whose review is due today."""
    return Upkeep.objects.filter(review_on__lte=timezone.localdate(), page__content_type__in=kind_types())


def pages_in_need(need: str = "", *, request: HttpRequest | None = None) -> QuerySet[Page]:
    """Pages that this visitor may read and that ask for a hand: for one thing, or for any; those due longest first."""
    pages = pages_shown(request)
    asking = _all_asked()
    if need == REVIEW:
        found = pages.filter(pk__in=due().values("page_id"))
    elif need == ORPHAN:
        found = orphans(pages)
    elif need == BEHIND:
        found = pages.filter(_any_of(translations_behind(request=request)))
    elif need:
        found = pages.filter(pk__in=[pk for pk, keys in asking.items() if need in keys])
    else:
        alone = orphans(pages).order_by().values("pk")
        behind = _any_of(translations_behind(request=request))
        asked = Q(pk__in=list(asking))
        found = pages.filter(Q(pk__in=due().values("page_id")) | asked | Q(pk__in=alone) | behind)
    return found.order_by("upkeep__review_on", "title", "pk")


def _any_of(keys: Iterable[Any]) -> Q:
    return reduce(or_, (Q(pk__in=some) for some in keys), Q(pk__in=()))


def _all_asked() -> dict[int, list[str]]:
    """What is asked for, by the key of the page that asks; one query for each kind that can."""
    rows = (row for kind in all_kinds() if kind.help for row in kind.help.asking()[:MOST_ASKING])
    return {page: list(keys) for page, keys in rows}


def help_asked_by(pages: Iterable[int]) -> dict[int, list[str]]:
    """What these pages ask for, by key; one query for each kind that can ask."""
    rows = (row for kind in all_kinds() if kind.help for row in kind.help.asking().filter(pk__in=list(pages)))
    return {page: list(keys) for page, keys in rows}


def behind_among(pages: Iterable[int]) -> set[int]:
    """Keys of those that are translations whose original has changed since; one query for each kind."""
    keys = list(pages)
    return {pk for some in translations_behind() for pk in some.filter(pk__in=keys).values_list("pk", flat=True)}


def orphans_among(pages: Iterable[int]) -> QuerySet[Page, int]:
    """Keys of those that nobody looks after."""
    keys: QuerySet[Page, int] = orphans(Page.objects.filter(pk__in=list(pages))).values_list("pk", flat=True)
    return keys


def coordinators_of(pages: Iterable[int]) -> dict[int, set[int]]:
    """The people who coordinate the association of each page, by the key of the page; one query a kind."""
    keys = list(pages)
    found: dict[int, set[int]] = {}
    for kind in all_kinds():
        if kind.members:
            role = {f"{kind.members}__role": Membership.Role.COORDINATOR, f"{kind.members}__user__is_active": True}
            rows = kind.model.objects.filter(pk__in=keys, **role).order_by()
            for page, person in rows.values_list("pk", f"{kind.members}__user"):
                found.setdefault(page, set()).add(person)
    return found
