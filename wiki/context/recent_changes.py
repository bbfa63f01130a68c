"""Recent changes as their page and their feeds show them: the same rows, chosen by the same filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from design.addresses import address
from web.page_cache.generation import cached
from wiki.context.history import version_row, version_url
from wiki.filters import all_filters
from wiki.kinds import all_kinds, named
from wiki.models import Version
from wiki.models.signature import SOMEBODY_GONE, shown_name
from wiki.queries import public_changes
from wiki.visibility import REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from community.models import User

PER_PAGE = 25
LONGEST_VALUE = 150
LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Asked:
    """What the changes are narrowed by: {parameter: value}, and `before`, the key of the last one seen."""

    values: Mapping[str, str]
    before: int = 0

    @property
    def query(self) -> str:
        return urlencode(sorted(self.values.items()))


def asked(parameters: Mapping[str, str]) -> Asked:
    """From the parameters of an address; what is no filter, or empty, is passed over."""
    names = ["genre", "personne", *(one.name for one in all_filters())]
    values = {name: parameters.get(name, "")[:LONGEST_VALUE].replace("\x00", "") for name in names}
    before = parameters.get("avant", "")
    is_number = before.isascii() and before.isdigit() and len(before) <= LONGEST_NUMBER
    return Asked({name: value for name, value in values.items() if value}, int(before) if is_number else 0)


def changes(chosen: Asked) -> list[Version]:
    """The changes that anybody may see, narrowed as asked: one more than a page shows."""
    versions = public_changes()
    for one in all_filters():
        if value := chosen.values.get(one.name):
            versions = versions.filter(Exists(one.pages(value).filter(pk=OuterRef("page"))))
    if name := chosen.values.get("genre"):
        kind = named(name)
        of_kind = Q(page__content_type=ContentType.objects.get_for_model(kind.model)) if kind else Q(pk=None)
        versions = versions.filter(of_kind)
    if (signature := chosen.values.get("personne")) and signature != SOMEBODY_GONE:
        versions = versions.filter(signature=signature)
    return list(_after(versions, chosen.before)[: PER_PAGE + 1])


def _after(versions: QuerySet[Version], last: int) -> QuerySet[Version]:
    """From the moment of the last one that was shown on, so that no page repeats another's rows."""
    if not last:
        return versions
    at = Version.objects.filter(pk=last).values_list("at", flat=True).first()
    if at is None:
        return versions
    return versions.filter(at__lte=at).exclude(at=at, pk__gte=last)


def recent_changes(chosen: Asked, user: User | None) -> dict[str, Any]:
    """What wiki/recent_changes.html draws; `user` is None for a visitor, for whom it is the same as for any other."""
    query = f"?{chosen.query}" if chosen.values else ""
    here = reverse("recent_changes")
    if user is None and not chosen.values and not chosen.before:
        days, last = cached("recent-changes", lambda: _drawn(chosen, here))
    else:
        days, last = _days(chosen, user)
    older = {**chosen.values, "avant": last} if last else None
    return {
        "days": days,
        "filters": _filters(chosen),
        "person": shown_name(chosen.values.get("personne", "")),
        "is_narrowed": bool(chosen.values),
        "older_url": f"{here}?{urlencode(older)}" if older else "",
        "newest_url": f"{here}{query}" if chosen.before else "",
        "here": f"{here}{query}",
        "atom_url": f"{reverse('recent_changes_atom')}{query}",
        "json_url": f"{reverse('recent_changes_json')}{query}",
    }


def _days(chosen: Asked, user: User | None) -> tuple[list[dict[str, Any]], int]:
    """The changes by day, and the key of the last one when there are older ones."""
    listed = changes(chosen)
    shown = listed[:PER_PAGE]
    return _by_day(change_rows(shown, user)), shown[-1].pk if len(listed) > PER_PAGE else 0


def _drawn(chosen: Asked, here: str) -> tuple[list[dict[str, Any]], int]:
    """The latest of all, each day with its rows drawn: what most visitors ask for."""
    days, last = _days(chosen, None)
    for day in days:
        day["html"] = render_to_string("wiki/change_rows.html", {"rows": day.pop("rows"), "next": here})
    return days, last


def change_rows(versions: Iterable[Version], user: User | None) -> list[dict[str, Any]]:
    listed = list(versions)
    mine = _may_patrol(user, [version.page_id for version in listed])
    may_undo_all = bool(user and user.has_perm("wiki.undo_person"))
    return [
        _row(version) | (_for_patrol(version, may_undo_all=may_undo_all) if version.page_id in mine else {})
        for version in listed
    ]


def _row(version: Version) -> dict[str, Any]:
    url = address(version.page)
    name = version.signature
    return version_row(version, page_url=url, newest=0) | {
        "title": version.page.title,
        "page_url": url,
        "history_url": f"{url}historique/",
        "person_url": f"{reverse('recent_changes')}?{urlencode({'personne': name})}"
        if name not in ("", SOMEBODY_GONE)
        else "",
    }


def _for_patrol(version: Version, *, may_undo_all: bool) -> dict[str, Any]:
    """What somebody sees of a change, who may publish its page."""
    is_read_by_another = version.patrolled_by_id is None or version.patrolled_by_id != version.user_id
    return {
        "may_patrol": True,
        "is_patrolled": version.patrolled_at is not None,
        "patrolled_by": version.patroller if is_read_by_another else "",
        "patrol_url": reverse("patrol_change", args=[version.pk]),
        "undo_url": f"{version_url(address(version.page), version.number)}annuler/"
        if version.number > 1 and not version.is_hidden
        else "",
        "undo_all_url": reverse("undo_person", args=[version.user_id]) if may_undo_all and version.user_id else "",
    }


def _may_patrol(user: User | None, pages: list[int]) -> set[int]:
    if user is None or not user.has_perm(REVIEW):
        return set()
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    return set(allowed.filter(pk__in=pages).values_list("pk", flat=True))


def _by_day(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = []
    for row in rows:
        day = localdate(row["at"])
        if not days or days[-1]["day"] != day:
            days.append({"day": day, "rows": []})
        days[-1]["rows"].append(row)
    return days


def _filters(chosen: Asked) -> list[dict[str, Any]]:
    kinds = [(kind.name, kind.label.capitalize()) for kind in all_kinds()]
    offered = [("genre", _("Kind of page"), kinds)]
    offered += [(one.name, str(one.label), list(one.choices())) for one in all_filters()]
    return [
        {"name": name, "label": label, "choices": choices, "value": chosen.values.get(name, "")}
        for name, label, choices in offered
    ]
