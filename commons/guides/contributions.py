"""Guides on the page of the association that published them, and what each group may do with the pool's own lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from commons.guides import queries
from community import contributions
from community.permissions import groups
from web.translated import WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from community.models import AssociationPage


REPORT = "importing.report_licences"


def connect() -> None:
    contributions.register("guides", _("Guides"), guide_cards, count=guide_counts)
    groups.grant(groups.STEWARD, REPORT)
    for model in ("theme", "tag"):
        groups.grant(groups.STEWARD, *(f"library.{action}_{model}" for action in ("add", "change", "delete", "view")))


def guide_cards(association: AssociationPage, _request: HttpRequest) -> list[dict[str, Any]]:
    from commons.guides.context.card import cards  # noqa: PLC0415 -- drawing is loaded when something is drawn

    return cards(queries.guides_of_association(association))


def guide_counts(associations: Iterable[int]) -> Mapping[int, int]:
    counted = queries.public_guides().filter(association__in=list(associations)).order_by()
    return dict(counted.values_list("association").annotate(works=Count(WORK, distinct=True)))
