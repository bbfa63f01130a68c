"""Who asks for the rule is told of explainers first."""

from __future__ import annotations

import pytest

from search.understanding.hints import with_turns
from search.understanding.units import unit_of
from search.understanding.words import pieces


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        ("a-t-on le droit de filmer", ["explainer"]),
        ("j’ai le droit de filmer ?", ["explainer"]),
        ("est-il interdit de filmer", ["explainer"]),
        ("is it legal to film", ["explainer"]),
        ("comment filmer", []),
        ("do I have to film", []),
    ],
)
def test_question_about_the_rule_wishes_for_explainers(q: str, kind: list[str]) -> None:
    film = unit_of(next(pieces("film")), (), exact=False)
    wishes = [unit.meaning for unit in with_turns([film], q) if unit.hint and unit.meaning]

    assert list(dict.fromkeys(key for wish in wishes for key in wish.keys)) == kind
