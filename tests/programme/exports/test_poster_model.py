"""The poster to fill in: what is known stands on it, what differs elsewhere is blank, its credit and licence go along."""

from __future__ import annotations

from lxml import etree

from legaltools.credit import Author
from programme.exports.poster_model import PosterModel, poster_model
from tests.factories.programme_values import ROOT, event_value, selection

SVG = {
    "s": "http://www.w3.org/2000/svg",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}
RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"


def drawn(**fields):
    return etree.fromstring(poster_model(event_value(**fields)).encode())


def words(poster):
    return " ".join(poster.xpath("//s:text//text()", namespaces=SVG)).replace("\u00a0", " ")


def test_place_day_hour_and_organiser_are_blank_and_the_rest_is_written():
    poster = drawn()
    said = {one.get("id"): one.text for one in poster.xpath("//s:text[@id]", namespaces=SVG)}

    assert {key: said[key] for key in ("place", "day", "hour", "organiser")} == dict.fromkeys(
        ("place", "day", "hour", "organiser"), "à remplir"
    )
    assert "Atelier de réparation On répare ensemble." in words(poster)
    for theirs in ("La Passerelle", "La Corderie", "octobre"):
        assert theirs not in words(poster)


def test_credit_and_licence_stand_on_it_and_in_its_metadata():
    poster = drawn()
    assert "par Anna Le Goff, traduction par Yann Kerouanton, sous licence CC BY-SA 4.0" in words(poster)
    (licence,) = poster.xpath("//cc:license", namespaces=SVG)
    assert licence.get(RESOURCE) == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert poster.xpath("//dc:creator/text()", namespaces=SVG) == ["Anna Le Goff", "Yann Kerouanton"]


def test_credit_of_many_is_whole():
    many = tuple(Author(f"Personne au nom assez long {number}") for number in range(30))
    assert "Personne au nom assez long 29" in words(drawn(authors=many))
    assert "sous licence CC BY-SA 4.0" in words(drawn(authors=many))


def test_text_that_nobody_may_change_leaves_its_title_alone():
    for licence in ("cc-by-nd-4.0", ""):
        assert "On répare ensemble." not in words(drawn(licence=licence))
        assert "Atelier de réparation" in words(drawn(licence=licence))


def test_poster_speaks_with_its_event():
    assert "to fill in" in words(drawn(language="en"))


def test_whatever_is_typed_is_text():
    poster = drawn(title='<script>alert("1")</script> & \x00co', authors=(Author('"><image href="x"/>'),))
    assert poster.xpath("//s:script | //s:image", namespaces=SVG) == []
    assert '<script>alert("1")</script> & co' in words(poster)


def test_file_below_an_event_is_that_poster():
    content = PosterModel().bytes_of(selection(event=event_value()), here=ROOT).decode()
    assert content == poster_model(event_value())
