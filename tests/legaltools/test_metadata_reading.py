"""Metadata is read without being told its kind, and never where there is none."""

from __future__ import annotations

import pytest

from legaltools import catalogue
from legaltools.credit import Author, Work, credit_html, credit_markdown
from legaltools.metadata import read_metadata, write_jsonld, write_xmp, xmp_packet

WORK = Work("La halle", (Author("Zoé"),), "https://example.org/halle", catalogue.get("cc-by-sa-4.0"))
JSONLD = write_jsonld(WORK, "fr")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (credit_markdown(WORK, "fr"), "markdown"),
        (credit_html(WORK, "fr"), "rdfa"),
        (write_xmp(WORK, "fr"), "xmp"),
        (JSONLD, "jsonld"),
        (f"<html><head><script type='application/ld+json'>{JSONLD}</script></head></html>", "jsonld"),
    ],
)
def test_what_we_write_is_read_whatever_its_kind(text, form):
    reading = read_metadata(text)
    assert (reading.format, reading.work) == (form, WORK)


def test_what_names_a_licence_comes_before_what_does_not():
    page = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Photograph", "name": "Le port"}'
        '</script><p><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p>'
    )
    reading = read_metadata(page)
    assert (reading.format, reading.work.licence.key) == ("rdfa", "cc-by-4.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CC BY-SA 4.0",
        "© Zoé Le Bris, sous licence Creative Commons Attribution",
        "a < b et c > d",
        "{pas du JSON",
        "<script>alert(1)</script>",
        "<x:xmpmeta sans fin",
        "<rdf:RDF",
        "<script type='application/ld+json'>{",
        "Voir [le site](https://example.org/) pour la suite.",
        "<p>Sous CC BY</p>" * 20_000,
    ],
)
def test_text_without_metadata_gives_none_and_raises_nothing(text):
    assert read_metadata(text) is None


def test_packet_is_found_among_the_bytes_of_any_file():
    packet = xmp_packet(b"\xff\xd8\xff\xe1" + write_xmp(WORK, "fr").encode() + b"\x00\xff\xd9")
    assert read_metadata(packet).work == WORK


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"<x:xmpmeta", b"</x:xmpmeta><x:xmpmeta"])
def test_file_without_a_packet_gives_none(data):
    assert xmp_packet(data) == ""
