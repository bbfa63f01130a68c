"""The glossary: the French names of the elements are those of the licences, and every name is recognised as its code."""

from __future__ import annotations

import pytest

from legaltools import catalogue
from legaltools.recognise.words import Kind, folded, lexicon
from legaltools.tool import FAMILIES
from legaltools.vocabulary import EDITIONS, elements, terms


def plain(words):
    return " ".join(folded(words).replace("’", " ").replace("'", " ").replace("-", " ").split())


def lexicon_of(phrase):
    words = tuple(plain(phrase).split())
    return {
        meaning.values
        for known, meaning in lexicon().get(words[0], ())
        if known == words and meaning.kind is Kind.ELEMENT
    }


def test_the_four_elements_have_four_french_names_each():
    assert [(term.code, *(term.versions[edition] for edition in EDITIONS)) for term in elements()] == [
        ("BY", "Paternité", "Attribution", "Attribution", "Attribution"),
        (
            "SA",
            "Partage Des Conditions Initiales A l’Identique",
            "Partage à l’Identique",
            "Partage dans les mêmes conditions",
            "Partage dans les Mêmes Conditions",
        ),
        (
            "NC",
            "Pas d’Utilisation Commerciale",
            "Pas d’Utilisation Commerciale",
            "Utilisation non commerciale",
            "Pas d’Utilisation Commerciale",
        ),
        ("ND", "Pas de Modification", "Pas de Modification", "Pas d’Œuvre dérivée", "Pas de Modification"),
    ]


@pytest.mark.parametrize("edition", ["2.0", "3.0", "4.0"])
@pytest.mark.parametrize("unit", ["by-nc-sa", "by-nc-nd"])
def test_names_are_those_in_the_titles_of_the_licences(edition, unit):
    country = "" if edition == "4.0" else "-fr"
    title = plain(catalogue.get(f"cc-{unit}-{edition}{country}").name("fr"))
    named = [term.versions[edition] for term in elements() if term.code.lower() in unit.split("-")]

    assert [name for name in named if plain(name) not in title] == []


@pytest.mark.parametrize("term", elements(), ids=lambda term: term.code)
def test_every_name_of_an_element_is_recognised_as_its_code(term):
    names = (term.fr, term.en, *term.versions.values(), *(other.words for other in term.others), *term.phrases)

    assert {name: lexicon_of(name) for name in names if lexicon_of(name) != {(term.code,)}} == {}


def test_each_term_is_said_once_and_explained_in_both_languages():
    keys = [term.key for term in terms()]

    assert len(set(keys)) == len(keys) >= 20
    assert [term.key for term in terms() if not (term.text("fr") and term.text("en"))] == []


def test_licences_and_families_are_known():
    assert [term.key for term in terms() if term.licence and term.licence not in catalogue.by_key()] == []
    assert {family for term in terms() for family in term.families} <= set(FAMILIES)


def test_language_chooses_the_name():
    (nc,) = [term for term in elements() if term.code == "NC"]

    assert (nc.name("fr-CA"), nc.name("en"), nc.name("br")) == (
        "Pas d’utilisation commerciale",
        "NonCommercial",
        "NonCommercial",
    )
