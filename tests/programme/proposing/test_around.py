"""The meter of clashes and “Already in the programme?”: what is public by its title, what others propose without."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from programme.context.alike import likeness
from programme.context.clashes import slots_around
from programme.domain.occurrences import Where, add_occurrence
from programme.models import EventPage, Submission
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_theme
from tests.factories.programme import at, make_event, make_event_draft, make_place, when
from tests.programme.proposing.journey import TIME, begun, html, page, sent, step, written
from tests.wiki.history.test_page_history import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
DAY = date(2027, 10, 5)
SECRET = ("Sardine", "Taraszq", "Picarel")


def secret_draft(**fields):
    """Somebody else's, sent and not accepted: title, place and association are nobody's."""
    event = make_event_draft("Sardine secrète", associations=[AssociationFactory(name="Les Taraszq")], **fields)
    add_occurrence(event, when(day=DAY), Where(place=make_place("Le Picarel", slug="picarel")))
    return event


def checked(client, url, **more):
    return step(client, url, 2, rows="1", do="check", **TIME, **more)


def around(client, url, **more):
    return client.post(f"{url}autour/", {"rows": "1", **TIME, **more}, headers={"accept-language": "fr"})


def test_public_event_is_named_and_a_draft_is_something_for_this_public(client):
    make_event("Tout autre chose", times=(when(day=DAY),), audience=["teens"])
    secret_draft(audience=["teens"])
    url = begun(client)
    # The list of places names every public one: what is told of a draft stands in the meter.
    for said in (str(html(checked(client, url)).select_one("#autour").parent), around(client, url).content.decode()):
        assert "Tout autre chose" in said
        assert "1 événement se prépare pour ce public au même moment" in said
        assert not any(word in said for word in SECRET)


def test_draft_never_shows_on_any_page_of_the_form(client):
    draft = secret_draft(audience=["teens"])
    place = draft.occurrences.get().place
    url = written(client, title="Sardine secrete", where={"rows": "1", **TIME, "place": str(place.pk)})
    for below in ("", "1/", "3/", "4/"):
        assert "secrète" not in client.get(url + below).content.decode()
    assert "Un événement semblable a déjà été proposé" in page(client, url)


def test_quieter_time_is_taken_by_a_button(client):
    make_event("Tout autre chose", times=(when(day=DAY),))
    url = begun(client)
    button = html(checked(client, url)).select_one('button[name="take"]')
    assert button["value"] == "0|2027-10-04|14:00|16:00"
    step(client, url, 2, rows="1", take=button["value"], **TIME)
    row = Submission.objects.get().data["times"][0]
    assert (row["day"], row["starts"], row["ends"]) == ("2027-10-04", "14:00", "16:00")


def test_nothing_around_is_said_too(client):
    assert "Rien d’autre pour le même public" in words(html(checked(client, begun(client))).select_one("main"))


def test_refused_and_cancelled_things_do_not_weigh(client):
    sent(client)
    Submission.objects.update(state="refused")
    event = make_event("Annulé", times=(when(day=DAY),))
    event.occurrences.update(status="cancelled")
    assert slots_around(at(14, day=DAY), at(16, day=DAY)) == []


def test_one_s_own_event_does_not_clash_with_itself(client):
    url = sent(client)
    assert "au même moment" not in page(client, f"{url}2/")


def test_coordinators_see_what_a_draft_is(client):
    draft = secret_draft()
    (slot,) = slots_around(at(14, day=DAY), at(16, day=DAY), knows_drafts=True)
    assert (slot.title, slot.place, slot.is_public) == (draft.title, draft.occurrences.get().place_id, False)
    (hidden,) = slots_around(at(14, day=DAY), at(16, day=DAY))
    assert (hidden.title, hidden.url, hidden.place, hidden.organisers) == ("", "", None, frozenset())


def bar(client, url, **more):
    """What the meter says of the one other event around: how heavy it is, and why."""
    said = html(checked(client, url, **more)).select_one(".propose-event__around")
    (line,) = said.select("li")
    heavy = line.select_one(".propose-event__bar")["class"][-1].rpartition("-")[2]
    return heavy, words(line.select_one(".soft"))


def test_meter_weighs_by_audience_and_by_neighbourhood(client):
    make_event(
        "Le bal", times=(when(day=DAY),), audience=["teens"], place=make_place("Le Fourneau", neighbourhood="Port")
    )
    next_door = make_place("Le Hangar", neighbourhood="Port").pk
    far = make_place("La Tour", neighbourhood="Kergreiz").pk
    url = begun(client)

    said = {}
    for audience in ("teens", "seniors"):
        step(client, url, 3, audience=[audience], price="free", registration="none")
        for place in (next_door, far):
            said[audience, place] = bar(client, url, place=str(place))

    assert said == {
        ("teens", next_door): ("strong", "au même moment · même public · même quartier"),
        ("teens", far): ("strong", "au même moment · même public"),
        ("seniors", next_door): ("light", "au même moment · même quartier"),
        ("seniors", far): ("light", "au même moment"),
    }


def test_queries_of_the_meter_do_not_grow(django_assert_num_queries):
    theme = make_theme()
    for number in range(2):
        make_event(f"Événement {number}", times=(when(day=DAY),), themes=[theme], place=make_place(f"Lieu {number}"))
    slots_around(at(14, day=DAY), at(16, day=DAY))
    with django_assert_num_queries(6):
        assert len(slots_around(at(14, day=DAY), at(16, day=DAY))) == 2
    for number in range(2, 6):
        make_event(f"Événement {number}", times=(when(day=DAY),), themes=[theme], place=make_place(f"Lieu {number}"))
    with django_assert_num_queries(6):
        assert len(slots_around(at(14, day=DAY), at(16, day=DAY))) == 6


def test_far_days_are_not_read():
    make_event("Plus tard", times=(when(day=DAY + timedelta(days=9)),))
    assert slots_around(at(14, day=DAY), at(16, day=DAY)) == []


def test_event_that_is_public_already_is_shown_by_its_link(client):
    known = make_event("Recouvrance, cartographier !", times=(when(day=DAY),))
    url = written(client)
    assert known.url in client.get(url).content.decode()
    assert "Déjà au programme" in page(client, url)
    assert EventPage.objects.filter(live=True).count() == 1


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Cartographier Recouvrance", "RECOUVRANCE : cartographier", True),
        ("Atelier de réparation", "Ateliers de reparation", True),
        ("Atelier de réparation", "Fresque du climat", False),
    ],
)
def test_titles_that_are_alike(one, other, is_alike):
    assert (likeness(one, other) >= 0.78) == is_alike
