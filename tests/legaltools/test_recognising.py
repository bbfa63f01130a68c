from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaltools.catalogue import all_tools, get
from legaltools.recognise import find_statements, recognise
from legaltools.recognise.doubts import DOUBTS
from legaltools.recognise.problems import CODES

TOOLS = all_tools()


def _answer(text):
    found = recognise(text)
    return found.tool.key if found.tool else found.problem.code


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "cc-by-sa-4.0"),
        ("http://creativecommons.org/licenses/by-sa/4.0/", "cc-by-sa-4.0"),
        ("https://www.creativecommons.org/licenses/by-sa/4.0", "cc-by-sa-4.0"),
        ("HTTP://CREATIVECOMMONS.ORG/LICENSES/BY-SA/4.0/", "cc-by-sa-4.0"),
        ("//creativecommons.org/licenses/by-sa/4.0/", "cc-by-sa-4.0"),
        ("creativecommons.org/licenses/by-sa/4.0", "cc-by-sa-4.0"),
        ("www.creativecommons.org/licenses/by-sa/4.0", "cc-by-sa-4.0"),
        ("<https://creativecommons.org/licenses/by-sa/4.0/>", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.fr", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.fr_CA", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/legalcode", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/legalcode.fr", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/legalcode.txt", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/rdf", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/?ref=chooser-v1", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/#section3", "cc-by-sa-4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/fr/deed.fr", "cc-by-nc-sa-3.0-fr"),
        # A deed in French is not the French port.
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/deed.fr", "cc-by-nc-sa-3.0"),
        ("https://creativecommons.org/licenses/by/2.5/scotland/", "cc-by-2.5-scotland"),
        ("https://creativecommons.org/licenses/by/3.0/igo/legalcode", "cc-by-3.0-igo"),
        ("https://creativecommons.org/licenses/sampling%2B/1.0/", "cc-sampling-plus-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.fr", "cc0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "pdm-1.0"),
        # Addresses that never were right, or are no more, and whose meaning is certain.
        ("https://creativecommons.org/licenses/mark/1.0/", "pdm-1.0"),
        ("https://creativecommons.org/licenses/publicdomain/", "certification-1.0-us"),
        ("https://creativecommons.org/licenses/by-nc-nd/1.0/", "cc-by-nd-nc-1.0"),
        # Badges.
        ("https://i.creativecommons.org/l/by-nc/4.0/88x31.png", "cc-by-nc-4.0"),
        ("https://licensebuttons.net/l/by-sa/3.0/fr/80x15.png", "cc-by-sa-3.0-fr"),
        ("https://spdx.org/licenses/CC-BY-NC-SA-2.0-FR.html", "cc-by-nc-sa-2.0-fr"),
        ("https://www.etalab.gouv.fr/licence-ouverte-open-licence", "etalab-2.0"),
        ("http://artlibre.org/licence/lal/en/", "lal-1.3"),
        ("https://opendatacommons.org/licenses/odbl/", "odbl-1.0"),
        ("http://www.gnu.org/licenses/fdl-1.3.txt", "gfdl-1.3"),
        ("http://rightsstatements.org/vocab/InC/1.0/", "all-rights-reserved"),
        ("https://rightsstatements.org/page/InC/1.0/?language=fr", "all-rights-reserved"),
        ("http://rightsstatements.org/vocab/InC-NC/1.0/", "inc-nc-1.0"),
        ("https://rightsstatements.org/page/NoC-OKLR/1.0/", "noc-oklr-1.0"),
        ("https://opendatacommons.org/licenses/by/1-0/", "odc-by-1.0"),
        ("https://opendatacommons.org/licenses/pddl/1.0/", "pddl-1.0"),
        ("https://www.gnu.org/licenses/gpl-3.0.txt", "gpl-3.0"),
        ("https://spdx.org/licenses/GPL-3.0-or-later.html", "gpl-3.0"),
        ("https://www.gnu.org/licenses/old-licenses/gpl-2.0.html", "not-in-catalogue"),
        ("https://www.gnu.org/licenses/gpl.html", "which-version"),
        ("https://rightsstatements.org/en/", "unknown"),
    ],
)
def test_address_names_its_licence(address, key):
    assert _answer(address) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ODC-By 1.0", "odc-by-1.0"),
        ("Open Data Commons Attribution License", "odc-by-1.0"),
        ("PDDL", "pddl-1.0"),
        ("GPLv3", "gpl-3.0"),
        ("GPL-3.0-or-later", "gpl-3.0"),
        ("GNU General Public License version 3", "gpl-3.0"),
        ("GPL 2.0", "not-in-catalogue"),
        ("GPL", "which-version"),
        ("NoC-US", "noc-us-1.0"),
        ("Droit d’auteur non évalué", "cne-1.0"),
        ("In Copyright - Educational Use Permitted", "inc-edu-1.0"),
        ("und", "unknown"),
    ],
)
def test_other_licences_and_statements_are_known_by_name(name, key):
    assert _answer(name) == key


