"""Addresses of the public history: below every page, and those of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from wiki.pages import PAGE, below_pages
from wiki.views import hiding, history, recent_changes

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView


urlpatterns = [
    path("modifications-recentes/", recent_changes.recent, name="recent_changes"),
    path("modifications-recentes/flux.atom", recent_changes.atom, name="recent_changes_atom"),
    path("modifications-recentes/flux.json", recent_changes.json_feed, name="recent_changes_json"),
    path("modifications-recentes/<int:key>/verifier/", recent_changes.patrol_change, name="patrol_change"),
    path("modifications-recentes/personne/<int:key>/", recent_changes.undo_person, name="undo_person"),
]


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    below: list[tuple[str, PageView, str]] = [
        (r"historique/$", history.page_history, "page_history"),
        (r"historique/qui-a-ecrit/$", history.page_authorship, "page_authorship"),
        (r"historique/(?P<number>[1-9]\d{0,8})/$", history.page_version, "page_version"),
        (r"historique/(?P<number>[1-9]\d{0,8})/retablir/$", history.restore_version, "restore_version"),
        (r"historique/(?P<number>[1-9]\d{0,8})/annuler/$", history.undo_version, "undo_version"),
        (r"historique/(?P<number>[1-9]\d{0,8})/masquer/$", hiding.hide, "hide_version"),
        (r"historique/(?P<number>[1-9]\d{0,8})/montrer/$", hiding.show, "show_version"),
        (r"comparer/$", history.page_comparison, "page_comparison"),
    ]
    return [re_path(PAGE + rest, below_pages(view, otherwise=serve), name=name) for rest, view, name in below]
