"""The commons of an event: their licences there, whom to credit, the version of that day; and guides that count it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone, translation

from commons.runs.context.runs import beside
from commons.runs.models import Run
from legaltools import catalogue
from legaltools.compat import INTENTS
from programme.context.reading import occasions_of
from programme.context.works import works_context, works_of
from programme.domain.licensing import asked, wishes
from programme.domain.occurrences import set_status
from programme.domain.outcomes import tell
from programme.models import Occurrence
from search.publishing import publish
from tests.committed import committed
from tests.factories.guides import embedded, make_guide, step
from tests.factories.media import make_picture
from tests.factories.programme import make_event, make_place, when

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


def used(item, *, role="used", use="shown", note=""):
    return ("item", {"item": item, "role": role, "use": use, "note": note})


def event_with(*rows, **fields):
    return make_event(works=list(rows), **fields)


def context_of(event):
    return works_context(event, occasions_of(Occurrence.objects.filter(event=event), event.edition))


@pytest.mark.parametrize(
    ("licence", "kind", "price", "use", "answer"),
    [
        # A film under NC: shown freely, asked about where people pay.
        ("cc-by-nc-4.0", "screening", "free", "shown", "yes_if"),
        ("cc-by-nc-4.0", "screening", "paid", "shown", "ask"),
        ("cc-by-nc-4.0", "workshop", "paid", "shown", "ask"),
        ("cc-by-nc-4.0", "workshop", "chosen", "shown", "ask"),
        # ND in a workshop that cuts it again; to show it is another matter.
        ("cc-by-nd-4.0", "workshop", "free", "changed", "no"),
        ("cc-by-nd-4.0", "workshop", "free", "shown", "yes_if"),
        ("cc-by-nc-nd-4.0", "workshop", "paid", "changed", "no"),
        ("cc-by-sa-4.0", "workshop", "paid", "changed", "yes_if"),
        ("cc0-1.0", "screening", "paid", "shown", "yes"),
    ],
)
def test_licence_answers_for_the_event(licence, kind, price, use, answer):
    assert asked(catalogue.get(licence), kind, price, use).answer == answer


def test_wishes_are_those_of_the_law_and_no_other_list():
    keys = {intent.key for intent in INTENTS}
    asked_for = {
        wish for kind in ("workshop", "screening") for price in ("free", "chosen", "paid") for use in ("shown", "changed")
        for wish in wishes(kind, price, use)
    }  # fmt: skip
    assert asked_for <= keys


def test_remix_of_what_may_not_be_changed_is_told_with_its_ways_out():
    guide = make_guide("Le fanzine", licence="cc-by-nd-4.0")
    context = context_of(event_with(used(f"guide:{guide.pk}", use="changed")))
    [problem] = context["problems"]
    assert (problem["answer"], problem["title"]) == ("no", "Le fanzine")
    assert "Sa licence ne le permet pas" in problem["headline"]
    assert problem["ways"] == ["Montrez-le tel quel, sans le modifier\xa0: sa licence permet cela."]
    assert problem["reasons"]
    assert "licence=" in problem["search_url"]
    assert "Le fanzine" in problem["letter"]


def test_paid_evening_with_what_is_not_commercial_may_become_free():
    guide = make_guide("Le film", licence="cc-by-nc-4.0")
    [problem] = context_of(event_with(used(f"guide:{guide.pk}"), kind="screening", price="paid"))["problems"]
    assert problem["answer"] == "ask"
    assert problem["ways"] == ["Rendez l’entrée gratuite\xa0: sa licence le permet alors."]


def test_what_is_allowed_is_no_problem_and_what_is_recommended_is_not_asked():
    one, other = make_guide("Un", licence="cc-by-sa-4.0"), make_guide("Deux", slug="deux", licence="cc-by-nd-4.0")
    event = event_with(used(f"guide:{one.pk}", use="changed"), used(f"guide:{other.pk}", role="recommended"))
    context = context_of(event)
    assert context["problems"] == []
    assert [(group["role"], [row["title"] for row in group["rows"]]) for group in context["groups"]] == [
        ("used", ["Un"]), ("recommended", ["Deux"]),
    ]  # fmt: skip


def test_credits_of_what_is_used_are_one_list_with_the_pictures_in_it():
    picture = make_picture("Le marché")
    guide = make_guide("La carte", steps=[step(text=embedded(picture))])
    item = f"media:{picture.media_item.pk}"
    event = event_with(used(f"guide:{guide.pk}", use="changed"), used(item))
    context = context_of(event)
    assert [group["number"] for group in context["credits"]] == [1, 2]
    assert "La carte" in context["credits_as_text"]
    assert "(adaptée)" in context["credits_as_text"]
    assert context["basket"] == f"event:{event.pk}~a.guide:{guide.pk}~a.{item}"


def test_what_is_withdrawn_is_shown_no_more():
    guide = make_guide()
    event = event_with(used(f"guide:{guide.pk}"))
    guide.unpublish()
    assert "groups" not in context_of(event)
    assert context_of(event)["basket"] == f"event:{event.pk}~a"


def test_version_of_that_day_is_the_one_before_its_end():
    guide = make_guide("La carte")
    event = event_with(used(f"guide:{guide.pk}"), times=(when(10, day=YESTERDAY),))
    guide.versions.update(at=timezone.now() - timedelta(days=3))
    guide.one_sentence = "Autre phrase."
    publish(guide, revision=guide.save_revision())
    assert [version.number for version in guide.versions.order_by("number")] == [1, 2]

    [row] = context_of(event)["groups"][0]["rows"]
    assert (row["version"], row["version_url"]) == (1, f"{guide.url}historique/1/")


def test_event_to_come_uses_the_version_of_today():
    guide = make_guide()
    event = event_with(used(f"guide:{guide.pk}"), times=(when(10, day=TOMORROW),))
    assert [work.version for work in works_of(event)] == [0]


@pytest.mark.parametrize("count", [1, 3])
def test_commons_ask_the_same_however_many(count, django_assert_num_queries):
    guides = [make_guide(f"Fiche {number}", slug=f"fiche-{number}") for number in range(count)]
    event = event_with(*(used(f"guide:{guide.pk}") for guide in guides), times=(when(10, day=YESTERDAY),))
    occasions = occasions_of(Occurrence.objects.filter(event=event), event.edition)
    committed()
    works_context(event, occasions)
    with django_assert_num_queries(6):
        works_context(event, occasions)


def said_on(guide, client):
    """The guide's page, as a visitor reads it."""
    committed()
    page = BeautifulSoup(client.get(guide.url, headers={"accept-language": "fr"}).content.decode(), "html.parser")
    return " ".join(page.select_one(".runs").get_text(" ").split())


