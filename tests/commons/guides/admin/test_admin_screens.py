"""Every screen that a steward may open, read whole: no English, and no word of the trade."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import Resolver404, resolve
from wagtail.admin.menu import admin_menu

from commons.library.models import LicensedDocument
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.media import make_file, make_picture

pytestmark = pytest.mark.django_db
MOST_OF_A_KIND, MOST_SCREENS = 2, 140
NOT_READ = ("script", "style", "template", "svg", "code", "kbd")
SAID = ("title", "aria-label", "placeholder", "alt")
ENGLISH = (
    r"\b(?:the|of|and|with|your|you|this|that|are|not|add|edit|delete|save|select(?:ed)?|choose|search|none|true|false|"
    r"root|name|tagged|home page|moderators?|approval|can (?:add|change|delete)|kb|mb)\b"
)
OF_THE_TRADE = r"workflow|snippet|\bslugs?\b|\bKio\b|\bMio\b|StreamField|révision\b|utilisateur|prévisualis|None|True"


def words_of(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    said = [tag[name] for tag in soup.select("*") for name in SAID if tag.get(name) and tag.name not in NOT_READ]
    # A count that a script fills in and shows.
    for tag in [*soup.find_all(NOT_READ), *soup.select("[data-side-panel-toggle-counter]")]:
        tag.decompose()
    return [" ".join(text.split()) for text in [*soup.stripped_strings, *said]]


def screens(client, *more):
    """Each kind of screen that links lead to from the first one, a few of each."""
    waiting, seen, kinds = ["/admin/", *more], set(), Counter()
    while waiting and len(seen) < MOST_SCREENS:
        url = waiting.pop(0).partition("#")[0]
        path = urlsplit(url).path
        if url in seen or not path.startswith("/admin/"):
            continue
        try:
            kind = resolve(path).view_name
        except Resolver404:
            continue
        kinds[kind] += 1
        if kinds[kind] > MOST_OF_A_KIND and url not in more:
            continue
        seen.add(url)
        answer = client.get(url, headers={"Accept-Language": "fr"})
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        html = answer.content.decode()
        yield url, kind, html
        waiting += [urljoin(url, link["href"]) for link in BeautifulSoup(html, "html.parser").select("a[href]")]


@pytest.fixture
def everything(log_in):
    """One of each thing, put in review or published, and nothing of it in English."""
    steward = log_in("steward")
    shown = make_guide(themes=[make_theme(name_en="Cartes")], tags=["balade"], cover=make_picture())
    make_file()
    draft = make_draft("Réparer une lampe", owner=steward)
    draft.get_workflow().start(draft, steward)
    return shown


def menus(items):
    """The addresses of the menu, which a script draws."""
    for item in items:
        if getattr(item, "menu", None):
            yield from menus(item.menu.registered_menu_items)
        else:
            yield item.url


def bulk(guide):
    """Screens that only a selection leads to."""
    picture, file = guide.cover.pk, LicensedDocument.objects.get().pk
    person = get_user_model().objects.first().pk
    for model, pk, actions in (
        ("wagtailcore/page", guide.pk, ("delete", "move", "publish", "unpublish")),
        ("library/licensedimage", picture, ("add_tags", "add_to_collection", "delete")),
        ("library/licenseddocument", file, ("add_tags", "add_to_collection", "delete")),
        ("community/user", person, ("assign_role", "delete", "set_active_state")),
    ):
        yield from (f"/admin/bulk/{model}/{action}/?id={pk}" for action in actions)


def test_every_screen_of_a_steward_speaks_the_french_of_people(client, everything):
    more = [*menus(admin_menu.registered_menu_items), *bulk(everything), f"/admin/pages/{everything.pk}/delete/", f"/admin/pages/{everything.pk}/copy/",
            f"/admin/pages/{everything.pk}/move/", f"/admin/images/{everything.cover.pk}/delete/"]  # fmt: skip
    strange, kinds = [], set()
    for url, kind, html in screens(client, *more):
        kinds.add(kind)
        strange += [
            (url, text)
            for text in words_of(html)
            if re.search(ENGLISH, text, re.IGNORECASE) or re.search(OF_THE_TRADE, text)
        ]
    assert strange == []
    assert len(kinds) > 60


def test_guide_is_found_in_the_editor_by_a_word_of_its_title(client, log_in, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    log_in("steward")
    make_guide("Le fanzine de poche")
    make_guide("Une carte du port")

    found = client.get("/admin/pages/search/results/", {"q": "fanzine"}).content.decode()

    assert ("Le fanzine de poche" in found, "Une carte du port" in found) == (True, False)
