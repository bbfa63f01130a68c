from __future__ import annotations

import pytest
from django.utils import translation

from exporting.delivery import filename
from exporting.formats import FORMATS
from exporting.options import Options, Refused, options_of
from tests.factories.bundles import guide_bundle

PDF = FORMATS["pdf"].takes


@pytest.mark.parametrize(
    ("asked", "options", "name"),
    [
        ({}, Options(), "cartographier-sa-rue.pdf"),
        ({"pour": "participants"}, Options(audience="participants"), "cartographier-sa-rue-participants.pdf"),
        ({"pour": "materiel", "participants": "24"}, Options("materiel", 24), "cartographier-sa-rue-materiel-24.pdf"),
        ({"encre": "eco", "format": "livret"}, Options(eco=True, booklet=True), "cartographier-sa-rue-eco-livret.pdf"),
        ({"encre": "normale", "format": "a4", "utm": "x"}, Options(), "cartographier-sa-rue.pdf"),
    ],
)
def test_what_an_address_asks(asked, options, name):
    assert options_of(asked, takes=PDF) == options
    assert filename(guide_bundle(), options, "pdf") == name


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"pour": "chats"}, "« pour » peut valoir animation, participants, materiel, pas « chats »."),
        ({"encre": "rouge"}, "« encre » peut valoir normale, eco, pas « rouge »."),
        ({"format": "A3"}, "« format » peut valoir a4, livret, pas « A3 »."),
        ({"participants": "0"}, "« participants » est un nombre de 1 à 500, pas « 0 »."),
        ({"participants": "501"}, "« participants » est un nombre de 1 à 500, pas « 501 »."),
        ({"participants": "٣"}, "« participants » est un nombre de 1 à 500, pas « ٣ »."),
        ({"participants": "1" * 90}, f"« participants » est un nombre de 1 à 500, pas « {'1' * 40} »."),
    ],
)
def test_what_is_not_known_is_refused_with_a_sentence(asked, sentence):
    with translation.override("fr"), pytest.raises(Refused) as caught:
        options_of(asked, takes=PDF)
    assert str(caught.value).replace("\u00a0", " ") == sentence


def test_a_format_lets_be_what_it_does_not_take():
    assert options_of({"pour": "chats"}, takes=FORMATS["epub"].takes) == Options()
