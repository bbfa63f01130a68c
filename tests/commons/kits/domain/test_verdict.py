"""What may be done with a kit: the rules as a table, and who is named. No database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.kits.domain.entries import Entry
from commons.kits.domain.verdict import carried, shared, sold, verdict_of, worst
from legaltools import catalogue
from legaltools.credit import Work


def entry(licence, use="as_is", *, title=""):
    title = title or f"{licence} {use}"
    tool = catalogue.get(licence) if licence else None
    work = Work(title=title, licence=tool)
    return Entry(key=title, title=title, url="/x/", kind="Lien", usage=use, why="", work=work)


BY, SA, NC, ND, NCND, ZERO = (
    "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0", "cc0-1.0",
)  # fmt: skip


@pytest.mark.parametrize(
    ("held", "sharing", "adapting", "selling"),
    [
        ([(BY, "as_is"), (SA, "as_is")], "ok", "ok", "ok"),
        ([(BY, "adapted"), (SA, "adapted")], "ok", "ok", "ok"),
        ([(SA, "as_is"), (NC, "as_is")], "ok", "no", "no"),
        # Two adaptations stand side by side: only one work made of both would be refused.
        ([(SA, "adapted"), (NC, "adapted")], "ok", "no", "no"),
        ([(BY, "as_is"), (ND, "as_is")], "ok", "no", "ok"),
        ([(BY, "as_is"), (ND, "adapted")], "no", "no", "no"),
        ([(NCND, "as_is")], "ok", "no", "no"),
        ([("all-rights-reserved", "as_is")], "no", "no", "no"),
        ([(BY, "as_is"), ("", "as_is")], "unknown", "unknown", "unknown"),
        ([(ND, "adapted"), ("", "as_is")], "no", "no", "no"),
        ([(ZERO, "as_is"), ("", "adapted"), (NC, "as_is")], "unknown", "unknown", "no"),
    ],
)
def test_each_question_has_its_own_answer(held, sharing, adapting, selling):
    verdict = verdict_of([entry(*one) for one in held])

    assert (verdict.sharing.verdict, verdict.adapting.verdict, verdict.selling.verdict) == (sharing, adapting, selling)


def test_entry_that_blocks_is_named_with_its_ways_out():
    kit = [entry(BY, title="Une carte"), entry(ND, "adapted", title="Une affiche")]

    (blocked,) = verdict_of(kit).sharing.blocked

    assert blocked.entry.title == "Une affiche"
    assert blocked.as_is
    assert blocked.families == ("public-domain", "by", "by-sa", "by-nc", "by-nc-sa")
    assert "CC BY-ND 4.0" in blocked.reasons[0].fr


def test_works_of_one_licence_that_quarrel_are_all_named():
    kit = [entry(SA, title="A"), entry(NC, title="B"), entry(NC, title="C")]

    named = [blocked.entry.title for blocked in verdict_of(kit).adapting.blocked]

    assert named == ["A", "B", "C"]
    assert [blocked.entry.title for blocked in verdict_of(kit).selling.blocked] == ["B", "C"]


def test_every_licence_that_quarrels_is_named_with_what_has_to_be_settled_as_well():
    kit = [
        entry(SA, "adapted", title="A"),
        entry("cc-by-nc-3.0-fr", "adapted", title="B"),
        entry("cc-by-nc-sa-4.0", "adapted", title="C"),
        entry(BY, "adapted", title="D"),
    ]

    told = [
        (one.entry.title, [other.title for other in one.beside], [tool.key for tool in one.asked])
        for one in verdict_of(kit).adapting.blocked
    ]

    assert told == [("A", [], ["cc-by-nc-sa-4.0"]), ("B", ["C"], [SA]), ("C", ["B"], [SA])]


LICENCES = [
    BY,
    SA,
    NC,
    ND,
    NCND,
    ZERO,
    "cc-by-nc-sa-4.0",
    "cc-by-nc-3.0-fr",
    "cc-by-sa-2.0-fr",
    "lal-1.3",
    "etalab-2.0",
]


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*LICENCES, "odbl-1.0", "gfdl-1.3", "all-rights-reserved"]), min_size=1, max_size=8))
def test_what_blocks_blocks_no_more_once_its_way_out_is_followed(keys):
    kit = [entry(key, "adapted", title=str(number)) for number, key in enumerate(keys)]
    for one in verdict_of(kit).adapting.blocked:
        settled = {entry.id for entry in kit if entry.tool == one.entry.tool} | {other.id for other in one.beside}
        rest = [entry for entry in kit if entry.id not in settled]
        assert verdict_of(rest).adapting.verdict != "no"
        if one.asked:
            assert one.asked[0] in [target.licence for target in verdict_of(rest).mixed.mix.targets]
            assert verdict_of(rest).mixed.mix.target(one.asked[0].key).verdict != "no"


def test_nothing_is_the_way_out_of_a_reserved_work_but_another_or_leave():
    (blocked,) = verdict_of([entry("all-rights-reserved", "adapted")]).sharing.blocked

    assert not blocked.as_is
    assert "by-sa" in blocked.families


def test_adaptation_of_all_says_under_what():
    assert [tool.key for tool in verdict_of([entry(BY), entry(SA)]).adapting.tools][:1] == ["cc-by-sa-4.0"]
    assert [tool.key for tool in carried(catalogue.get(SA))][:1] == ["cc-by-sa-4.0"]
    assert carried(catalogue.get(ND)) == ()


def test_whoever_has_said_no_licence_is_named():
    unknown = entry("", title="Un pad")

    verdict = verdict_of([entry(BY), unknown])

    assert verdict.sharing.unknown == (unknown,)
    assert verdict.sharing.blocked == ()


def test_what_may_not_be_shared_may_not_be_sold():
    for key in (ND, NCND, "all-rights-reserved"):
        tool = catalogue.get(key)
        assert (shared(tool, "adaptation").verdict, sold(tool, "adaptation").verdict) == ("no", "no")


def test_worst_of_nothing_is_ok():
    assert worst([]) == "ok"
    assert worst(["ok", "discouraged", "unknown"]) == "unknown"
    assert verdict_of([]).sharing.verdict == "ok"


def test_engine_is_asked_by_licence_whatever_the_number_of_entries(monkeypatch):
    asked = []
    from commons.kits.domain import verdict as module  # noqa: PLC0415 -- what is counted is its own name

    mix_parts = module.mix_parts
    monkeypatch.setattr(module, "mix_parts", lambda parts: asked.append(made := tuple(parts)) or mix_parts(made))

    verdict_of([entry(BY if number % 2 else SA, title=str(number)) for number in range(100)])

    assert [len(parts) for parts in asked] == [2]
