"""The freshness of pages as readers see it: on a page, on cards, and in the list of those that ask for a hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design.addresses import address
from web.pagination import pagination_context
from wiki import looked_after
from wiki.context.history import difference_url
from wiki.kinds import kind_of_type
from wiki.models import Upkeep
from wiki.models.signature import shown_name
from wiki.translations import BEHIND, changes_behind, state_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.http import HttpRequest
    from wagtail.models import Page

PER_PAGE = 50


def upkeep_of(page: Any) -> Upkeep | None:
    """The row of a page; asked for once for each page that is drawn, or with its body where that is drawn for all."""
    if not hasattr(page, "upkeep_drawn"):
        page.upkeep_drawn = Upkeep.objects.filter(page_id=page.pk).first()
    row: Upkeep | None = page.upkeep_drawn
    return row


def is_due(upkeep: Upkeep | None) -> bool:
    return bool(upkeep and upkeep.review_on and upkeep.review_on <= timezone.localdate())


def badges(page: Any) -> list[dict[str, str]]:
    """What wiki/badges.html draws at the head of a page, each leading to how one can help."""
    choices = looked_after.help_choices()
    helps = [choices[key] for key in looked_after.help_asked(page) if key in choices]
    url = f"{address(page)}entretien/"
    said = [{"label": _("To be read again"), "kind": "due", "url": url}] if is_due(upkeep_of(page)) else []
    if helps:
        label = _("Help wanted: %(what)s") % {"what": ", ".join(helps)}
        said.append({"label": label, "kind": "help", "url": url})
    return said


def foot(page: Any, user: Any) -> dict[str, Any]:
    """What wiki/upkeep_foot.html draws."""
    upkeep = upkeep_of(page)
    return {
        "verified_at": upkeep.verified_at if upkeep else None,
        "signature": shown_name(upkeep.signature) if upkeep else "",
        "tested_on": upkeep.tested_on if upkeep else None,
        "may_verify": user is not None and looked_after.may_verify(user, page),
        "url": f"{address(page)}entretien/",
    }


def translation(page: Any, request: HttpRequest | None) -> dict[str, Any]:
    """What wiki/translation_state.html draws; {} of what is no translation of a page that this visitor may read.

    Of a page whose body is drawn once for all, what was found then.
    """
    if hasattr(page, "translation_drawn"):
        drawn: dict[str, Any] = page.translation_drawn
        return drawn
    state = state_of(page, upkeep_of(page), request=request)
    if state is None:
        return {}
    original = address(state.original)
    return {
        **{name: getattr(state, name) for name in ("follows", "newest", "major", "minor", "is_behind")},
        "language": getattr(state.original, "language", ""),
        "original_url": original,
        "difference_url": difference_url(original, state.follows, state.newest) if state.follows else "",
        "url": f"{address(page)}entretien/",
    }


def notes_of_translations(pages: Iterable[Any], original: int) -> dict[int, str]:
    """What to say beside the links to the translations of a public page that are behind it, by key."""
    return {
        key: ngettext("%(count)d change behind", "%(count)d changes behind", count) % {"count": count}
        for key, count in changes_behind(pages, original).items()
    }


def due_pages(keys: Iterable[int]) -> set[int]:
    """Those of the pages whose review is due; one query, for the cards of a list."""
    return set(looked_after.due().filter(page__in=list(keys)).values_list("page_id", flat=True))


def upkeep_page(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What wiki/upkeep.html names."""
    user = request.user
    upkeep = upkeep_of(page)
    maintainers: list[Any] = list(upkeep.maintainers.filter(is_active=True)) if upkeep else []
    choices = looked_after.help_choices()
    return {
        **foot(page, user),
        "translation": translation(page, request),
        "is_due": is_due(upkeep),
        "review_on": upkeep.review_on if upkeep else None,
        "maintainers": [person.signature or _("somebody") for person in maintainers],
        "is_mine": user.is_authenticated and user.pk in {person.pk for person in maintainers},
        "is_orphan": looked_after.is_orphan(page),
        "may_adopt": looked_after.may_adopt(user, page),
        "help": [choices[key] for key in looked_after.help_asked(page) if key in choices],
        "tomorrow": timezone.localdate() + timedelta(days=1),
    }


def pages_in_need(need: str, request: HttpRequest) -> dict[str, Any]:
    """What wiki/pages_in_need.html names. Queries: the same for one page and for fifty."""
    choices = {looked_after.REVIEW: _("To be read again"), **looked_after.help_choices()}
    choices |= {BEHIND: _("Translation to bring up to date"), looked_after.ORPHAN: _("Nobody looks after it")}
    chosen = need if need in choices else ""
    narrowed = f"{urlencode({'besoin': chosen})}&" if chosen else ""
    found = Paginator(looked_after.pages_in_need(chosen, request=request), PER_PAGE)
    shown = found.get_page(request.GET.get("page"))
    return {
        "needs": [{"label": _("All"), "url": reverse("pages_in_need"), "is_chosen": not chosen}]
        + [{"label": label, "url": _narrowed(key), "is_chosen": key == chosen} for key, label in choices.items()],
        "rows": _rows(list(shown), choices),
        "count": found.count,
        **pagination_context(shown.number, total=found.num_pages, url_of=lambda number: f"?{narrowed}page={number}"),
    }


def _narrowed(need: str) -> str:
    return f"{reverse('pages_in_need')}?{urlencode({'besoin': need})}"


def _rows(pages: list[Page], choices: dict[str, str]) -> list[dict[str, Any]]:
    keys = [page.pk for page in pages]
    rows = {row.page_id: row for row in Upkeep.objects.filter(page__in=keys)}
    asked = looked_after.help_asked_by(keys)
    alone, behind = set(looked_after.orphans_among(keys)), looked_after.behind_among(keys)
    also = {BEHIND: behind, looked_after.ORPHAN: alone}
    return [_row(page, rows.get(page.pk), asked.get(page.pk, ()), also, choices) for page in pages]


def _row(
    page: Page,
    upkeep: Upkeep | None,
    asked: Iterable[str],
    also: Mapping[str, Collection[int]],
    choices: Mapping[str, str],
) -> dict[str, Any]:
    kind = kind_of_type(page.content_type_id)
    url = address(page)
    needs = [looked_after.REVIEW] if is_due(upkeep) else []
    needs += [key for key in asked if key in choices]
    needs += [key for key, pages in also.items() if page.pk in pages]
    return {
        "title": page.title,
        "url": url,
        "upkeep_url": f"{url}entretien/",
        "kind": kind.label if kind else "",
        "needs": [choices[key] for key in needs],
        "verified_at": upkeep.verified_at if upkeep else None,
    }
