"""What the menu of the administration offers, and to whom: an entry that leads to a closed door is a riddle."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu

from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(rf, client):
    home_page()

    def shown(group, *menus):
        request = rf.get("/admin/")
        request.user = PersonFactory(groups=[group])
        client.force_login(request.user)
        with override("fr"):
            items = [item for menu in menus for item in menu.menu_items_for_request(request)]
            return {str(item.label): item.url for item in items}

    return shown


WRITERS = ["Importer des fiches", "Documents", "Images", "Pages", "Rapports", "Aide", "Sons et vidéos"]
STEWARDS = ["Importer des fiches", "Thèmes", "Mots-clés", "Demandes d’accès", "Synonymes", "Documents", "Images", "Pages",
            "Paramètres", "Rapports", "Aide", "Sons et vidéos"]  # fmt: skip
REVIEWS = ["Relectures", "Étapes de relecture"]


@pytest.mark.parametrize(
    ("group", "menu", "reports", "settings"),
    [
        ("contributor", WRITERS, [*REVIEWS, "Journal du site", "Pages anciennes"], []),
        ("editor", WRITERS, [*REVIEWS, "Journal du site", "Pages anciennes"], []),
        (
            "steward",
            STEWARDS,
            [
                "Licences à regarder",
                "Conflits de licences",
                "Pages verrouillées",
                *REVIEWS,
                "Journal du site",
                "Pages anciennes",
            ],
            ["Redirections", *REVIEWS, "Personnes"],
        ),
    ],
)
def test_menu_offers_what_one_may_do(shown, group, menu, reports, settings):
    assert list(shown(group, admin_menu)) == menu
    assert list(shown(group, reports_menu)) == reports
    assert list(shown(group, settings_menu)) == settings


@pytest.mark.parametrize("group", ["contributor", "editor", "steward"])
def test_every_entry_of_the_menu_opens(client, shown, group):
    entries = shown(group, admin_menu, reports_menu, settings_menu, help_menu)

    # Whoever may not is led back to the first screen.
    ends = {label: client.get(url, follow=True) for label, url in entries.items() if not url.startswith("#")}
    assert {end.status_code for end in ends.values()} == {200}
    assert [label for label, end in ends.items() if end.request["PATH_INFO"] == "/admin/"] == []
