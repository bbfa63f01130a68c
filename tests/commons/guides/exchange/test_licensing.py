"""What a text gives as the licence of a work, for the readers of files: only what is certain settles anything."""

from __future__ import annotations

import pytest

from commons.guides.exchange.licensing import settle, stated
from markup.messages import message as _

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


@pytest.mark.parametrize(
    "text",
    ["Photo : Zoé, CC BY 2.0", "Les dessins sont sous CC BY 2.0.", "Musique de Malo, CC BY 2.0", "Code: CC BY 2.0"],
)
def test_licence_of_what_a_sheet_shows_is_not_its_own(text):
    settled = settle(f"Un radeau\n\n{text}\n\nRegarder l’eau.", WHAT)
    assert (settled.key, settled.candidates) == ("", ("cc-by-2.0",))


def test_licence_of_a_picture_is_the_pictures():
    assert settle("Photo : Zoé, CC BY 2.0", _("the picture radeau.png"), of_a_picture=True).key == "cc-by-2.0"


@pytest.mark.parametrize("text", ["Photos et textes : Zoé, CC BY 4.0", "Photos, dessins et textes sous CC BY 4.0"])
def test_licence_of_pictures_and_text_is_the_sheets(text):
    assert settle(text, WHAT).key == "cc-by-4.0"


def test_licence_of_a_sheet_stands_beside_that_of_its_lines():
    text = "Durée : 1 h\nLieu : sauf la cour, partout\nLicence : CC BY-SA 4.0\nMatériel : pas de colle"
    assert settle(text, WHAT).key == "cc-by-sa-4.0"


def test_credit_of_a_cover_is_the_licence_of_that_picture_only():
    caption = "Couverture : Jean Leloup, CC BY-SA 2.0"
    assert settle(caption, _("the picture radeau.png"), of_a_picture=True).key == "cc-by-sa-2.0"
    assert settle(caption, _("the guide")).key == ""


def test_licence_that_is_not_in_the_catalogue_is_named_in_the_report():
    settled = settle("Ce code est sous licence MIT.", _("the guide"))
    said = str(settled.warnings[0])
    assert (settled.key, "MIT" in said, "No licence is stated" in said) == ("", True, False)
