"""Guides on the page of the association that published them, and what each group may do with the pool's own lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commons.guides import queries
from commons.runs.context.runs import noted_together
from community import contributions
from community.permissions import groups
from web.translated import WORK
from wiki.context import my_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from commons.runs.queries import Told
    from community.models import AssociationPage, User
    from design.maps.noted import MapNote


REPORT = "importing.report_licences"


def connect() -> None:
    contributions.register("guides", _("Guides"), guide_cards, count=guide_counts)
    contributions.register_note(runs_of_its_guides)
    my_pages.register_summary(runs_of_own_guides)
    groups.grant(groups.STEWARD, REPORT)
    for model in ("theme", "tag"):
        groups.grant(groups.STEWARD, *(f"library.{action}_{model}" for action in ("add", "change", "delete", "view")))


def guide_cards(association: AssociationPage, _request: HttpRequest) -> list[dict[str, Any]]:
    from commons.guides.context.card import cards  # noqa: PLC0415 -- drawing is loaded when something is drawn

    return cards(queries.guides_of_association(association))


def runs_of_its_guides(association: AssociationPage) -> MapNote | None:
    """How often and where its public guides were run, all together; three queries at most."""
    own = queries.public_guides().filter(association=association).order_by().values("pk")
    return noted_together(own, title=gettext("Where its guides were run"), words=_of_its_guides)


def runs_of_own_guides(user: User) -> MapNote | None:
    """The same of the public guides that a person began."""
    own = queries.public_guides().filter(owner=user).order_by().values("pk")
    return noted_together(own, title=gettext("Where your guides were run"), words=_of_your_guides)


def _of_its_guides(told: Told) -> str:
    if told.runs == 1:
        return gettext("One of its guides was run once, on %(day)s.") % {"day": _day(told)}
    sentence = ngettext(
        "Its guides were run %(times)d times in %(count)d place, the last time on %(day)s.",
        "Its guides were run %(times)d times in %(count)d places, the last time on %(day)s.",
        told.places,
    )
    return sentence % {"times": told.runs, "count": told.places, "day": _day(told)}


def _of_your_guides(told: Told) -> str:
    if told.runs == 1:
        return gettext("One of your guides was run once, on %(day)s.") % {"day": _day(told)}
    sentence = ngettext(
        "Your guides were run %(times)d times in %(count)d place, the last time on %(day)s.",
        "Your guides were run %(times)d times in %(count)d places, the last time on %(day)s.",
        told.places,
    )
    return sentence % {"times": told.runs, "count": told.places, "day": _day(told)}


def _day(told: Told) -> str:
    return date_format(told.last, "DATE_FORMAT") if told.last else ""


def guide_counts(associations: Iterable[int]) -> Mapping[int, int]:
    counted = queries.public_guides().filter(association__in=list(associations)).order_by()
    return dict(counted.values_list("association").annotate(works=Count(WORK, distinct=True)))