@pytest.mark.parametrize(
    "address",
    [
        "https://creativecommons.org.example.com/licenses/by/4.0/",
        "https://creativecommons.org@example.com/licenses/by/4.0/",
        "https://example.com/creativecommons.org/licenses/by/4.0/",
        "https://fake-creativecommons.org/licenses/by/4.0/",
        "fake-creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.com/licenses/by/4.0/",
        "https://creativecommons.org/about/",
        "https://creativecommons.org/",
        "https://creativecommons.org/licenses/",
        "https://creativecommons.org/licenses/mit/1.0/",
    ],
)
def test_address_that_only_looks_like_creative_commons_names_nothing(address):
    found = recognise(address)

    assert (found.tool, found.problem.code, found.candidates) == (None, "wrong-address", ())


@pytest.mark.parametrize(
    "address",
    [
        "https://сreativecommons.org/licenses/by/4.0/",  # the first letter is Cyrillic
        "https://example.org/",
        "https://[broken/licenses/by/4.0/",
        "https://[broken/licenses/by-sa/4.0/",
        "ftp://creativecommons.org/licenses/by/4.0/",
        "javascript://creativecommons.org/licenses/by/4.0/?x",
    ],
)
def test_other_addresses_name_nothing(address):
    assert recognise(address).tool is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("CC BY-SA 4.0", "cc-by-sa-4.0"),
        ("CC-BY-SA-4.0", "cc-by-sa-4.0"),
        ("cc by sa 4.0", "cc-by-sa-4.0"),
        ("cc_by_sa_4.0", "cc-by-sa-4.0"),
        ("CCBYSA 4.0", "cc-by-sa-4.0"),
        ("CC BY‑SA 4.0", "cc-by-sa-4.0"),
        ("CC BY-SA 4,0", "cc-by-sa-4.0"),
        ("CC BY-SA v4", "cc-by-sa-4.0"),
        ("CC SA-BY 4.0", "cc-by-sa-4.0"),
        ("by-sa 4.0", "cc-by-sa-4.0"),
        ("by-nc-nd 2", "cc-by-nc-nd-2.0"),
        ("cc-by-nc-sa 3.0 fr", "cc-by-nc-sa-3.0-fr"),
        ("CC BY-NC-SA 3.0 France", "cc-by-nc-sa-3.0-fr"),
        ("CC BY SA 3.0 de", "cc-by-sa-3.0-de"),
        ("CC BY-SA 2.0 Royaume-Uni", "cc-by-sa-2.0-uk"),
        ("CC BY-NC-ND 1.0", "cc-by-nd-nc-1.0"),
        ("CC BY-NC-SA 2.0 FR", "cc-by-nc-sa-2.0-fr"),
        ("👍 CC BY-SA 4.0", "cc-by-sa-4.0"),
        ("Creative Commons BY 4.0", "cc-by-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International Public License", "cc-by-sa-4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported License", "cc-by-nc-nd-3.0"),
        ("Attribution-NonCommercial-NoDerivatives 4.0 International", "cc-by-nc-nd-4.0"),
        ("Attribution 4.0 International (CC BY 4.0)", "cc-by-4.0"),
        ("CCA Share Alike 2.0 Generic", "cc-by-sa-2.0"),
        # The four French vocabularies: deeds, 4.0 legal code, 3.0, 2.0 and Luxembourg; then Belgium's.
        ("Licence Creative Commons Attribution – Partage dans les Mêmes Conditions 4.0", "cc-by-sa-4.0"),
        ("Attribution - Pas d’Utilisation Commerciale - Pas de Modification 3.0 non transposé", "cc-by-nc-nd-3.0"),
        ("Attribution - Utilisation non commerciale - Pas d’Œuvre dérivée 4.0 International", "cc-by-nc-nd-4.0"),
        ("Creative Commons Attribution Partage à l'Identique 3.0 France", "cc-by-sa-3.0-fr"),
        ("Paternité - Pas d'Utilisation Commerciale - Partage à l'identique 3.0 Luxembourg", "cc-by-nc-sa-3.0-lu"),
        ("Paternité - Partage Des Conditions Initiales A l'Identique 2.0 France", "cc-by-sa-2.0-fr"),
        ("Attribution – Non Commercial – Pas d’Oeuvres Dérivées 2.0 Belgique", "cc-by-nc-nd-2.0-be"),
        ("Partage a\u0300 l'identique, paternite\u0301 3.0", "cc-by-sa-3.0"),
        # Names with only one version need none.
        ("CC0", "cc0-1.0"),
        ("cc zero", "cc0-1.0"),
        ("Creative Commons Zero", "cc0-1.0"),
        ("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "cc0-1.0"),
        ("CC0 (domaine public)", "cc0-1.0"),
        ("Versé dans le domaine public. Voir CC0.", "cc0-1.0"),
        ("CC BY-SA, voir https://creativecommons.org/licenses/by-sa/3.0/", "cc-by-sa-3.0"),
        ("PDM", "pdm-1.0"),
        ("Public Domain Mark", "pdm-1.0"),
        ("Marque du domaine public 1.0", "pdm-1.0"),
        ("CC Sampling+", "cc-sampling-plus-1.0"),
        ("ODbL", "odbl-1.0"),
        ("Open Database License (ODbL) v1.0", "odbl-1.0"),
        ("Licence Ouverte 2.0", "etalab-2.0"),
        ("Licence Ouverte v2.0 (Etalab)", "etalab-2.0"),
        ("LOv2", "etalab-2.0"),
        ("etalab-2.0", "etalab-2.0"),
        ("Licence Art Libre 1.3", "lal-1.3"),
        ("LAL 1.3", "lal-1.3"),
        ("Free Art License 1.3", "lal-1.3"),
        ("FAL-1.3", "lal-1.3"),
        ("GNU FDL 1.3", "gfdl-1.3"),
        ("GNU Free Documentation License, version 1.3", "gfdl-1.3"),
        ("GFDL-1.3-no-invariants-or-later", "gfdl-1.3"),
        ("Tous droits réservés", "all-rights-reserved"),
        ("© Alice, tous droits réservés.", "all-rights-reserved"),
        ("All rights reserved", "all-rights-reserved"),
        ("avec l’aimable autorisation de l’autrice", "by-permission"),
        ("used with permission", "by-permission"),
    ],
)
def test_name_gives_its_licence(name, key):
    assert _answer(name) == key


