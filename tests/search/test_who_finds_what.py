"""What nobody may read is told by no door of the search, whichever engine answers: real pages, in a real index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from wagtail.models import PageViewRestriction

from commons.guides.models import GuideIndexPage, GuidePage
from search.indexing import rebuild
from tests.committed import committed
from tests.factories.guides import make_draft, make_guide, make_theme, step
from tests.factories.pages import guide_index, home_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from django.test import Client

    Then = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.django_db

SECRET = "Zorglumineux"
# Each is asked for a word that the open guide has too, or for the secret written badly.
LISTS = {
    "page": "/recherche/?q=cartographier",
    "newest": "/recherche/?sort=newest",
    "badly written": "/recherche/?q=zorglumineus",
    "begun": "/recherche/suggestions/?q=cartogra",
    "begun badly": "/recherche/suggestions/?q=zorglu",
    "atom": "/recherche/flux.atom?q=cartographier",
    "json": "/recherche/flux.json?q=cartographier",
    "api": "/api/v1/search?q=cartographier",
    "api, badly written": "/api/v1/search?q=zorglumineus",
}


@pytest.fixture(autouse=True)
def sources() -> None:
    """The site's own, instead of the corpus in memory."""


@pytest.fixture(autouse=True)
def _indexed(index_dir: Path) -> None:
    rebuild()


@pytest.fixture
def then(django_capture_on_commit_callbacks: Any) -> Then:
    @contextmanager
    def done() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield
        committed()

    return done


def secret(**fields: Any) -> dict[str, Any]:
    return {
        "title": f"Cartographier le {SECRET}", "slug": "cache", "one_sentence": f"Un {SECRET} se cartographie.",
        "tags": [SECRET], "steps": [step(SECRET)], "themes": [make_theme("clos", name_fr=f"Le thème {SECRET}")], **fields,
    }  # fmt: skip


def told_by(client: Client, *, refusing: tuple[str, ...] = ()) -> set[str]:
    """The doors that tell the secret; those that are `refusing` say that they will be back."""
    answers = {name: client.get(address, headers={"accept-language": "fr"}) for name, address in LISTS.items()}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == dict.fromkeys(
        refusing, 503
    )
    return {name for name, answer in answers.items() if SECRET.casefold() in answer.content.decode().casefold()}


def counted(client: Client) -> tuple[int, dict[str, int]]:
    """How many the API finds, and how many of each theme."""
    answer = client.get("/api/v1/search?q=cartographier").json()
    return answer["count"], {value["key"]: value["count"] for value in answer["facets"]["theme"]}


def why(client: Client, guide: GuidePage) -> int:
    return client.get(f"/recherche/pourquoi/?q=cartographier&item=guide:{guide.pk}").status_code


def unpublish(guide: GuidePage) -> None:
    guide.unpublish()


def delete(guide: GuidePage) -> None:
    guide.delete()


def restrict(guide: GuidePage) -> None:
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)


def restrict_what_it_is_under(guide: GuidePage) -> None:
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type=PageViewRestriction.PASSWORD)


def move_under_a_restricted_page(guide: GuidePage) -> None:
    closed = home_page().add_child(instance=GuideIndexPage(title="Fermé", slug="ferme", live=True))
    restrict(closed)
    guide.move(closed, pos="last-child")


def publish_without_it(guide: GuidePage) -> None:
    guide.title, guide.one_sentence, guide.steps = "Dessiner", "Sans rien dire.", [step("Accueil")]
    guide.objectives = ["parler"]
    guide.themes.clear()
    guide.tags.clear()
    guide.save_revision().publish()


HIDE = (unpublish, delete, restrict, restrict_what_it_is_under, move_under_a_restricted_page, publish_without_it)


@pytest.mark.parametrize("hide", HIDE)
def test_what_is_no_longer_public_is_told_by_no_door(
    then: Then, client: Client, hide: Callable[[GuidePage], None]
) -> None:
    with then():
        make_guide()
        aside = home_page().add_child(instance=GuideIndexPage(title="À part", slug="a-part", live=True))
        guide = make_guide(parent=aside, **secret())
    assert told_by(client) == set(LISTS)
    assert counted(client) == (2, {"clos": 1})

    with then():
        hide(GuidePage.objects.get(pk=guide.pk))

    assert told_by(client) == set()
    assert counted(client) == (1, {})
    assert why(client, guide) == (200 if hide is publish_without_it else 404)


def test_draft_is_told_by_no_door(then: Then, client: Client) -> None:
    with then():
        make_guide()
        draft = make_draft(**secret())

    assert (told_by(client), counted(client), why(client, draft)) == (set(), (1, {}), 404)


def test_change_that_waits_for_a_review_is_told_by_no_door(then: Then, client: Client) -> None:
    with then():
        guide = make_guide()
    with then():
        guide.title, guide.steps = f"Cartographier le {SECRET}", [step(SECRET)]
        guide.save_revision()

    assert (told_by(client), counted(client), why(client, guide)) == (set(), (1, {}), 200)


def test_index_that_was_made_again_tells_nothing_either(then: Then, client: Client) -> None:
    with then():
        make_guide()
        restrict(make_guide(**secret()))
    rebuild()

    assert (told_by(client), counted(client)) == (set(), (1, {}))


def test_database_that_stands_in_tells_nothing_either(then: Then, client: Client, settings: Any) -> None:
    with then():
        make_guide(parent=guide_index())
        restrict(make_guide(**secret()))
    settings.SEARCH_URL, settings.SEARCH_FALLBACK = "opensearch://127.0.0.1:9/away", "database"

    assert told_by(client, refusing=("atom", "json")) == set()
    assert counted(client)[0] == 1
