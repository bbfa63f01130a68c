"""Guides on the page of the association that published them, and what each group may do with the pool's own lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commons.guides import queries
from commons.runs.context.runs import counted_words
from commons.runs.queries import told_together
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
    contributions.register_note(runs_of_its_guides)
    groups.grant(groups.STEWARD, REPORT)
    for model in ("theme", "tag"):
        groups.grant(groups.STEWARD, *(f"library.{action}_{model}" for action in ("add", "change", "delete", "view")))


def guide_cards(association: AssociationPage, _request: HttpRequest) -> list[dict[str, Any]]:
    from commons.guides.context.card import cards  # noqa: PLC0415 -- drawing is loaded when something is drawn

    return cards(queries.guides_of_association(association))


def runs_of_its_guides(association: AssociationPage) -> str:
    """How often its guides were run, all together; one query."""
    own = queries.public_guides().filter(association=association).order_by().values("pk")
    said = counted_words(told_together(own))
    return gettext("Its guides: %(said)s") % {"said": said} if said else ""


def guide_counts(associations: Iterable[int]) -> Mapping[int, int]:
    counted = queries.public_guides().filter(association__in=list(associations)).order_by()
    return dict(counted.values_list("association").annotate(works=Count(WORK, distinct=True)))
