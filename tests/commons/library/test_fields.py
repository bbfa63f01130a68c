from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from commons.guides.enums import Audience
from commons.library.fields import LinesField, LinesFormField, ManyChoicesField


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("", []),
        ("  \n \n", []),
        ("un", ["un"]),
        (" un \r\n\r\ndeux\n", ["un", "deux"]),
    ],
)
def test_each_line_that_says_something_is_an_item(typed, lines):
    assert LinesFormField(required=False).clean(typed) == lines


def test_lines_that_are_required_ask_for_one():
    with override("fr"), pytest.raises(ValidationError, match="obligatoire"):
        LinesFormField(required=True).clean("  \n")


def test_lines_are_shown_one_a_line():
    assert LinesFormField().prepare_value(["un", "deux"]) == "un\ndeux"


def test_what_was_typed_wrongly_is_shown_again():
    assert LinesFormField().prepare_value("un\ndeux") == "un\ndeux"


@pytest.mark.parametrize(("typed", "changed"), [("un\ndeux", False), ("un\r\n\r\ndeux", False), ("deux\nun", True)])
def test_lines_know_when_they_have_changed(typed, changed):
    assert LinesFormField().has_changed(["un", "deux"], typed) is changed


def test_lines_say_how_they_are_typed():
    with override("fr"):
        assert str(LinesField().formfield().help_text) == "Une par ligne."


@pytest.mark.parametrize(
    ("value", "sound"), [([], True), (["adults"], True), (["adults", "x"], False), (["x", "y"], False)]
)
def test_only_the_choices_of_the_list_are_kept(value, sound):
    field = ManyChoicesField(item_choices=Audience.choices, blank=True)
    if sound:
        assert field.clean(value, None) == value
    else:
        with pytest.raises(ValidationError):
            field.clean(value, None)
