"""Licences that are not Creative Commons', statements, and retired tools, row by row."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.compat import SourceWork, carry, collection, mix

STATEMENTS = [tool for tool in all_tools() if tool.only_states_facts]


def verdict(source, licence, result=""):
    return carry([SourceWork(get(source), result=result)], get(licence)).verdict


@pytest.mark.parametrize(
    ("source", "licence", "expected"),
    [
        ("cc-by-sa-4.0", "lal-1.3", "ok"),
        ("lal-1.3", "cc-by-sa-4.0", "ok"),
        ("cc-by-sa-4.0", "gpl-3.0", "ok"),
        ("gpl-3.0", "cc-by-sa-4.0", "no"),
        ("cc-by-sa-3.0", "gpl-3.0", "no"),
        ("cc-by-sa-3.0", "lal-1.3", "no"),
        ("lal-1.3", "lal-1.3", "ok"),
        ("lal-1.3", "cc-by-sa-3.0", "no"),
        ("lal-1.3", "cc-by-nc-sa-4.0", "no"),
        ("lal-1.3", "cc-by-nd-4.0", "no"),
        ("lal-1.3", "cc-by-4.0", "no"),
        ("lal-1.3", "cc0-1.0", "no"),
        ("cc-by-4.0", "lal-1.3", "ok"),
        ("cc0-1.0", "lal-1.3", "ok"),
        ("cc-by-nc-4.0", "lal-1.3", "no"),
        ("cc-by-sa-4.0", "gfdl-1.3", "no"),
        ("gfdl-1.3", "cc-by-sa-3.0", "no"),
        ("gfdl-1.3", "cc-by-sa-4.0", "no"),
        ("gfdl-1.3", "gfdl-1.3", "ok"),
        ("cc-by-4.0", "gfdl-1.3", "unknown"),
        ("etalab-2.0", "cc-by-4.0", "ok"),
        ("etalab-2.0", "odc-by-1.0", "ok"),
        ("etalab-2.0", "etalab-2.0", "ok"),
        ("etalab-2.0", "cc-by-sa-4.0", "ok"),
        ("etalab-2.0", "lal-1.3", "ok"),
        ("etalab-2.0", "odbl-1.0", "ok"),
        ("etalab-2.0", "cc-by-nc-4.0", "discouraged"),
        ("etalab-2.0", "cc-by-nd-4.0", "discouraged"),
        ("etalab-2.0", "cc0-1.0", "no"),
        ("cc-by-4.0", "etalab-2.0", "unknown"),
        ("cc-by-sa-4.0", "etalab-2.0", "no"),
        ("cc0-1.0", "odbl-1.0", "ok"),
        ("pddl-1.0", "odbl-1.0", "ok"),
        ("cc-by-4.0", "odbl-1.0", "discouraged"),
        ("cc-by-sa-4.0", "odbl-1.0", "no"),
        ("cc-by-nc-4.0", "odbl-1.0", "no"),
        ("cc-by-nd-4.0", "odbl-1.0", "no"),
        ("gpl-3.0", "gpl-3.0", "ok"),
        ("pddl-1.0", "cc-by-4.0", "ok"),
        ("odc-by-1.0", "odc-by-1.0", "ok"),
        ("odc-by-1.0", "cc-by-4.0", "unknown"),
    ],
)
def test_between_licences(source, licence, expected):
    assert verdict(source, licence) == expected


@pytest.mark.parametrize(
    ("result", "licence", "expected"),
    [
        ("database", "odbl-1.0", "ok"),
        ("database", "cc-by-sa-4.0", "no"),
        ("database", "cc0-1.0", "no"),
        ("work", "odbl-1.0", "ok"),
        ("work", "cc-by-sa-4.0", "ok"),
        ("work", "cc-by-nc-nd-4.0", "ok"),
        ("work", "etalab-2.0", "ok"),
        ("", "odbl-1.0", "ok"),
        ("", "cc-by-sa-4.0", "unknown"),
    ],
)
def test_odbl_keeps_databases_and_lets_maps_go(result, licence, expected):
    assert verdict("odbl-1.0", licence, result) == expected


@pytest.mark.parametrize(
    ("result", "licence", "expected"),
    [
        ("database", "odc-by-1.0", "ok"),
        ("database", "cc-by-4.0", "unknown"),
        ("work", "cc-by-4.0", "ok"),
        ("", "cc-by-4.0", "unknown"),
    ],
)
def test_odc_by_asks_its_own_licence_of_databases_only(result, licence, expected):
    assert verdict("odc-by-1.0", licence, result) == expected


@pytest.mark.parametrize(
    ("source", "use", "clause"),
    [
        ("lal-1.3", "adaptation", "Licence Art Libre 1.3 §2.3, §5"),
        ("lal-1.3", "collection", "Licence Art Libre 1.3 §4"),
        ("lal-1.3", "reproduction", "Licence Art Libre 1.3 §2.2"),
        ("gfdl-1.3", "adaptation", "GFDL 1.3 §4"),
        ("gfdl-1.3", "collection", "GFDL 1.3 §7"),
        ("gfdl-1.3", "reproduction", "GFDL 1.3 §2"),
        ("gpl-3.0", "adaptation", "GPL 3.0 §5(c)"),
        ("gpl-3.0", "reproduction", "GPL 3.0 §4"),
        ("odc-by-1.0", "reproduction", "ODC-By 1.0 §4.2"),
        ("odbl-1.0", "reproduction", "ODbL 1.0 §4.2"),
        ("cc-by-sa-3.0", "reproduction", "CC BY-SA 3.0 §4(a)"),
        ("cc-by-4.0", "reproduction", "CC BY 4.0 §2(a)(5)(A)"),
        ("cc-sampling-plus-1.0", "reproduction", "CC SAMPLING+ 1.0 §3(e)(ii)"),
        ("cc-devnations-2.0", "reproduction", "CC DEVNATIONS 2.0 §3, §4(c)"),
    ],
)
def test_the_clause_that_decides(source, use, clause):
    (reason,) = carry([get(source)], get(source), use=use).reasons
    assert reason.clause == clause


def test_a_map_of_odbl_data_owes_its_notice():
    (reason,) = carry([SourceWork(get("odbl-1.0"), result="work")], get("cc-by-4.0")).reasons
    assert reason.clause == "ODbL 1.0 §4.3, §4.5(b), §4.6"
    assert "Écrivez dessus de quelle base il vient" in reason.fr


def test_a_guide_under_by_sa_takes_in_a_map_of_odbl_data():
    found = mix([get("cc-by-sa-4.0"), SourceWork(get("odbl-1.0"), result="work")])
    assert [tool.key for tool in found.allowed("ok")] == ["cc-by-sa-4.0", "lal-1.3", "gpl-3.0"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("all-rights-reserved", "no"),
        ("inc-ow-eu-1.0", "no"),
        ("inc-ruu-1.0", "no"),
        ("by-permission", "unknown"),
        ("inc-edu-1.0", "unknown"),
        ("inc-nc-1.0", "unknown"),
        ("noc-cr-1.0", "unknown"),
        ("noc-nc-1.0", "unknown"),
        ("noc-oklr-1.0", "unknown"),
        ("noc-us-1.0", "unknown"),
        ("cne-1.0", "unknown"),
        ("und-1.0", "unknown"),
        ("nkc-1.0", "unknown"),
        ("cc-sampling-1.0", "unknown"),
        ("cc-sampling-plus-1.0", "unknown"),
        ("cc-nc-sampling-plus-1.0", "unknown"),
        ("cc-devnations-2.0", "no"),
    ],
)
def test_what_gives_no_plain_right_to_adapt(source, expected):
    assert {target.verdict for target in mix([get(source)]).targets if target.licence.key != source} == {expected}


@pytest.mark.parametrize("licence", [*STATEMENTS, get("pdm-1.0")], ids=lambda tool: tool.key)
@pytest.mark.parametrize("use", ["adaptation", "collection"])
def test_statements_and_the_mark_are_nobodys_licence(licence, use):
    assert carry([get("cc0-1.0")], licence, use=use).verdict == "no"


@pytest.mark.parametrize("licence", STATEMENTS, ids=lambda tool: tool.key)
def test_a_statement_is_not_put_on_a_copy_of_the_public_domain(licence):
    assert carry([get("cc0-1.0")], licence, use="reproduction").verdict == "no"


@pytest.mark.parametrize("key", ["cc0-1.0", "pdm-1.0", "pddl-1.0"])
def test_a_licence_on_a_copy_of_the_public_domain_binds_nobody_and_blocks_nothing(key):
    copy = SourceWork(get(key), "reproduction")
    assert carry([copy], get("cc-by-sa-4.0")).verdict == "discouraged"
    assert mix([copy, get("cc-by-4.0")]).blocking == ()


def test_there_are_eleven_statements_of_fact_beside_all_rights_reserved():
    assert len(STATEMENTS) == 11


@pytest.mark.parametrize(
    ("source", "sold", "given"),
    [
        ("lal-1.3", "ok", "ok"),
        ("etalab-2.0", "ok", "ok"),
        ("odbl-1.0", "ok", "ok"),
        ("cc-nc-1.0", "no", "ok"),
        ("cc-by-nd-nc-1.0", "no", "ok"),
        ("cc-sampling-1.0", "no", "no"),
        ("cc-sampling-plus-1.0", "no", "ok"),
        ("cc-devnations-2.0", "no", "no"),
        ("all-rights-reserved", "no", "no"),
        ("by-permission", "unknown", "unknown"),
        ("und-1.0", "unknown", "unknown"),
    ],
)
def test_collections_of_the_others(source, sold, given):
    found = collection(get(source))
    assert (found.commercial.verdict, found.noncommercial.verdict) == (sold, given)