@pytest.mark.parametrize(
    ("name", "code", "candidates"),
    [
        (
            "CC BY-SA",
            "which-version",
            "cc-by-sa-4.0 cc-by-sa-3.0 cc-by-sa-3.0-fr cc-by-sa-2.5 cc-by-sa-2.0 cc-by-sa-2.0-fr cc-by-sa-1.0",
        ),
        (
            "Paternité, partage à l'identique",
            "which-version",
            "cc-by-sa-4.0 cc-by-sa-3.0 cc-by-sa-3.0-fr cc-by-sa-2.5 cc-by-sa-2.0 cc-by-sa-2.0-fr cc-by-sa-1.0",
        ),
        ("CC BY-SA FR", "which-version", "cc-by-sa-3.0-fr cc-by-sa-2.0-fr"),
        ("CC BY-SA 5.0, CC BY-SA 4.0", "several", "cc-by-sa-4.0 cc-by-sa-3.0"),
        ("CC BY 3.0 ou CC BY 4.0", "several", "cc-by-3.0 cc-by-4.0"),
        ("CC BY-SA 3.0/4.0", "several", "cc-by-sa-3.0 cc-by-sa-4.0"),
        ("CC BY-SA 3.0 et GFDL 1.3", "several", "cc-by-sa-3.0 gfdl-1.3"),
        ("CC BY-SA 4.0 FR", "no-such-port", "cc-by-sa-4.0 cc-by-sa-3.0-fr cc-by-sa-2.0-fr"),
        (
            "https://creativecommons.org/licenses/by-nc-sa/4.0/fr/",
            "no-such-port",
            "cc-by-nc-sa-4.0 cc-by-nc-sa-3.0-fr cc-by-nc-sa-2.0-fr",
        ),
        ("CC BY-SA 2.5 FR", "no-such-port", "cc-by-sa-2.5 cc-by-sa-3.0-fr cc-by-sa-2.0-fr"),
        ("CC0 1.0 FR", "no-such-port", "cc0-1.0"),
        ("CC BY 3.5", "no-such-version", "cc-by-4.0 cc-by-3.0 cc-by-2.5 cc-by-2.0 cc-by-1.0"),
        ("CC BY-SA 5.0", "no-such-version", "cc-by-sa-4.0 cc-by-sa-3.0 cc-by-sa-2.5 cc-by-sa-2.0 cc-by-sa-1.0"),
        ("CC BY 2.1", "no-such-version", "cc-by-2.1-au cc-by-2.1-ca cc-by-2.1-es cc-by-2.1-jp"),
        ("cc0 3", "no-such-version", "cc0-1.0"),
        ("pdm 4.0", "no-such-version", "pdm-1.0"),
        ("CC BY-SA-ND 4.0", "no-such-licence", "cc-by-sa-4.0 cc-by-nd-4.0"),
        ("CC NC-SA 4.0", "no-such-licence", "cc-by-nc-sa-4.0"),
        ("Paternité 2.0", "which-port", "cc-by-2.0-fr cc-by-2.0"),
        ("GFDL", "which-version", "gfdl-1.3"),
        ("GFDL 1.2", "not-in-catalogue", "gfdl-1.3"),
        ("Licence Art Libre", "which-version", "lal-1.3"),
        ("Licence Art Libre 1.2", "not-in-catalogue", "lal-1.3"),
        ("Licence Ouverte", "which-version", "etalab-2.0"),
        ("Etalab 1.0", "not-in-catalogue", "etalab-2.0"),
        ("Cette photo est dans le domaine public", "public-domain", "pdm-1.0 cc0-1.0"),
        ("Copyrighté", "copyright-only", "all-rights-reserved"),
        (
            "Creative Commons",
            "which-licence",
            "cc0-1.0 cc-by-4.0 cc-by-sa-4.0 cc-by-nc-4.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-nc-nd-4.0",
        ),
        ("", "empty", ""),
        (" \n\t", "empty", ""),
        ("MIT", "unlisted", ""),
        ("EUPL-1.2", "unlisted", ""),
        ("licence libre", "no-licence", ""),
        ("aotre-implijout frank", "unknown", ""),
        ("🎉🎉🎉", "unknown", ""),
        ("4.0", "unknown", ""),
        ("fr", "unknown", ""),
        ("licence", "unknown", ""),
    ],
)
def test_uncertain_or_wrong_name_gives_the_problem_and_what_it_may_have_been(name, code, candidates):
    found = recognise(name)

    assert (found.tool, found.problem.code) == (None, code)
    assert " ".join(found.candidates).startswith(candidates)
    assert bool(found.candidates) is bool(candidates)


