from __future__ import annotations

import pytest

from commons.library.naming import is_title


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("", False),
        ("Screenshot", False),
        ("Capture d’écran", False),
        ("capture d'ecran", False),
        ("photo", False),
        ("IMG_2034", False),
        ("marche", False),
        ("marche.jpg", False),
        ("Photo du marché", True),
        ("Capture d’écran du marché", True),
        ("Le marché", True),
    ],
)
def test_words_that_any_picture_could_have_are_no_title(words: str, is_one: bool) -> None:  # noqa: FBT001 - a row
    assert is_title(words, "images/marche.jpg") is is_one
