"""What an answer holds: sentences, clauses, who blocks, what may be sold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaltools.catalogue import all_tools, get
from legaltools.compat import SourceWork, carry, collection, mix, obstacles
from legaltools.compat.model import VERDICTS
from legaltools.compat.rules import data, offered, rules

TOOLS = all_tools()
USES = ("adaptation", "collection", "reproduction")
LISTS = (*USES, "sale", "remix")
SOURCES = st.builds(
    SourceWork,
    st.sampled_from(TOOLS) | st.sampled_from(offered()),
    st.sampled_from(USES),
    st.sampled_from(["", "database", "work"]),
)


@given(st.lists(SOURCES, max_size=6).flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_order_of_sources_never_matters(orders):
    first, second = orders
    assert mix(first) == mix(second)


@given(st.lists(SOURCES, max_size=5), SOURCES)
def test_one_more_source_never_makes_a_verdict_better(made, one_more):
    after = mix([*made, one_more])
    for before in mix(made).targets:
        found = carry([*made, one_more], before.licence)
        assert VERDICTS.index(found.verdict) >= VERDICTS.index(before.verdict)
        assert after.target(before.licence.key) in {found, None}


@given(st.lists(SOURCES, max_size=6), st.sampled_from(TOOLS))
def test_every_verdict_has_reasons_and_every_no_its_clause(made, licence):
    found = mix(made)
    for answer in (*found.targets, found.sale, carry(made, licence)):
        assert bool(answer.reasons) == bool(made)
        for reason in answer.reasons:
            assert reason.fr and reason.en and reason.clause  # noqa: PT018 -- one fact
            assert reason.url.startswith("https://")
            assert "{" not in reason.fr + reason.en + reason.clause


@given(st.lists(SOURCES, min_size=1, max_size=6))
def test_what_blocks_is_named_and_the_rest_goes_together(made):
    found = mix(made)
    assert mix([source for source in made if source.tool.key not in found.blocking]).blocking == ()
    assert (found.blocking == ()) == any(target.verdict != "no" for target in found.targets)
    assert set(found.blocking) <= {source.tool.key for source in found.sources}


@given(st.lists(SOURCES, min_size=1, max_size=6))
def test_without_what_stands_against_a_licence_the_rest_may_carry_it(made):
    for one in obstacles(made):
        rest = [source for source in made if source.tool.key not in one.against]
        assert carry(rest, one.licence).verdict == one.verdict != "no"


def test_a_licence_may_always_carry_itself():
    wrong = [
        tool.key for tool in TOOLS if tool.is_licence and tool.allows_changes if carry([tool], tool).verdict == "no"
    ]
    assert wrong == []


def test_a_licence_that_allows_no_change_carries_no_adaptation_at_all():
    closed = [tool for tool in TOOLS if tool.is_cc and "DerivativeWorks" not in tool.permits]
    assert [tool.key for tool in closed if carry([tool], tool).verdict != "no"] == []
    assert [tool.key for tool in closed if any(target.verdict != "no" for target in mix([tool]).targets)] == []


def test_a_copy_carries_the_licence_of_the_original_and_no_other():
    wrong = [
        tool.key
        for tool in TOOLS
        if tool.allows_sharing and [one.key for one in mix([tool], use="reproduction").allowed("ok")] != [tool.key]
    ]
    assert wrong == []


@pytest.mark.parametrize("use", LISTS)
def test_every_rule_says_what_it_knows_and_where_from(use):
    for row in data()[use]:
        assert row["verdict"] in VERDICTS
        assert row["certainty"] in {"stated", "inferred", "general"}
        assert row["url"] in {"legalcode", "source", *data()["places"]}
        assert all(row[part].strip() for part in ("clause", "fr", "en"))


@pytest.mark.parametrize("use", USES)
def test_what_is_not_stated_is_said_to_be_probable_or_unknown(use):
    sure = {"ok", "no"}
    plain = [
        row["code"]
        for row in data()[use]
        if row["certainty"] != "stated"
        and row["verdict"] in sure
        and not (row["fr"].startswith("Probablement") and row["en"].startswith("Probably"))
    ]
    assert plain == []


@pytest.mark.parametrize("use", LISTS)
def test_french_has_its_no_break_spaces(use):
    for rule in rules(use):
        assert not any(f" {mark}" in rule.fr for mark in ":;!?»"), rule.code
        assert "« " not in rule.fr, rule.code
        assert "'" not in rule.fr + rule.en, rule.code


@pytest.mark.parametrize("use", LISTS)
def test_both_languages_name_the_same_licences(use):
    for rule in rules(use):
        for name in ("{source}", "{target}", "{unit}"):
            assert (name in rule.fr) == (name in rule.en), rule.code
        assert rule.names_the_target or "{target}" not in rule.clause


@pytest.mark.parametrize("use", LISTS)
def test_each_rule_of_a_list_has_a_code_of_its_own(use):
    codes = [rule.code for rule in rules(use)]
    assert len(codes) == len(set(codes))


def test_every_rule_is_reached():
    met = {use: set() for use in USES}
    licences = [
        *offered(),
        *(get(key) for key in ("pdm-1.0", "gfdl-1.3", "all-rights-reserved", "cne-1.0", "cc-nc-1.0")),
    ]
    same_unit = {tool.unit: [one for one in TOOLS if one.unit == tool.unit] for tool in TOOLS}
    for tool in TOOLS:
        for use in USES:
            for licence in {one.key: one for one in (*licences, tool, *same_unit[tool.unit][::9])}.values():
                for result in ("", "database", "work") if tool.key in {"odbl-1.0", "odc-by-1.0"} else ("",):
                    found = carry([SourceWork(tool, use, result)], licence)
                    met[use] |= {reason.code for reason in found.reasons}
    never = {use: {rule.code for rule in rules(use)} - met[use] for use in USES}
    assert never == {use: set() for use in USES}


@pytest.mark.parametrize(
    ("sources", "blocking"),
    [
        (("cc-by-4.0", "cc-by-sa-4.0"), ()),
        (("cc-by-sa-4.0", "cc-by-nc-4.0"), ("cc-by-nc-4.0", "cc-by-sa-4.0")),
        (("cc-by-4.0", "cc-by-nd-4.0", "cc0-1.0"), ("cc-by-nd-4.0",)),
        (("cc-by-nd-4.0", "all-rights-reserved", "cc-by-sa-4.0"), ("cc-by-nd-4.0", "all-rights-reserved")),
        # Each that another one quarrels with is named.
        (("cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0"), ("cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-sa-4.0")),
        (("gfdl-1.3", "cc-by-sa-4.0", "lal-1.3"), ("cc-by-sa-4.0", "lal-1.3", "gfdl-1.3")),
        (
            ("cc-by-nd-4.0", "cc-by-nc-4.0", "cc-by-sa-4.0", "cc-by-4.0"),
            ("cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-sa-4.0"),
        ),
        (("etalab-2.0", "cc-by-nc-4.0"), ()),
        (("by-permission", "cc-by-4.0"), ()),
    ],
)
def test_who_blocks(sources, blocking):
    assert mix([get(source) for source in sources]).blocking == blocking


def test_what_blocks_is_named_in_the_reason():
    found = mix([get("cc-by-4.0"), get("cc-by-sa-4.0"), get("cc-by-nc-4.0")])

    (reason,) = found.target("cc-by-sa-4.0").reasons
    assert reason.sources == ("cc-by-nc-4.0", "cc-by-sa-4.0")
    assert reason.fr == (
        "CC BY-NC 4.0 et CC BY-SA 4.0 ne se mélangent pas dans une adaptation\u00a0: l’une demande que le tout se partage "
        "dans ses conditions, l’autre en interdit une partie."
    )


@pytest.mark.parametrize(
    ("source", "licence", "use", "words"),
    [
        (
            "cc-by-sa-4.0",
            "all-rights-reserved",
            "adaptation",
            "\u00a0: «\u00a0Tous droits réservés\u00a0» ne le permet pas.",
        ),
        ("cc-by-4.0", "by-permission", "reproduction", "elle ne prend pas «\u00a0Publié avec autorisation\u00a0»."),
        ("cne-1.0", "cc0-1.0", "adaptation", "«\u00a0Droit d’auteur non évalué\u00a0»\u00a0: personne n’a établi"),
    ],
)
def test_a_statement_is_quoted_and_a_licence_is_named(source, licence, use, words):
    (reason,) = carry([get(source)], get(licence), use=use).reasons
    assert words in reason.fr


def test_a_statement_has_no_clause_of_a_licence():
    (reason,) = mix([get("inc-nc-1.0")]).sale.reasons
    assert (reason.clause, reason.url) == ("InC-NC 1.0", "https://rightsstatements.org/vocab/InC-NC/1.0/")


def test_sources_of_one_rule_share_a_sentence():
    reasons = carry([get("cc-by-4.0"), get("cc-by-3.0"), get("cc-by-2.0-fr")], get("cc-by-sa-4.0")).reasons

    assert [reason.en for reason in reasons] == [
        "Work under CC BY 2.0 FR, CC BY 3.0 and CC BY 4.0 may be adapted under CC BY-SA 4.0, with credit to the original."
    ]
    assert reasons[0].sources == ("cc-by-2.0-fr", "cc-by-3.0", "cc-by-4.0")


def test_a_reason_speaks_the_readers_language():
    (reason,) = carry([get("cc-by-sa-4.0")], get("cc-by-4.0")).reasons

    assert reason.text("fr-CA").startswith("CC BY-SA 4.0 demande")
    assert reason.text("br").startswith("CC BY-SA 4.0 asks")
    assert reason.clause == "CC BY-SA 4.0 §3(b)(1)"
    assert reason.address("fr-CA") == "https://creativecommons.org/licenses/by-sa/4.0/legalcode.fr#s3b1"
    assert reason.address("br") == "https://creativecommons.org/licenses/by-sa/4.0/legalcode.en#s3b1"


def test_a_photo_placed_unchanged_does_not_bind_the_guide_around_it():
    text, photo = SourceWork(get("cc-by-sa-4.0")), SourceWork(get("cc-by-nd-4.0"), "collection")
    assert mix([text, photo]).target("cc-by-sa-4.0").verdict == "ok"
    assert mix([text, SourceWork(get("cc-by-nd-4.0"))]).target("cc-by-sa-4.0").verdict == "no"


def test_a_photo_that_may_not_be_sold_is_out_of_place_in_a_guide_that_may():
    text, photo = SourceWork(get("cc-by-sa-4.0")), SourceWork(get("cc-by-nc-4.0"), "collection")
    assert mix([text, photo]).target("cc-by-sa-4.0").verdict == "no"


def test_share_alike_does_not_reach_the_collection():
    found = mix([get("cc-by-sa-4.0"), get("cc-by-nd-3.0"), get("etalab-2.0")], use="collection")

    assert {target.verdict for target in found.targets} == {"ok"}
    said = [reason.fr for reason in found.targets[0].reasons if "cc-by-sa-4.0" in reason.sources]
    assert "Le partage dans les mêmes conditions ne s’étend pas au recueil." in said[0]
    assert collection(get("cc-by-sa-3.0")).commercial.reasons[0].clause == (
        "Creative Commons FAQ, collections; CC BY-SA 3.0 §4(a)"
    )


@pytest.mark.parametrize(
    ("sources", "sold"),
    [
        (("cc-by-sa-4.0", "etalab-2.0"), "ok"),
        (("cc-by-sa-4.0", "cc-by-nc-nd-4.0"), "no"),
        (("cc-by-4.0", "by-permission"), "unknown"),
        (("cc-sampling-plus-1.0",), "unknown"),
        (("inc-nc-1.0",), "no"),
        ((), "ok"),
    ],
)
def test_whether_the_whole_may_be_sold(sources, sold):
    assert mix([get(source) for source in sources], use="collection").sale.verdict == sold


def test_what_is_all_yours_may_carry_anything_offered():
    found = mix([])
    assert found.allowed() == offered()
    assert found.blocking == ()


@settings(max_examples=20)
@given(st.lists(st.sampled_from(TOOLS), min_size=30, max_size=40))
def test_thirty_sources_are_answered(tools):
    assert len(mix(tools).targets) >= len(offered())