@pytest.mark.parametrize(
    ("name", "fr", "en"),
    [
        (
            "CC BY-SA 4.0 FR",
            (
                "CC BY-SA 4.0 FR n’existe pas\u00a0: CC BY-SA 4.0 vaut dans tous les pays "
                "et a un texte officiel en français."
            ),
            "There is no CC BY-SA 4.0 FR: CC BY-SA 4.0 holds in every country and has an official French text.",
        ),
        (
            "CC BY-SA",
            "«\u00a0CC BY-SA\u00a0» sans version\u00a0: laquelle\u00a0? La plus récente est CC BY-SA 4.0.",
            "“CC BY-SA” has no version: which one? The latest is CC BY-SA 4.0.",
        ),
        (
            "CC BY 2.5 FR",
            "CC BY 2.5 FR n’existe pas. Pour ce pays\u00a0: CC BY 3.0 FR et CC BY 2.0 FR.",
            "There is no CC BY 2.5 FR. For that country: CC BY 3.0 FR and CC BY 2.0 FR.",
        ),
        (
            "cc0 3",
            "CC0 3.0 n’existe pas. La seule version est la 1.0.",
            "There is no CC0 3.0. The only version is 1.0.",
        ),
        (
            "GFDL 1.2",
            "GFDL 1.2 n’est pas au catalogue\u00a0: seule GFDL 1.3 y est.",
            "GFDL 1.2 is not in the catalogue: only GFDL 1.3 is.",
        ),
    ],
)
def test_problem_is_a_sentence_in_both_languages(name, fr, en):
    problem = recognise(name).problem

    assert (problem.text("fr"), problem.text("en")) == (fr, en)


