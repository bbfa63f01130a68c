"""Metadata as other people's tools read them, and other people's metadata as ours read them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import warnings
from datetime import date

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from legaltools.catalogue import get
from legaltools.credit import Author, Work, credit_html
from legaltools.metadata import (
    UnreadableMetadata,
    jsonld,
    read_jsonld,
    read_markdown,
    read_rdfa,
    read_xmp,
    write_jsonld,
    write_turtle,
    write_xmp,
)

BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"
SOURCE = "https://communs.example/carte"
MAP = Work(
    "La carte",
    (Author("Alice Le Goff", "https://alice.example/"), Author("Dan", role="photographer")),
    SOURCE,
    get("cc-by-sa-4.0"),
    2024,
    "recadré",
    (Work("Plan", (Author("Bob"),), "https://plan.example/", get("cc-by-3.0")),),
)
READERS = [read_jsonld, read_xmp, read_rdfa, read_markdown]
CC, XHV, DCT = "http://creativecommons.org/ns#", "http://www.w3.org/1999/xhtml/vocab#", "http://purl.org/dc/terms/"


def _graph(text, form):
    # rdflib's own reader of JSON-LD still opens a graph that rdflib deprecates.
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return Graph().parse(data=text, format=form)


def _rdf_of_html(html):
    found = extruct.extract(f"<!DOCTYPE html><p>{html}</p>", base_url="https://page.example/", syntaxes=["rdfa"])[
        "rdfa"
    ]
    return _graph(json.dumps(found), "json-ld")


def _rdf_of_xmp(xmp):
    start, end = xmp.index("<rdf:RDF"), xmp.index("</x:xmpmeta>")
    return Graph().parse(data=xmp[start:end].replace('rdf:about=""', f'rdf:about="{SOURCE}"'), format="xml")


def _rdf_of_json(text):
    return _graph(
        json.dumps(json.loads(text) | {"@context": {"@vocab": "https://schema.org/", "license": {"@type": "@id"}}}),
        "json-ld",
    )


@pytest.mark.parametrize(
    ("graph", "term"),
    [
        (lambda: _rdf_of_html(credit_html(MAP, "fr")), f"{XHV}license"),
        (lambda: Graph().parse(data=write_turtle(MAP), format="turtle"), f"{XHV}license"),
        (lambda: Graph().parse(data=write_turtle(MAP), format="turtle"), f"{CC}license"),
        (lambda: _rdf_of_xmp(write_xmp(MAP, "fr")), f"{CC}license"),
        (lambda: _rdf_of_json(write_jsonld(MAP, "fr")), "https://schema.org/license"),
    ],
    ids=["RDFa by extruct", "Turtle, xhv", "Turtle, cc", "XMP by rdflib", "JSON-LD by rdflib"],
)
def test_other_readers_find_the_same_licence(graph, term):
    assert list(graph().objects(URIRef(SOURCE), URIRef(term))) == [URIRef(BY_SA)]


def test_extruct_reads_the_json_ld():
    html = f'<script type="application/ld+json">{write_jsonld(MAP, "fr")}</script>'

    (found,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]

    assert found["license"] == BY_SA
    assert found["isBasedOn"][0]["license"] == "https://creativecommons.org/licenses/by/3.0/"


def test_exiftool_reads_the_xmp(tmp_path):
    if not shutil.which("exiftool"):
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no exiftool here: on Debian, apt install libimage-exiftool-perl")
    (tmp_path / "carte.xmp").write_text(write_xmp(MAP, "fr", page="https://communs.example/medias/carte/"))

    read = subprocess.run(
        ["exiftool", "-json", "-G1", tmp_path / "carte.xmp"], capture_output=True, text=True, check=True
    )

    (told,) = json.loads(read.stdout)
    assert told["XMP-dc:Title"] == "La carte"
    assert told["XMP-dc:Creator"] == ["Alice Le Goff", "Dan"]
    assert told["XMP-xmpRights:Marked"] is True
    assert told["XMP-xmpRights:WebStatement"] == "https://communs.example/medias/carte/"
    assert told["XMP-xmpRights:UsageTerms"] == f"Sous licence CC BY-SA 4.0 ({BY_SA})"
    assert told["XMP-xmpRights:UsageTerms-en"] == f"Licensed under CC BY-SA 4.0 ({BY_SA})"
    assert told["XMP-cc:License"] == BY_SA
    assert told["XMP-cc:AttributionName"] == "Alice Le Goff, Dan"
    assert told["XMP-cc:AttributionURL"] == SOURCE
    assert "ExifTool:Warning" not in told


@pytest.mark.parametrize(
    ("key", "marked"),
    [
        ("cc-by-4.0", ["True"]),
        ("all-rights-reserved", ["True"]),
        ("inc-edu-1.0", ["True"]),
        ("cc0-1.0", ["False"]),
        ("pdm-1.0", ["False"]),
        ("pddl-1.0", ["False"]),
        ("noc-us-1.0", []),
        ("und-1.0", []),
    ],
)
def test_xmp_marks_what_is_protected(key, marked):
    assert (
        re.findall("<xmpRights:Marked>(.*)</xmpRights:Marked>", write_xmp(Work("T", licence=get(key)), "fr")) == marked
    )


def test_nothing_known_writes_nothing():
    assert (write_jsonld(Work(), "fr"), jsonld(Work(), "fr"), write_xmp(Work(), "fr"), write_turtle(Work())) == (
        "", {}, "", "",
    )  # fmt: skip


def test_json_ld_says_where_a_licence_is_had():
    data = json.loads(write_jsonld(MAP, "en", licence_page="https://communs.example/licences/cc-by-sa-4.0/"))

    assert data["acquireLicensePage"] == "https://communs.example/licences/cc-by-sa-4.0/"
    assert data["creditText"].startswith("“La carte” (https://communs.example/carte) by Alice Le Goff (2024)")
    assert data["creator"] == [
        {"name": "Alice Le Goff", "url": "https://alice.example/"},
        {"@type": "Role", "roleName": "photographer", "creator": {"name": "Dan"}},
    ]


def test_reserved_rights_are_nowhere_a_licence():
    work = Work("Logo", source=SOURCE, licence=get("all-rights-reserved"))

    assert "license" not in jsonld(work, "fr")
    assert "license" not in write_turtle(work).partition(f"<{SOURCE}>")[2]
    assert "<cc:license" not in write_xmp(work, "fr")
    assert read_jsonld(write_jsonld(work, "fr")) == read_xmp(write_xmp(work, "fr")) == work


def test_turtle_of_a_work_and_its_originals():
    work = Work(
        'Le "plan" \\ ici', (Author("Zoé", role="sonneur"),), "", get("cc0-1.0"), 1999, "x", (MAP,), date(2024, 5, 1)
    )

    graph = Graph().parse(data=write_turtle(work), format="turtle")

    titles = sorted(str(title) for title in graph.objects(None, URIRef(f"{DCT}title")))
    assert titles == ["La carte", 'Le "plan" \\ ici', "Plan"]
    assert sorted(str(place) for place in graph.objects(None, URIRef(f"{DCT}source")))[:2] == [
        SOURCE,
        "https://plan.example/",
    ]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ('{"@type": "ImageObject", "license": "http://creativecommons.org/licenses/by/4.0/deed.fr", "author": "Zoé"}',
         Work(authors=(Author("Zoé"),), licence=get("cc-by-4.0"))),
        ('[{"@type": "WebSite"}, {"headline": "Actu", "author": [{"@type": "Person", "name": "Zoé"}]}]',
         Work("Actu", (Author("Zoé"),))),
        ('{"@graph": [{"name": "T", "license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}}]}',
         Work("T", licence=get("cc0-1.0"))),
        ('{"name": {"@value": "T", "@language": "fr"}, "isBasedOn": "https://o.example/", "copyrightYear": "2020"}',
         Work("T", year=2020, adapted_from=(Work(source="https://o.example/"),))),
        # What is not certain is not told: no such licence, not an address, not a year.
        ('{"name": "T", "license": "https://creativecommons.org/licenses/by/5.0/", "copyrightYear": "MMXX"}', Work("T")),
        ('{"name": "T", "license": "CC BY", "url": "javascript:alert(1)", "dateModified": "hier"}', Work("T")),
        ('{"name": 7, "creator": [null, 3, [], {}], "isBasedOn": [1, null], "license": [[]]}', None),
        ('{"@type": "WebSite"}', None),
        ("[]", None),
        ("null", None),
        ("3", None),
        ('"texte"', None),
    ],
)  # fmt: skip
def test_json_ld_of_others(text, work):
    assert read_jsonld(text) == work


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">'


@pytest.mark.parametrize(
    ("inside", "work"),
    [
        (
            (
                '<rdf:Description rdf:about=""><dc:creator><rdf:Seq><rdf:li>Zoé</rdf:li></rdf:Seq></dc:creator>'
                '<dc:title><rdf:Alt><rdf:li xml:lang="fr">Titre</rdf:li><rdf:li xml:lang="x-default">Title</rdf:li>'
                "</rdf:Alt></dc:title></rdf:Description>"
                '<rdf:Description><cc:license rdf:resource="http://creativecommons.org/licenses/by/2.0/"/></rdf:Description>'
            ),
            Work("Title", (Author("Zoé"),), licence=get("cc-by-2.0")),
        ),
        (
            f'<rdf:Description xmpRights:WebStatement="{BY_SA}" xmpRights:Marked="True"/>',
            Work(licence=get("cc-by-sa-4.0")),
        ),
        ('<rdf:Description xmpRights:WebStatement="https://page.example/"/>', None),
        ("<rdf:Description/>", None),
        ("", None),
    ],
)
def test_xmp_of_others(inside, work):
    assert read_xmp(f"{RDF}{inside}</rdf:RDF>") == work


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (read_xmp, BOMB, "This XML declares a document type: it is not read."),
        (read_xmp, "<x", "This text is not XML."),
        (read_xmp, "", "This text is not XML."),
        (read_xmp, "<x>&nbsp;</x>", "This text is not XML."),
        (read_xmp, "<x>\x00</x>", "This text is not XML."),
        (read_xmp, "<x>\ud800</x>", "This text is not XML."),
        (read_jsonld, "", "This text is not JSON."),
        (read_jsonld, "{'name': 'T'}", "This text is not JSON."),
        (read_jsonld, "[" * 100_000, "This text is not JSON."),
        (read_jsonld, "9" * 100_000, "This text is not JSON."),
        *((read, "x" * 200_001, "This text is too long to be read.") for read in READERS),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(read, text, sentence):
    with pytest.raises(UnreadableMetadata) as refused:
        read(text)

    assert refused.value.text("en") == str(refused.value) == sentence
    assert refused.value.text("fr") != sentence


@pytest.mark.parametrize(
    ("html", "work"),
    [
        (f'<a rel="license" href="{BY_SA}">CC BY-SA</a>', Work(licence=get("cc-by-sa-4.0"))),
        (f'<link rel="license" href="{BY_SA}"><p>Texte', Work(licence=get("cc-by-sa-4.0"))),
        (
            (
                '<div xmlns:cc="http://creativecommons.org/ns#" xmlns:dct="http://purl.org/dc/terms/" about="https://w.example/">'
                '<span property="dct:title">Titre</span> <a rel="cc:attributionURL" property="cc:attributionName" '
                f'href="https://z.example/">Zoé</a> <a rel="license noopener" href="{BY_SA}?ref=chooser-v1">x</a></div>'
            ),
            Work("Titre", (Author("Zoé", "https://z.example/"),), "https://w.example/", get("cc-by-sa-4.0")),
        ),
        (
            '<p prefix="d: http://purl.org/dc/terms/"><b property="d:title">T<i>out</i></b></p>',
            Work("Tout"),
        ),
        ('<p property="dct:title">Sans fin', Work("Sans fin")),
        ('<p about="javascript:alert(1)"><b property="dct:title">T</b></p>', Work("T")),
        (f'<a rel="license" href="{BY_SA}">CC</a> et <!-- puis <b', Work(licence=get("cc-by-sa-4.0"))),
        (
            f'<a rel="license" href="{BY_SA}">CC</a><b property="dct:title">T</b><a href="',
            Work("T", licence=get("cc-by-sa-4.0")),
        ),
        ("</p></b><<<>>&#xD800;<!-- <![CDATA[", None),
        ('<a rel="license" href="https://creativecommons.org.evil.example/licenses/by/4.0/">CC</a>', None),
        ("Du texte, sans plus", None),
        ("", None),
    ],
)
def test_rdfa_of_others(html, work):
    assert read_rdfa(html) == work


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (f"Texte sous licence [CC BY-SA 4.0]({BY_SA})", None),
        (f"\n\n  Sous licence [CC BY-SA 4.0]({BY_SA})\n\nSuite", Work(licence=get("cc-by-sa-4.0"))),
        (f"“[T](https://t.example/)” by [Zoé](https://z.example/), licensed under [whatever]({BY_SA}).",
         Work("T", (Author("Zoé", "https://z.example/"),), "https://t.example/", get("cc-by-sa-4.0"))),
        ("“T” by Zoé, from somewhere, another day", Work("T", (Author("Zoé"),))),
        ("Bonjour, le monde", None),
        ("Tous, sans (rôle", None),
        ("", None),
        ("((((((", None),
        ("&#1114112; \\", None),
    ],
)  # fmt: skip
def test_markdown_of_others_is_read_only_where_it_is_certain(text, work):
    assert read_markdown(text) == work


@given(st.text(max_size=200) | st.text(alphabet="<>/=\"' abprel:typeof&;#[](){}\\«»“”,;!-", max_size=200))
def test_no_text_breaks_a_reader(text):
    for read in READERS:
        try:
            found = read(text)
        except UnreadableMetadata:
            continue
        assert found is None or isinstance(found, Work)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["name", "creator", "license", "isBasedOn", "@graph", "url", "@id", "@value", "copyrightYear"]
                ),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_no_json_breaks_the_reader(data):
    found = read_jsonld(json.dumps(data))

    assert found is None or isinstance(found, Work)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_rdfa, '<p rel="dct:source" resource="https://a.example/">' * 3_900),
        (read_rdfa, "<b property='dct:title'>x" * 8_000),
        (read_rdfa, "<!--" * 50_000),
        (read_rdfa, '<a href="' * 22_000),
        (read_rdfa, "<a>x" * 50_000),
        (read_rdfa, "<a>" * 33_000 + "</b>" * 25_000),
        (read_markdown, "“T”; adapted from " * 10_000),
        (read_markdown, "(" * 200_000),
        (read_markdown, "«\u00a0" * 90_000),
        (read_markdown, "[" * 200_000),
        (read_markdown, "a, " * 60_000),
        (read_jsonld, '{"name": "T", "isBasedOn": ' * 300 + "1" + "}" * 300),
        (read_xmp, RDF + "<dc:title>" * 9_000 + "</dc:title>" * 9_000 + "</rdf:RDF>"),
    ],
)  # fmt: skip
def test_deep_and_long_texts_are_read_or_refused(read, text):
    try:
        found = read(text)
    except UnreadableMetadata:
        return
    assert found is None or isinstance(found, Work)
