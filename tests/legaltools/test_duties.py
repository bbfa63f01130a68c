"""What each version asks of a credit, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.credit import Author, Work
from legaltools.duties import Cure, cure, duties, missing, one_link_clause
from legaltools.legal_code import legal_code

B, C, NO = "breach", "courtesy", None
VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")


def _severities(key, *, changed=False):
    return {duty.field: duty.severity for duty in duties(get(key), changed=changed)}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("notices", [B, B, B, B, B]),
        ("authors", [B, B, B, B, B]),
        ("parties", [NO, NO, B, B, B]),
        ("title", [B, B, B, B, C]),
        ("source", [C, B, B, B, B]),
        ("licence", [B, B, B, B, B]),
        ("disclaimer", [B, B, B, B, B]),
        ("changes", [B, B, B, B, B]),
        ("earlier_changes", [NO, NO, NO, NO, B]),
        ("removal", [B, B, B, B, B]),
        ("prominence", [B, B, B, B, NO]),
    ],
)
def test_duty_of_a_changed_work_in_each_version(field, expected):
    assert [_severities(f"cc-by-{version}", changed=True).get(field) for version in VERSIONS] == expected


@pytest.mark.parametrize("version", VERSIONS)
def test_a_work_shared_as_it_is_owes_no_word_of_changes(version):
    assert "changes" not in _severities(f"cc-by-sa-{version}")


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("cc-by-nd-3.0", NO),
        ("cc-by-nc-nd-2.0", NO),
        ("cc-by-nd-nc-1.0", NO),
        ("cc-by-nd-4.0", B),
        ("cc-by-nc-nd-4.0", B),
    ],
)
def test_any_change_is_told_from_4_0_only_adaptations_before(key, asked):
    assert _severities(key, changed=True).get("changes") == asked


@pytest.mark.parametrize(
    ("key", "field", "clause"),
    [
        ("cc-by-1.0", "title", "4(b)"),
        ("cc-by-nc-1.0", "title", "4(c)"),
        ("cc-by-nd-nc-1.0", "authors", "4(c)"),
        ("cc-by-sa-2.0-fr", "title", "4(c)"),
        ("cc-by-nc-sa-2.0-fr", "source", "4(d)"),
        ("cc-by-nd-2.5", "parties", "4(b)"),
        ("cc-by-nc-nd-2.0", "source", "4(c)"),
        ("cc-devnations-2.0", "title", "4(b)"),
        ("cc-by-nc-sa-3.0", "authors", "4(d)"),
        ("cc-by-3.0-fr", "title", "4(b)"),
        ("cc-by-sa-3.0", "changes", "3(b), 4(c)"),
        ("cc-by-sa-3.0", "licence", "4(a)"),
        ("cc-by-4.0", "authors", "3(a)(1)(A)(i)"),
        ("cc-by-nc-sa-4.0", "notices", "3(a)(1)(A)(ii)"),
        ("cc-by-4.0", "disclaimer", "3(a)(1)(A)(iv)"),
        ("cc-by-4.0", "source", "3(a)(1)(A)(v)"),
        ("cc-by-nd-4.0", "changes", "3(a)(1)(B)"),
        ("cc-by-4.0", "licence", "3(a)(1)(C)"),
        ("cc-by-4.0", "removal", "3(a)(3)"),
        ("cc-sampling-1.0", "authors", "3(d)"),
        ("cc-sampling-plus-1.0", "title", "3(e)(i)"),
        ("cc-sampling-plus-1.0", "licence", "3(e)(ii)"),
        ("cc-nc-sa-1.0", "licence", "4(a)"),
        ("lal-1.3", "authors", "2.2"),
        ("lal-1.3", "changes", "2.3"),
        ("odbl-1.0", "title", "4.3"),
        ("odbl-1.0", "database", "4.6"),
        ("gfdl-1.3", "licence_text", "2"),
        ("odc-by-1.0", "notices", "4.2"),
        ("gpl-3.0", "source_code", "6"),
        ("gpl-3.0", "changes", "5(a)"),
        ("gpl-3.0", "licence_text", "4"),
    ],
)
def test_the_clause_that_asks(key, field, clause):
    (duty,) = [duty for duty in duties(get(key), changed=True) if duty.field == field]

    assert duty.clause == clause
    assert duty.url == legal_code(get(key), f"§{clause}", "en")


@pytest.mark.parametrize(
    ("key", "as_it_is", "changed"),
    [
        ("pddl-1.0", {"title": C, "authors": C, "source": C, "licence": C}, {}),
        ("noc-us-1.0", {"title": C, "authors": C, "source": C, "licence": C}, {}),
        ("cc0-1.0", {"title": C, "authors": C, "source": C, "licence": C}, {"changes": C}),
        ("pdm-1.0", {"title": C, "authors": C, "source": C, "licence": C}, {"changes": C}),
        ("certification-1.0-us", {"title": C, "authors": C, "source": C, "licence": C}, {"changes": C}),
        (
            "etalab-2.0",
            {"title": C, "authors": B, "updated": B, "source": C, "licence": C},
            {"changes": C},
        ),
        ("lal-1.3", {"title": C, "authors": B, "source": B, "licence": B}, {"changes": B}),
        ("odbl-1.0", {"title": B, "authors": C, "source": B, "licence": B, "notices": B}, {"database": B}),
        (
            "gfdl-1.3",
            {"title": C, "authors": C, "source": C, "licence": B, "licence_text": B, "notices": B},
            {"title": B, "authors": B, "source": B, "changes": B},
        ),
        (
            "cc-sa-1.0",
            {"title": C, "authors": C, "source": C, "licence": B, "notices": B, "disclaimer": B, "removal": B},
            {},
        ),
        (
            "cc-sampling-1.0",
            {
                "title": C, "authors": B, "source": B, "licence": B, "notices": B, "disclaimer": B, "prominence": B,
                "removal": B,
            },
            {"changes": B},
        ),
        (
            "cc-sampling-plus-1.0",
            {
                "title": B, "authors": B, "source": B, "licence": B, "notices": B, "disclaimer": B, "prominence": B,
                "removal": B,
            },
            {"changes": B},
        ),
        ("odc-by-1.0", {"title": B, "authors": C, "source": B, "licence": B, "notices": B}, {}),
        (
            "gpl-3.0",
            {
                "title": C, "authors": C, "source": C, "licence": B, "licence_text": B, "source_code": B, "notices": B,
                "disclaimer": B,
            },
            {"changes": B},
        ),
        ("all-rights-reserved", {"title": C, "authors": C, "source": C}, {}),
        ("by-permission", {"title": C, "authors": C, "source": C}, {}),
    ],
)  # fmt: skip
def test_duties_of_the_others(key, as_it_is, changed):
    assert _severities(key) == as_it_is
    assert _severities(key, changed=True) == {**as_it_is, **changed}


def _both(tool):
    return (*duties(tool), *duties(tool, changed=True))


def test_every_tool_of_creative_commons_has_duties_and_every_breach_its_clause():
    tools = [tool for tool in all_tools() if tool.is_cc]

    assert [tool.key for tool in tools if not duties(tool)] == []
    assert [
        (tool.key, duty.field)
        for tool in tools
        for duty in _both(tool)
        if (duty.severity == "breach") != bool(duty.clause and duty.url)
    ] == []


def test_every_duty_is_a_sentence():
    found = {(duty.fr, duty.en) for tool in all_tools() for duty in _both(tool)}

    assert [words for words in found if not all(sentence.endswith(".") for sentence in words)] == []


def test_a_licence_without_rules_here_is_judged_by_its_terms_and_only_probably():
    other = replace(get("odbl-1.0"), key="x", unit="x")

    assert {(duty.field, duty.severity, duty.probable) for duty in duties(other)} == {
        ("title", C, True),
        ("authors", B, True),
        ("source", C, True),
        ("licence", B, True),
    }


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("cc-by-2.5-ca", "https://creativecommons.org/licenses/by/2.5/legalcode"),
        ("cc-by-2.1-jp", "https://creativecommons.org/licenses/by/2.0/legalcode"),
        ("cc-nc-2.0-jp", "https://creativecommons.org/licenses/nc/1.0/legalcode"),
        ("cc-sampling-plus-1.0-de", "https://creativecommons.org/licenses/sampling+/1.0/legalcode"),
        ("cc-nc-sampling-plus-1.0", "https://creativecommons.org/licenses/sampling+/1.0/legalcode"),
    ],
)
def test_where_the_text_itself_was_not_read_the_nearest_answers_and_it_says_so(key, url):
    licence = next(duty for duty in duties(get(key)) if duty.field == "licence")

    assert (licence.probable, licence.url) == (True, url)
    assert licence.text("fr").startswith("Sans doute\u00a0: ")
    assert licence.text("en").startswith("Probably: ")


@pytest.mark.parametrize("key", ["cc-by-4.0", "cc-by-sa-3.0-fr", "cc-by-2.0-fr", "lal-1.3", "cc0-1.0"])
def test_what_was_read_is_certain(key):
    assert not any(duty.probable for duty in duties(get(key)))


def test_4_0_alone_is_content_with_one_link():
    keys = ["cc-by-1.0", "cc-by-3.0", "cc-by-4.0", "cc-by-nc-nd-4.0", "cc0-1.0", "lal-1.3"]

    assert [one_link_clause(get(key)) for key in keys] == ["", "", "3(a)(2)", "3(a)(2)", "", ""]


def test_a_breach_may_be_mended_in_4_0_and_3_0_igo_only():
    keys = ["cc-by-4.0", "cc-by-3.0-igo", "cc-by-3.0", "cc-by-sa-3.0-fr", "cc-by-1.0", "cc0-1.0", "odbl-1.0"]

    assert [cure(get(key)) for key in keys] == [Cure(30, "6(b)(1)"), Cure(30, "7(b)"), None, None, None, None, None]


WHOLE = {"title": "Carte", "authors": (Author("Zoé"),), "source": "https://carte.example/"}


@pytest.mark.parametrize(
    ("work", "absent"),
    [
        (Work(**WHOLE, licence=get("cc-by-4.0")), {}),
        (Work(licence=get("cc-by-4.0")), {"title": C, "authors": B, "source": B}),
        (Work(licence=get("cc-by-3.0")), {"title": B, "authors": B, "source": B}),
        (Work(licence=get("cc-by-1.0")), {"title": B, "authors": B, "source": C}),
        (Work(licence=get("cc0-1.0")), {"title": C, "authors": C, "source": C}),
        (Work(licence=get("lal-1.3")), {"title": C, "authors": B, "source": B}),
        (Work(licence=get("by-permission")), {"title": C, "authors": C, "source": C}),
        (Work(**WHOLE), {"licence": B}),
        (Work(), {"licence": B, "title": C, "authors": C, "source": C}),
        (Work(**WHOLE, licence=get("etalab-2.0")), {"updated": B}),
        (Work(**WHOLE, licence=get("etalab-2.0"), updated=date(2024, 5, 1)), {}),
        # Licence Ouverte: a name or the address, either will do.
        (Work(licence=get("etalab-2.0")), {"title": C, "authors": B, "updated": B, "source": C}),
        (Work(source="https://carte.example/", licence=get("etalab-2.0")), {"title": C, "authors": C, "updated": B}),
        # Blank, unreadable and unsafe count for nothing.
        (
            Work(" \u200f", (Author(" ", url="https://zoe.example/"),), "javascript:alert(1)", get("cc-by-3.0")),
            {"title": B, "authors": B, "source": B},
        ),
        # The originals, by their own licences.
        (
            Work(
                **WHOLE,
                licence=get("cc-by-sa-4.0"),
                adapted_from=(
                    Work(**WHOLE, licence=get("cc-by-sa-3.0")),
                    Work(title="Plan", licence=get("cc-by-4.0"), adapted_from=(Work(title="Croquis"),)),
                ),
            ),
            {
                "adapted_from.1.authors": B,
                "adapted_from.1.source": B,
                "adapted_from.1.adapted_from.0.licence": B,
                "adapted_from.1.adapted_from.0.authors": C,
                "adapted_from.1.adapted_from.0.source": C,
            },
        ),
    ],
)
def test_what_a_record_lacks(work, absent):
    assert {duty.field: duty.severity for duty in missing(work)} == absent


@pytest.mark.parametrize(("changes", "absent"), [("", ["changes"]), (" . ", ["changes"]), ("recadré", [])])
def test_a_changed_work_must_say_so(changes, absent):
    work = Work(**WHOLE, licence=get("cc-by-4.0"), changes=changes)

    assert [duty.field for duty in missing(work, changed=True)] == absent


def test_a_duty_is_a_sentence_in_both_languages():
    title = duties(get("cc-by-3.0"))[0]

    assert title.text("fr") == "Donner le titre, s’il y en a un."
    assert title.text("fr-CA") == "Donner le titre, s’il y en a un."
    assert title.text("en") == "Give the title, if there is one."


def test_a_database_given_to_the_public_domain_asks_for_nothing():
    assert {duty.severity for duty in duties(get("pddl-1.0"))} == {C}