@pytest.mark.parametrize("part", ["url", "label", "spdx", "key"])
def test_every_tool_is_recognised_by(part):
    wrong = [tool.key for tool in TOOLS if (text := getattr(tool, part)) and recognise(text).tool is not tool]

    assert wrong == []


def test_every_official_name_gives_its_tool_or_what_the_same_name_also_means():
    for tool in TOOLS:
        for name in tool.names.values():
            found = recognise(name)
            # The ports of 2.0 of France and Belgium do not say their country in their own title.
            same_name = found.tool and (found.tool.unit, found.tool.version, found.tool.jurisdiction) == (
                tool.unit,
                "2.0",
                "",
            )
            assert found.tool is tool or same_name or tool.key in found.candidates, (tool.key, name)


@given(st.sampled_from(TOOLS).filter(lambda tool: tool.is_cc), st.sampled_from(["deed.fr", "legalcode", "?a=b", "#x"]))
def test_every_form_of_every_address_is_recognised(tool, tail):
    address = tool.url.replace("https://", "http://www.") + tail

    assert recognise(address).tool is tool
    assert recognise(f"Texte sous licence ({address}), merci !").tool is tool


@given(st.text(max_size=300) | st.text(alphabet="cby-sand 0123.4CBYSAND/:()[]\n", max_size=300))
def test_any_text_gets_one_answer(text):
    found = recognise(text)

    assert (found.tool is None) is (found.problem is not None)
    assert found.problem is None or found.problem.code in {*CODES, *DOUBTS}
    assert all(get(key) for key in found.candidates)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("cc " * 33_000, "unknown"),
        ("a" * 100_000, "unknown"),
        ("CC BY-SA 3.0, " * 7_000, "cc-by-sa-3.0"),
        ("](" * 50_000, "unknown"),
        ("a." * 50_000, "unknown"),
        ("partage a l " * 8_000, "unknown"),
        ("x " * 50_000 + ". CC BY 4.0", "cc-by-4.0"),
    ],
    ids=["anchors", "one word", "names", "links", "hosts", "half phrases", "name at the end"],
)
def test_a_long_text_is_answered(text, answer):
    assert _answer(text) == answer


