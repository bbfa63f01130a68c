"""Who asks for the rule is told of explainers first."""

from __future__ import annotations

import pytest

from tests.wished import kinds_wished_for


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
    assert kinds_wished_for(q) == kind
