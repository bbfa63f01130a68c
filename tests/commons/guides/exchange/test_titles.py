from __future__ import annotations

import pytest

from commons.guides.exchange.titles import tidy


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("L'APPROCHE DIY", "L'approche DIY"),
        ("CHATS !", "Chats\u00a0!"),
        ("ASCII", "ASCII"),
        ("FAQ", "FAQ"),
        ("Six chapeaux pour penser®", "Six chapeaux pour penser"),
        ("## Audit ##", "Audit"),
        ("Défi: à quoi penses-tu ?", "Défi\u00a0: à quoi penses-tu\u00a0?"),
        ("Le «T»", "Le «\u00a0T\u00a0»"),
        ("À 10:30, http://a.org", "À 10:30, http://a.org"),
        ("Départ :rocket:", "Départ :rocket:"),
    ],
)
def test_title_is_printed_as_french_prints_it(title: str, shown: str) -> None:
    assert tidy(title) == shown


def test_title_in_english_keeps_its_spaces() -> None:
    assert tidy("What next?", language="en") == "What next?"