def _found(text):
    return [
        (text[one.start : one.end], one.recognition.tool.key if one.recognition.tool else one.recognition.problem.code)
        for one in find_statements(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Publié par F. via [Réseau](http://r.example) selon les termes de la licence Creative Commons BY-NC-SA.",
            [("Creative Commons BY-NC-SA", "which-version")],
        ),
        (
            "Photo par [C](http://x.example/y), sous Creative Commons BY-SA",
            [("Creative Commons BY-SA", "which-version")],
        ),
        ("sous licence Creative Commons BY SAContact : x", [("Creative Commons BY SA", "which-version")]),
        (
            "licensed under a Creative Commons Attribution Share-Alike 3.0 License",
            [("Creative Commons Attribution Share-Alike 3.0", "cc-by-sa-3.0")],
        ),
        (
            "Zoé, [CC BY 2.0](https://creativecommons.org/licenses/by/2.0/).",
            [("[CC BY 2.0](https://creativecommons.org/licenses/by/2.0/)", "cc-by-2.0")],
        ),
        (
            "sous [licence CC BY-SA](http://creativecommons.org/licenses/by-sa/3.0/fr/) depuis 2012",
            [("CC BY-SA](http://creativecommons.org/licenses/by-sa/3.0/fr/", "cc-by-sa-3.0-fr")],
        ),
        # The link contradicts the words: both are said.
        (
            "[CC BY 4.0](https://creativecommons.org/licenses/by-sa/4.0/)",
            [("CC BY 4.0", "cc-by-4.0"), ("https://creativecommons.org/licenses/by-sa/4.0/", "cc-by-sa-4.0")],
        ),
        (
            "CC BY 3.0, CC BY-SA 2.0 et CC0",
            [("CC BY 3.0", "cc-by-3.0"), ("CC BY-SA 2.0", "cc-by-sa-2.0"), ("CC0", "cc0-1.0")],
        ),
        ("CC BY 3.0 / BY-SA 4.0", [("CC BY 3.0", "cc-by-3.0"), ("BY-SA 4.0", "cc-by-sa-4.0")]),
        ("Données Etalab sous Licence Ouverte 2.0.", [("Etalab sous Licence Ouverte 2.0", "etalab-2.0")]),
        ("Un recueil sous licence Art Libre 1.3.", [("licence Art Libre 1.3", "lal-1.3")]),
        ("© OpenStreetMap, ODbL", [("ODbL", "odbl-1.0")]),
        ("Texte : © Zoé, tous droits réservés.", [("tous droits réservés", "all-rights-reserved")]),
        ("Publié avec l'aimable autorisation de la Fondation.", [("avec l'aimable autorisation", "by-permission")]),
        ("Versé dans le domaine public (CC0 1.0)", [("dans le domaine public (CC0 1.0", "cc0-1.0")]),
        ("Creative\nCommons BY 4.0", [("Creative\nCommons BY 4.0", "cc-by-4.0")]),
    ],
)
def test_statement_is_found_in_prose(text, expected):
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Photo by Zoé, de sa main, en 2014.",
        "Impossible de livrer la méthode complète en Creative Commons.",
        "Nous publions sous une licence ouverte.",
        "Etalab accompagne les administrations.",
        "L'attribution des rôles se fait par groupes de 3 à 4.",
        "Les photos se prennent avec l'autorisation des parents, avec l'accord de chacun.",
        "Demandez un permis d'occupation du domaine public.",
        "![Débat](../media/photo-cc-by-sa.jpg)",
        'image_url: https://example.org/media/photo-cc-by-nc.jpg?raw=true <img src="x-cc-by.png">',
        "Some rights reserved. Certains droits réservés.",
        "Le chef, sa voiture et le bal (no 3.0).",
        "Voir https://creativecommons.org.example.com/licenses/by/4.0/",
    ],
)
def test_prose_that_only_uses_the_same_words_states_nothing(text):
    assert _found(text) == []


def test_small_letters_after_a_comma_are_words_again():
    assert _found("sous CC BY, sa photo et sous CC BY-SA 3.0 in situ") == [
        ("CC BY", "which-version"),
        ("CC BY-SA 3.0", "cc-by-sa-3.0"),
    ]


@given(st.text(max_size=80), st.sampled_from(["CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"]))
def test_statement_says_where_it_is(before, name):
    text = f"{before}\n\n{name}\n\nfin"

    assert (text.index(name), "cc-by-sa-4.0") in [
        (one.start, one.recognition.tool and one.recognition.tool.key) for one in find_statements(text)
    ] or name in before


@pytest.mark.data
def test_every_licence_of_the_facilitation_sheets_is_read(real_inputs):
    found = {}
    for path in sorted((real_inputs / "multibao").rglob("*.md")):
        for one in find_statements(path.read_text(encoding="utf-8")):
            recognition = one.recognition
            key = recognition.tool.key if recognition.tool else recognition.candidates[0]
            found[key] = found.get(key, 0) + 1

    assert found == {
        "cc-by-sa-4.0": 34,
        "cc-by-nc-sa-4.0": 24,
        "cc-by-4.0": 7,
        "cc-by-nc-4.0": 3,
        "cc-by-sa-3.0": 2,
        "cc-by-sa-2.0": 1,
        "cc-by-nc-nd-4.0": 1,
        "cc0-1.0": 1,
        "by-permission": 1,
        "all-rights-reserved": 1,
    }


