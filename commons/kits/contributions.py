"""Kits on the page of the association that shares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from commons.kits import queries
from community import contributions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from community.models import AssociationPage


def connect() -> None:
    contributions.register("kits", _("Kits"), _cards, count=_counts, card="components/kit_card.html")


def _cards(association: AssociationPage, _request: HttpRequest) -> list[dict[str, Any]]:
    from commons.kits.context.card import cards  # noqa: PLC0415 -- drawing is loaded when something is drawn

    return cards(queries.kits_of_association(association))


def _counts(associations: Iterable[int]) -> Mapping[int, int]:
    counted = queries.public_kits().filter(association__in=list(associations)).order_by()
    return dict(counted.values_list("association").annotate(Count("pk")))