def ran(guide, day, town, place=""):
    return Run.objects.create(
        page_id=guide.pk, ran_on=day, town=town, place=place, people=8, state="shown", form=f"{day}{town}{place}"
    )


def test_guide_counts_events_that_used_it_with_reports_and_tells_the_next(client):
    guide, place = make_guide("La carte"), make_place()
    ran(guide, date(2026, 3, 14), "Lannion (22)")
    event = event_with(
        used(f"guide:{guide.pk}"), place=place, times=(when(10, day=YESTERDAY), when(10, day=TOMORROW)),
        title="Cartopartie",
    )  # fmt: skip
    text = said_on(guide, client)
    assert "Animée 2 fois dans 2 lieux" in text
    assert "Prochaine séance le" in text
    assert "Cartopartie" in text
    page = client.get(f"{guide.url}animations/", headers={"accept-language": "fr"}).content.decode()
    assert f"{event.url}#" in page


def test_day_told_twice_counts_once(client):
    guide, place = make_guide("La carte"), make_place()
    ran(guide, YESTERDAY, "Brest (29)", "La Corderie")
    event_with(used(f"guide:{guide.pk}"), place=place, times=(when(10, day=YESTERDAY),))
    assert "Animée 1 fois" in said_on(guide, client)


@pytest.mark.parametrize("change", ["cancelled", "postponed", "not_run", "draft", "recommended"])
def test_what_did_not_take_place_does_not_count(client, change):
    guide = make_guide("La carte")
    role = "recommended" if change == "recommended" else "used"
    event = event_with(used(f"guide:{guide.pk}", role=role), times=(when(10, day=YESTERDAY),))
    occurrence = event.occurrences.get()
    if change in {"cancelled", "postponed"}:
        set_status(occurrence, change)
    if change == "not_run":
        tell(occurrence, people=None, not_run=[f"guide:{guide.pk}"])
    if change == "draft":
        event.unpublish()
    assert "Personne n’a encore raconté" in said_on(guide, client)


def test_guide_asks_nothing_more_however_many_events_use_it(client, django_assert_num_queries):
    guide = make_guide("La carte")
    event_with(used(f"guide:{guide.pk}"), times=[when(10, day=TOMORROW)] * 3)
    committed()
    beside(guide)
    with django_assert_num_queries(1):
        beside(guide)


def test_page_of_a_picture_tells_where_it_is_used_next(client):
    picture = make_picture("Le marché")
    make_guide("La halle", steps=[step(text=embedded(picture))])
    item = picture.media_item
    event_with(used(f"media:{item.pk}"), title="Exposition du marché", times=(when(10, day=TOMORROW),))
    committed()
    assert "Exposition du marché" in client.get(item.get_absolute_url()).content.decode()


def test_button_puts_what_is_used_into_the_basket(client):
    guide = make_guide("La carte")
    event = event_with(used(f"guide:{guide.pk}", use="changed"))
    page = BeautifulSoup(client.get(event.url).content.decode(), "html.parser")
    line = page.select_one('.event-works form input[name="liste"]')["value"]
    answer = client.post("/panier/ajouter/", {"liste": line}, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 303
    assert "La carte" in client.get("/panier/").content.decode()
