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
        ("cette photo est à qui", ["explainer"]),
        ("un jeu de société est-il protégé", ["explainer"]),
        ("faut-il l'accord des voisins", ["explainer"]),
        ("mes photos publiées sans me demander", ["explainer"]),
        ("peut-on photocopier un livre", ["explainer"]),
        ("can I sell a map", ["explainer"]),
        ("peut-on venir sans vélo", []),
        ("comment filmer", []),
        ("do I have to film", []),
    ],
)
def test_question_about_the_rule_wishes_for_explainers(q: str, kind: list[str]) -> None:
    assert kinds_wished_for(q) == kind
