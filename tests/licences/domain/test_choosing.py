"""Which licence plain answers lead to, and what it shuts out."""

from __future__ import annotations

from itertools import product

import pytest

from legaltools import catalogue
from legaltools.catalogue import get
from licences.domain.choosing import OFFERED, QUESTIONS, Settled, all_mine, allowed_licences, asked_about, choose, cost


def keys(tools):
    return [tool.key for tool in tools]


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"change": "yes", "alike": "no", "sale": "yes", "credit": "no"}, "cc0-1.0"),
        ({"change": "yes", "alike": "no", "sale": "yes", "credit": "yes"}, "cc-by-4.0"),
        ({"change": "yes", "alike": "yes", "sale": "yes"}, "cc-by-sa-4.0"),
        ({"change": "yes", "alike": "no", "sale": "no"}, "cc-by-nc-4.0"),
        ({"change": "yes", "alike": "yes", "sale": "no"}, "cc-by-nc-sa-4.0"),
        ({"change": "no", "sale": "yes"}, "cc-by-nd-4.0"),
        ({"change": "no", "sale": "no"}, "cc-by-nc-nd-4.0"),
    ],
)
def test_answers_lead_to_one_licence(answers, key):
    assert choose(all_mine(), answers).licence.key == key


def test_every_licence_offered_is_reached_and_every_way_ends():
    reached = set()
    for values in product(("yes", "no"), repeat=len(QUESTIONS)):
        reached.add(choose(all_mine(), dict(zip(QUESTIONS, values, strict=True))).licence.key)

    assert reached == set(OFFERED)


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({}, "change"),
        ({"change": "yes"}, "alike"),
        ({"change": "no"}, "sale"),
        ({"change": "perhaps"}, "change"),
        ({"sale": "no"}, "change"),
        ({"change": "no", "alike": "yes"}, "sale"),
    ],
)
def test_the_next_question_is_the_first_that_is_open(answers, question):
    assert choose(all_mine(), answers).question == question


def test_a_question_can_be_asked_again():
    answers = {"change": "yes", "alike": "yes", "sale": "no"}

    assert choose(all_mine(), answers, until="alike").question == "alike"
    assert choose(all_mine(), answers, until="credit").licence.key == "cc-by-nc-sa-4.0"


@pytest.mark.parametrize(
    ("sources", "allowed"),
    [
        (["cc-by-sa-4.0"], ["cc-by-sa-4.0"]),
        (["cc-by-nc-sa-3.0"], ["cc-by-nc-sa-4.0", "cc-by-nc-sa-3.0"]),
        (["lal-1.3"], ["cc-by-sa-4.0", "lal-1.3"]),
        (["etalab-2.0"], ["cc-by-4.0", "cc-by-sa-4.0", "etalab-2.0"]),
        (["etalab-2.0", "lal-1.3"], ["cc-by-sa-4.0", "lal-1.3"]),
        (["lal-1.3", "cc-by-sa-3.0-fr"], ["cc-by-sa-4.0"]),
        (["lal-1.3", "cc-by-nc-4.0"], []),
        (["cc-by-nc-4.0"], ["cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0"]),
        (["cc0-1.0"], list(OFFERED)),
        (["cc-by-nd-4.0"], []),
        (["cc-by-sa-4.0", "cc-by-nc-4.0"], []),
        (["cc-by-sa-1.0"], ["cc-by-sa-1.0"]),
    ],
)
def test_only_what_the_sources_allow_is_offered(sources, allowed):
    assert keys(allowed_licences([get(key) for key in sources])[0]) == allowed


@pytest.mark.parametrize("key", [tool.key for tool in catalogue.all_tools()][::7])
def test_what_is_adapted_may_keep_its_own_licence_where_the_engine_lets_it(key):
    allowed, found = allowed_licences([get(key)])
    target = found.target(key)

    assert (key in keys(allowed)) == (target is not None and target.verdict == "ok")


@pytest.mark.parametrize(
    ("source", "asked"),
    [("lal-1.3", ["cc-by-sa-4.0"]), ("cc-by-sa-1.0", ["cc-by-sa-1.0"]), ("odbl-1.0", ["odbl-1.0"])],
)
def test_questions_are_about_the_licences_of_today_where_there_are_any(source, asked):
    assert keys(asked_about(allowed_licences([get(source)])[0])) == asked


def test_what_the_sources_decide_is_not_asked():
    choice = choose([get("cc-by-sa-4.0")], {})

    assert choice.licence.key == "cc-by-sa-4.0"
    assert choice.settled == (
        Settled("change", "yes", by_sources=True),
        Settled("alike", "yes", by_sources=True),
        Settled("sale", "yes", by_sources=True),
    )


@pytest.mark.parametrize(
    ("key", "lost"),
    [("cc0-1.0", 1), ("cc-by-4.0", 1), ("cc-by-sa-4.0", 4), ("cc-by-nc-4.0", 6), ("cc-by-nd-4.0", 16)],
)
def test_a_licence_shuts_out_what_cannot_be_mixed_with_it(key, lost):
    counts = {"cc-by-4.0": 7, "cc-by-sa-4.0": 5, "cc-by-nc-4.0": 3, "cc-by-nd-3.0": 1, "of-no-catalogue": 1}
    found = cost(get(key), counts)

    assert (found.lost, found.total) == (lost, 17)


def test_a_choice_is_not_charged_with_what_was_shut_out_anyway():
    counts = {"cc-by-4.0": 7, "cc-by-nd-4.0": 2}

    assert cost(get("cc-by-nc-4.0"), counts, against=get("cc-by-4.0")).lost == 0


def lengths(tools, answers=None):
    """How many questions lead to a licence, on every path of yes and no."""
    choice = choose(tools, answers or {})
    if not choice.question:
        return {len(answers or {})}
    return {count for reply in ("yes", "no") for count in lengths(tools, {**(answers or {}), choice.question: reply})}


def test_chooser_asks_as_many_questions_as_it_promises():
    """“Three to five questions, and one more if you took things from others”: the first asks what it is made of."""
    assert {1 + count for count in lengths(all_mine())} == {3, 4, 5}
    for source in catalogue.all_tools():
        tools = asked_about(allowed_licences([source])[0])
        if tools and not source.jurisdiction:
            assert max(lengths(tools)) + 2 <= 6
