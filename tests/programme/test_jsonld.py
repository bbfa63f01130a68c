"""JSON-LD of events, as a program that collects structured data reads it in a page."""

from __future__ import annotations

from dataclasses import replace

import extruct
import pytest

from programme.context.values import Programme
from programme.jsonld import edition_jsonld, event_jsonld, event_node, status_of
from tests.factories.programme_values import CHANGED, HARD, ROOT, WORKS, event_value, local, many, occasion


def graph(block):
    (found,) = extruct.extract(f"<!DOCTYPE html><html><head>{block}</head></html>", syntaxes=["json-ld"])["json-ld"]
    assert found["@context"] == "https://schema.org/"
    return found["@graph"]


@pytest.fixture
def programme():
    return Programme(
        key=1, uuid="u", title="Brest en biens communs 2026", url="/programme/2026/", full_url=f"{ROOT}programme/2026/",
        slug="2026", acronym="brest_communs_2026", one_sentence="Deux semaines.", all_year=False,
        starts_on=occasion().start.date(), ends_on=occasion().start.date(), zone_name="Europe/Paris",
        licence="cc-by-sa-4.0", contact_email="", changed_at=CHANGED, occasions=(), events=(), places=(),
    )  # fmt: skip


@pytest.mark.parametrize("case", HARD)
def test_hard_case_has_what_search_engines_ask_for(case):
    (node,) = graph(event_jsonld([HARD[case]] if not HARD[case].event.works else [occasion()]))

    assert node["name"]
    assert node["startDate"]
    assert node["location"]
    assert node["eventStatus"].startswith("https://schema.org/Event")
    assert len(node["startDate"]) in {len("2026-10-02"), len("2026-10-02T14:00:00+02:00")}


@pytest.mark.parametrize(
    ("case", "status"),
    [("accents", "EventScheduled"), ("cancelled", "EventCancelled"), ("postponed", "EventPostponed"),
     ("moved", "EventRescheduled"), ("full", "EventScheduled")],
)  # fmt: skip
def test_state_is_one_of_schema_org(case, status):
    assert status_of(HARD[case]) == status


def test_time_before_is_told_only_with_the_one_that_took_its_place():
    moved = event_node(HARD["moved"], {})
    assert moved["previousStartDate"] == "2026-10-01T14:00:00+02:00"
    assert "previousStartDate" not in event_node(HARD["cancelled"], {})


def test_occurrence_has_an_address_of_its_own_a_place_with_access_and_an_offer(programme):
    (node,) = graph(event_jsonld([occasion()], programme))

    assert node["@id"] == occasion().full_url
    assert (node["@type"], node["startDate"]) == ("EducationEvent", "2026-10-02T14:00:00+02:00")
    assert node["location"]["address"] == {
        "@type": "PostalAddress", "streetAddress": "3 rue du Quai", "postalCode": "29200", "addressLocality": "Brest",
        "addressCountry": "FR",
    }  # fmt: skip
    assert [(one["value"], one.get("description")) for one in node["location"]["amenityFeature"]] == [
        (True, "Une rampe"), (False, None),
    ]  # fmt: skip
    assert (node["offers"]["price"], node["offers"]["availability"]) == (0, "https://schema.org/InStock")
    assert node["isAccessibleForFree"] is True
    assert node["superEvent"]["name"] == "Brest en biens communs 2026"
    assert node["organizer"] == [{"@type": "Organization", "name": "La Passerelle", "url": f"{ROOT}a/"}]


@pytest.mark.parametrize(
    ("case", "mode"), [("accents", "Offline"), ("online", "Online"), ("no place", "Offline")]
)  # fmt: skip
def test_way_of_attending_is_told(case, mode):
    node = event_node(HARD[case], {})
    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"


def test_online_event_is_at_an_address():
    assert event_node(HARD["online"], {})["location"] == {
        "@type": "VirtualLocation", "url": "https://visio.example/salle?a=1&b=2,3;4",
    }  # fmt: skip


def test_full_event_takes_place_and_its_offer_is_sold_out():
    assert event_node(HARD["full"], {})["offers"]["availability"] == "https://schema.org/SoldOut"


def test_works_come_with_their_licence():
    node = event_node(HARD["works"], WORKS)

    assert node["workFeatured"] == [
        {
            "@type": "LearningResource", "name": "Réparer une lampe", "url": f"{ROOT}guides/lampe/",
            "license": "https://creativecommons.org/licenses/by-sa/4.0/",
            "creditText": "Réparer une lampe, Awa, CC BY-SA 4.0",
        }
    ]  # fmt: skip
    assert [one["@type"] for one in node["recordedIn"]] == ["VideoObject"]


def test_whole_days_have_dates_alone():
    node = event_node(HARD["exhibition of whole days over a change of the clock"], {})
    assert (node["startDate"], node["endDate"]) == ("2026-10-20", "2026-11-03")


def test_no_text_ends_the_element():
    block = event_jsonld([occasion(event=event_value(title="</script><script>alert(1)"))])
    assert graph(block)[0]["name"] == "</script><script>alert(1)"
    assert block.count("</script>") == 1


def test_edition_is_a_festival_with_what_takes_place_next(programme):
    block = edition_jsonld(replace(programme, occasions=tuple(many(1000))), now=local(2026, 10, 5))
    (node,) = graph(block)

    assert len(block.encode()) < 30_000
    assert node["subEvent"][0]["startDate"] == "2026-10-05T09:00:00+02:00"

    assert (node["@type"], node["startDate"], len(node["subEvent"])) == ("Festival", "2026-10-02", 12)
    assert node["subEvent"][0]["@id"].startswith(f"{ROOT}programme/2026/")
    assert node["location"][0]["name"] == "Brest"
