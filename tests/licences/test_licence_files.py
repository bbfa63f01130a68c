"""What the site gives to other sites: badges, and the catalogue as files."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, XSD

from legaltools.catalogue import all_tools

pytestmark = pytest.mark.django_db

BY_SA = URIRef("https://creativecommons.org/licenses/by-sa/4.0/")
CC = "http://creativecommons.org/ns#"


def file(client, address, content_type) -> str:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.content.decode()


def test_badges_are_served_from_here(client):
    assert file(client, "/licences/badges/cc-by-sa-4.0.svg", "image/svg+xml").startswith("<svg ")
    assert client.get("/licences/badges/cc-by-sa-4.0.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "address",
    [
        "/licences/badges/nope.svg",
        "/licences/badges/<b>.png",
        "/licences/donnees/licences.xls",
        "/licences/donnees/x.ttl",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_catalogue_as_json_says_where_its_facts_come_from(client):
    data = json.loads(file(client, "/licences/donnees/licences.json", "application/json; charset=utf-8"))
    assert len(data["licences"]) == len(all_tools())
    assert data["sources"][0]["url"] == "https://github.com/creativecommons/cc-legal-tools-data"
    assert next(one for one in data["licences"] if one["key"] == "cc-sa-1.0") == {
        "key": "cc-sa-1.0", "label": "CC SA 1.0", "url": "https://creativecommons.org/licenses/sa/1.0/",
        "spdx": "CC-SA-1.0", "name_fr": "Partage dans les Mêmes Conditions 1.0 Générique",
        "name_en": "ShareAlike 1.0 Generic", "family": "other-free", "unit": "sa", "version": "1.0", "jurisdiction": "",
        "permits": ["DerivativeWorks", "Distribution", "Reproduction"], "requires": ["Notice", "ShareAlike"],
        "prohibits": [], "retired": "2004-05-25", "replaced_by": "", "legal_texts": ["en"],
    }  # fmt: skip


def test_the_catalogue_as_csv_has_one_line_a_licence(client):
    rows = list(csv.DictReader(io.StringIO(file(client, "/licences/donnees/licences.csv", "text/csv; charset=utf-8"))))
    assert [row["key"] for row in rows] == [tool.key for tool in all_tools()]
    assert next(row for row in rows if row["key"] == "cc-by-nc-4.0")["prohibits"] == "CommercialUse"


def test_the_catalogue_as_turtle_is_read_by_others_with_every_term(client):
    graph = Graph().parse(
        data=file(client, "/licences/donnees/licences.ttl", "text/turtle; charset=utf-8"), format="turtle"
    )
    assert len(set(graph.subjects())) == len([tool for tool in all_tools() if tool.url])
    for tool in filter(lambda tool: tool.url, all_tools()):
        for name in ("permits", "requires", "prohibits"):
            told = {str(term).removeprefix(CC) for term in graph.objects(URIRef(tool.url), URIRef(CC + name))}
            assert told == getattr(tool, name)


def test_one_licence_as_turtle_has_its_names_its_texts_and_its_old_address(client):
    graph = Graph().parse(
        data=file(client, "/licences/donnees/licence/cc-by-sa-4.0.ttl", "text/turtle; charset=utf-8"), format="turtle"
    )
    assert Literal("Attribution-ShareAlike 4.0 International", lang="en") in set(graph.objects(BY_SA, DCTERMS.title))
    assert URIRef(f"{BY_SA}legalcode.fr") in set(graph.objects(BY_SA, URIRef(f"{CC}legalcode")))
    assert list(graph.objects(BY_SA, OWL.sameAs)) == [URIRef("http://creativecommons.org/licenses/by-sa/4.0/")]


def test_a_retired_licence_says_so_in_turtle(client):
    text = file(client, "/licences/donnees/licence/cc-sa-1.0.ttl", "text/turtle; charset=utf-8")
    dates = list(Graph().parse(data=text, format="turtle").objects(None, URIRef(f"{CC}deprecatedOn")))
    assert dates == [Literal("2004-05-25", datatype=XSD.date)]


def test_the_rules_as_json_are_those_that_the_site_follows(client):
    data = json.loads(file(client, "/licences/donnees/rules.json", "application/json; charset=utf-8"))
    assert set(data) == {"sources", "mixing", "credits", "questions"}
    assert data["mixing"]["offered"][0] == "cc0-1.0"


def test_what_an_adaptation_may_carry_is_a_table_with_a_reason_each(client):
    rows = list(csv.DictReader(io.StringIO(file(client, "/licences/donnees/mixes.csv", "text/csv; charset=utf-8"))))
    told = {(row["source"], row["target"]): row["verdict"] for row in rows}
    assert told["cc-by-sa-4.0", "cc-by-sa-4.0"] == "ok"
    assert told["cc-by-nd-4.0", "cc-by-4.0"] == "no"
    assert [row for row in rows if not row["reason_fr"] or not row["reason_en"]] == []


def test_what_a_credit_holds_is_a_table(client):
    rows = list(csv.DictReader(io.StringIO(file(client, "/licences/donnees/credits.csv", "text/csv; charset=utf-8"))))
    titles = {row["licence"]: row["severity"] for row in rows if row["field"] == "title"}
    assert (titles["cc-by-3.0"], titles["cc-by-4.0"]) == ("breach", "courtesy")


def test_the_page_of_the_data_leads_to_each_file(client):
    page = client.get("/licences/donnees/").content.decode()
    addresses = [line.split('"')[0] for line in page.split('href="')[1:] if line.startswith("/licences/donnees/")]
    assert [client.get(address).status_code for address in addresses] == [200] * 6
