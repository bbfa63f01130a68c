"""Addresses below editions and events for those who coordinate and organise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from programme.views import access, closing, coordination, planning, review, times
from web.page_cache.policies import private
from wiki.pages import PAGE

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView

UUID = r"(?P<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
_own = [path("a-relire/evenement/<int:key>/", review.review_event, name="review_event")]
urlpatterns = decorate_urlpatterns(_own, private)


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no edition or event stands."""
    below: list[tuple[str, PageView, str]] = [
        (r"coordination/$", coordination.show, "coordination"),
        (r"coordination/grille/$", planning.grid, "coordination_grid"),
        (rf"coordination/deplacer/{UUID}/$", planning.move, "coordination_move"),
        (r"coordination/affluence/$", planning.heat_map, "coordination_heat"),
        (r"coordination/avertissements/$", planning.warned, "coordination_warnings"),
        (r"coordination/versions/$", planning.releases, "coordination_releases"),
        (r"coordination/bilan/$", closing.show, "coordination_closing"),
        (r"coordination/bilan/tableau/$", closing.table, "coordination_outcomes"),
        (r"coordination/bilan/fichiers/(?P<key>[0-9]{1,18})/$", closing.deposited_file, "coordination_file"),
    ]
    of_edition = [
        re_path(PAGE + rest, private(access.of_edition(view, otherwise=serve)), name=name) for rest, view, name in below
    ]
    times_of_event = private(access.of_event(times.show, otherwise=serve))
    return [*of_edition, re_path(PAGE + r"seances/$", times_of_event, name="event_times")]