@pytest.mark.data
@pytest.mark.parametrize(("name", "refused"), [("images.csv", {"cc0 3": 2}), ("audio.csv", {})])
def test_dirty_catalogues_are_read_and_only_impossible_pairs_refused(real_inputs, name, refused):
    wrong = {}
    with (real_inputs / "openverse" / name).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            said = f"{row['license']} {row['license_version']}"
            if recognise(said).tool is None:
                wrong[said] = wrong.get(said, 0) + 1

    assert wrong == refused


@pytest.mark.data
def test_addresses_of_the_catalogues_are_all_read(real_inputs):
    addresses = set()
    for name in ("images.csv", "audio.csv"):
        with (real_inputs / "openverse" / name).open(encoding="utf-8", newline="") as rows:
            metadata = [json.loads(row["meta_data"]) for row in csv.DictReader(rows) if row["meta_data"]]
        addresses |= {one["license_url"] for one in metadata if one.get("license_url")}

    assert len(addresses) > 10
    assert [address for address in addresses if recognise(address).tool is None] == []


@pytest.mark.data
def test_licence_files_whose_words_contradict_their_link_are_not_believed(real_inputs):
    answers = {
        _answer(path.read_text(encoding="utf-8")) for path in (real_inputs / "raspberrypi_fr").glob("*/LICENSE.md")
    }

    assert answers == {"several"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Copyright (c) 2022 Priya Exemple. Released under the MIT license.", "MIT"),
        ("License: MIT", "MIT"),
        ("Apache 2.0", "Apache 2.0"),
        ("Licensed under the Apache License, Version 2.0.", "Apache 2.0"),
        ("Bibliothèque distribuée sous les termes de la licence BSD à 3 clauses.", "BSD"),
        ("Copyright 2020 Exemple. All rights reserved. Licensed under the BSD license.", "BSD"),
        ("Ce programme est un logiciel libre, publié sous licence CeCILL version 2.1.", "CeCILL 2.1"),
        ("This font is licensed under the SIL Open Font License, Version 1.1.", "SIL Open Font License 1.1"),
        ("Logiciel publié sous licence AGPL-3.0-or-later.", "GNU AGPL 3.0"),
        ("GNU Affero General Public License version 3", "GNU AGPL 3"),
        ("Released under the GNU Lesser General Public License v3.0.", "GNU LGPL 3.0"),
        ("Dual-licensed under MIT or Apache-2.0, at your option.", "MIT, Apache 2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("This software is released into the public domain under the Unlicense.", "Unlicense"),
    ],
)
def test_licence_that_the_catalogue_does_not_hold_is_named_and_not_denied(text, named):
    found = recognise(text)
    assert (found.tool, found.problem.code, found.name, found.candidates) == (None, "unlisted", named, ())


def test_licence_that_is_not_known_sends_to_its_text_in_both_languages():
    problem = recognise("License: MIT").problem
    assert (problem.text("fr"), problem.text("en")) == (
        (
            "Une licence est nommée, que ce site ne connaît pas\u00a0: MIT. Lisez son texte avant de reprendre "
            "l’œuvre\u00a0: il dit ce qui est permis, et à quelles conditions."
        ),
        (
            "A licence is named that this site does not know: MIT. Read its text before you use the work: "
            "it says what is allowed, and on what terms."
        ),
    )


@pytest.mark.parametrize("text", ["Un chercheur du MIT a écrit sur les Apache.", "Photo du MIT", "a boost of energy"])
def test_institute_people_and_common_words_are_no_licence(text):
    assert (recognise(text).problem.code, find_statements(text)) == ("unknown", ())


def test_importers_are_told_of_a_licence_that_is_not_known():
    text = "Textes : CC BY-SA 4.0\n\nLe code est sous licence MIT."
    assert [text[one.start : one.end] for one in find_statements(text)] == ["CC BY-SA 4.0", "MIT"]
