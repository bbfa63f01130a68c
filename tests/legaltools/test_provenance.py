"""Something found somewhere: without a licence, and what to do, for each way of saying it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaltools.provenance import LONGEST, find_provenance, kinds, places, provenance
from legaltools.recognise import recognise

TABLE = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "found.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "text"), TABLE)
def test_way_of_saying_where_it_was_found_has_its_kind_of_answer(kind, text):
    found = find_provenance(text)
    assert (found.kind if found else "none") == kind


def test_table_holds_forty_ways_and_every_kind():
    said = [kind for kind, _text in TABLE if kind != "none"]
    assert len(said) >= 40
    assert set(said) | {"music", "text", "map", "ours"} == set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_every_answer_says_what_to_do_in_both_languages_and_thinks_of_people(kind):
    found = provenance(kind)
    assert all([found.fr, found.en, found.fr_text, found.en_text])
    assert all(step.text("fr") and step.text("en") for step in found.steps)
    assert found.steps[-1].key == "people" or kind in {"text", "map"}
    assert {"ask", "replace", "page", "terms", "license"} & {step.key for step in found.steps}


def test_site_with_a_licence_of_its_own_is_told_so_with_its_terms():
    found = find_provenance("Photo by Zoé on Unsplash")
    assert (found.site, found.terms) == ("Unsplash", "https://unsplash.com/license")
    assert found.headline("fr") == "Unsplash a sa propre licence, qui n’est pas une licence Creative Commons."
    assert "qui peuvent changer" in found.steps[0].text("fr")


def test_recognising_says_so_too_instead_of_only_knowing_no_licence():
    found = recognise("trouvée sur Google Images")
    assert (found.tool, found.problem.code) == (None, "no-licence")
    assert "pas sans demander" in found.problem.text("fr")
    assert "not without asking" in found.problem.text("en")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Photo by Zoé on Flickr, CC BY 2.0", "cc-by-2.0"),
        ("Wikimedia Commons, CC BY-SA 4.0", "cc-by-sa-4.0"),
        ("© Zoé Martin, CC BY 4.0", "cc-by-4.0"),
    ],
)
def test_licence_that_is_given_wins(text, key):
    assert recognise(text).tool.key == key


def test_long_text_is_no_way_of_saying_where_something_was_found():
    assert find_provenance("trouvée sur Google Images " * (LONGEST // 20)) is None


def test_there_are_places_to_look():
    assert [place.name for place in places()] == ["Openverse", "Wikimedia Commons"]
    assert [place.name for place in places("music")] == ["Openverse", "Free Music Archive"]
    assert [place.name for place in places("map")] == ["OpenStreetMap", "data.gouv.fr"]
    assert all(place.url("fr").startswith("https://") and place.text("en") for place in places())


@given(st.text(max_size=LONGEST + 50))
def test_any_text_gets_an_answer_or_none(text):
    found = find_provenance(text)
    assert found is None or found.kind in kinds()
