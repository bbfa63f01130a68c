"""JSON-LD as a program that collects it finds it in the pages as they are served: event, edition, place."""

from __future__ import annotations

from datetime import datetime

import extruct
import pytest

from programme.domain.occurrences import move_occurrence, set_status
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide, make_theme
from tests.factories.programme import make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"


@pytest.fixture
def place():
    return make_place(
        website="https://corderie.example/", access=[("entrance", "yes", "Une rampe"), ("hearing", "partly", "Sur demande")]
    )  # fmt: skip


@pytest.fixture
def event(place):
    """Three dates: as planned, moved, cancelled; in the last one nobody is at the place."""
    guide = make_guide("La carte", slug="carte")
    event = make_event(
        "Cartopartie d’été", edition=make_edition(), slug="cartopartie", place=place,
        times=[when(9), when(14), when(18)], associations=[AssociationFactory(name="La Passerelle")],
        themes=[make_theme("cartes")], price="free", age_min=8, age_max=12, audience=["children"],
        works=[("item", {"item": f"guide:{guide.pk}", "role": "used", "use": "shown", "note": ""})],
    )  # fmt: skip
    _first, second, third = event.occurrences.order_by("starts_at")
    move_occurrence(second, when(15))
    set_status(third, "cancelled", text="Salle inondée")
    return event


def found(client, url):
    """Every object that the page tells, by the whole of its JSON-LD."""
    answer = client.get(url, headers={"accept-language": "fr"})
    assert answer.status_code == 200
    blocks = extruct.extract(answer.content.decode(), base_url=f"http://localhost{url}", syntaxes=["json-ld"])[
        "json-ld"
    ]
    assert {block["@context"].rstrip("/") for block in blocks} == {"https://schema.org"}
    return [node for block in blocks for node in block.get("@graph", [block])]


def events_of(nodes):
    return [node for node in nodes if str(node["@type"]).endswith(("Event", "Hackathon"))]


def test_each_date_is_an_event_with_an_address_of_its_own_on_the_page(client, event):
    nodes = events_of(found(client, event.url))
    anchors = [one.anchor for one in event.occurrences.order_by("starts_at")]
    page = client.get(event.url).content.decode()

    assert [node["@id"] for node in nodes] == [f"http://localhost{event.url}#{anchor}" for anchor in anchors]
    assert [f'id="{anchor}"' in page for anchor in anchors] == [True, True, True]
    assert [(node["startDate"], node["eventStatus"], node.get("previousStartDate")) for node in nodes] == [
        ("2027-10-02T09:00:00+02:00", f"{SCHEMA}EventScheduled", None),
        ("2027-10-02T15:00:00+02:00", f"{SCHEMA}EventRescheduled", "2027-10-02T14:00:00+02:00"),
        ("2027-10-02T18:00:00+02:00", f"{SCHEMA}EventCancelled", None),
    ]


def test_date_has_all_that_search_engines_ask_for(client, event):
    for node in events_of(found(client, event.url)):
        assert node["name"] == "Cartopartie d’été"
        assert datetime.fromisoformat(node["startDate"]).utcoffset()
        assert datetime.fromisoformat(node["startDate"]) < datetime.fromisoformat(node["endDate"])
        assert node["location"]["name"] == "La Corderie"
        assert node["location"]["address"]["addressLocality"] == "Brest"
        assert node["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 48.3833, "longitude": -4.5}
        assert [one["name"] for one in node["organizer"]] == ["La Passerelle"]
        assert (node["offers"]["price"], node["offers"]["priceCurrency"]) == (0, "EUR")
        assert node["typicalAgeRange"] == "8-12"
        assert node["superEvent"]["@id"] == "http://localhost/programme/2027/"


def test_date_says_how_one_gets_in_and_what_it_uses(client, event):
    node = events_of(found(client, event.url))[0]
    (guide,) = node["workFeatured"]

    assert [(one["name"], one["value"], one["description"]) for one in node["location"]["amenityFeature"]] == [
        ("entrée", True, "Une rampe"), ("boucle magnétique", "en partie", "Sur demande"),
    ]  # fmt: skip
    assert (guide["@type"], guide["name"], guide["url"]) == (
        "LearningResource", "La carte", "http://localhost/guides/carte/",
    )  # fmt: skip
    assert guide["license"].startswith("https://creativecommons.org/")


def test_edition_is_a_festival_with_its_dates(client, event):
    make_event_draft("Brouillon", edition=event.edition)
    (festival,) = found(client, "/programme/2027/")

    assert (festival["@type"], festival["startDate"], festival["endDate"]) == ("Festival", "2027-10-02", "2027-10-17")
    assert [(one["name"], one["startDate"][11:16]) for one in festival["subEvent"]] == [
        ("Cartopartie d’été", "09:00"), ("Cartopartie d’été", "15:00"), ("Cartopartie d’été", "18:00"),
    ]  # fmt: skip
    assert festival["location"][0]["address"]["addressLocality"] == "Brest"
    assert festival["subjectOf"]["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_dates_of_the_edition_are_those_of_their_pages(client, event):
    (festival,) = found(client, "/programme/2027/")
    own = {node["@id"]: node for node in events_of(found(client, event.url))}
    assert [own[one["@id"]]["startDate"] for one in festival["subEvent"]] == [
        one["startDate"] for one in festival["subEvent"]
    ]


def test_place_says_where_it_is_and_how_one_gets_in(client, event, place):
    (node,) = [one for one in found(client, place.url) if one["@type"] == "Place"]

    assert (node["name"], node["@id"], node["sameAs"]) == (
        "La Corderie", f"http://localhost{place.url}", "https://corderie.example/",
    )  # fmt: skip
    assert node["address"] == {
        "@type": "PostalAddress", "streetAddress": "3 rue du Quai", "postalCode": "29200", "addressLocality": "Brest",
        "addressCountry": "FR",
    }  # fmt: skip
    assert [one["value"] for one in node["amenityFeature"]] == [True, "en partie"]
    assert node["@id"] == events_of(found(client, event.url))[0]["location"]["@id"]


def test_nothing_of_a_restricted_place_is_in_the_data(client, event, place):
    from wagtail.models import PageViewRestriction  # noqa: PLC0415 -- beside what it is for

    PageViewRestriction.objects.create(page=place, restriction_type="login")
    said = str(found(client, event.url)) + str(found(client, "/programme/2027/"))
    assert [word for word in ("Corderie", "rue du Quai", "48.3833", "Une rampe") if word in said] == []
