"""What a text gives as the licence of a work, for the readers of files: only what is certain settles anything."""

from __future__ import annotations

import pytest

from commons.exchange.licensing import settle, stated
from commons.exchange.messages import message as _

WHAT = _("the sheet")


@pytest.mark.parametrize(
    "text",
    [
        "Ce guide n’est plus sous CC BY 4.0.",
        "Initialement publié sous CC BY-NC-SA 3.0 FR",
        "Inspiré d’un atelier sous CC BY-SA 3.0",
        "Texte sous CC BY-SA 4.0, sauf les photos.",
        "CC BY-SA 3.0 Zimbabwe",
        "Cette image est dans le domaine public.",
    ],
)
def test_doubtful_licence_settles_nothing_and_warns_with_what_it_may_be(text):
    settled = settle(text, WHAT)
    assert (settled.key, len(settled.warnings), bool(settled.candidates)) == ("", 1, True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ce guide est sous CC BY-SA 4.0. Il s’inspire d’un atelier sous CC BY-SA 4.0.", "cc-by-sa-4.0"),
        ("Licence CC BY-SA. Voir https://creativecommons.org/licenses/by-sa/4.0/", "cc-by-sa-4.0"),
        ("Ce guide est sous CC BY 4.0. Il n’est pas sous CC BY 4.0.", ""),
        ("Ce guide est sous CC BY-SA 4.0. Il était sous CC BY-SA 3.0.", ""),
    ],
)
def test_licence_given_stands_unless_the_text_contradicts_it(text, key):
    assert settle(text, WHAT).key == key


def test_field_that_denies_a_licence_gives_none():
    found = stated("pas sous CC BY-SA 4.0")
    assert (found.key, found.code, found.keys) == ("", "negated", ("cc-by-sa-4.0",))
