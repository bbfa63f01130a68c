from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
from licences.fields import validate_credits, validate_licence
from licences.forms import CreditsFormField, CreditsWidget, LicenceChoiceField, LicenceWidget, usual_licences

CREDIT = {"name": "Awa", "role": "author", "url": ""}


def messages(validate, value):
    with override("en"), pytest.raises(ValidationError) as error:
        validate(value)
    with override("en"):
        return error.value.messages


@pytest.mark.parametrize(
    "key", ["cc-by-sa-4.0", "cc0-1.0", "etalab-2.0", "lal-1.3", "cc-by-sa-3.0-fr", "all-rights-reserved"]
)
def test_key_of_the_catalogue_is_a_licence(key):
    validate_licence(key)


@pytest.mark.parametrize("key", ["cc-by-sa", "CC-BY-SA-4.0", "cc-by-sa-4.0-fr", "mit", " "])
def test_anything_else_is_not(key):
    assert messages(validate_licence, key) == [f"“{key}” is not a licence of the catalogue."]


@pytest.mark.parametrize(
    "value", [[], [CREDIT], [CREDIT | {"url": "https://example.org/"}], [CREDIT, CREDIT | {"role": "translator"}]]
)
def test_credits_that_name_people_are_accepted(value):
    validate_credits(value)


NAME = "Write the name of each person or association that you credit."
ROLE = "Choose what Awa did."
LINK = "The link of Awa must be a full address, with https://."
LIST = "Credits are a list of names with their roles."


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, LIST),
        ("Awa", LIST),
        (["Awa"], NAME),
        ([{}], NAME),
        ([CREDIT | {"name": "  "}], NAME),
        ([CREDIT | {"name": None}], NAME),
        ([{"name": "Awa"}], ROLE),
        ([CREDIT | {"role": "boss"}], ROLE),
        ([CREDIT | {"url": "example.org"}], LINK),
        ([CREDIT | {"url": "javascript:alert(1)"}], LINK),
        ([CREDIT | {"url": "ftp://example.org/"}], LINK),
        ([CREDIT | {"url": ["https://example.org/"]}], LINK),
        ([CREDIT | {"email": "awa@example.org"}], "A credit has a name, a role and a link, and nothing else."),
    ],
)
def test_credits_that_cannot_be_printed_are_refused_with_a_sentence(value, message):
    assert messages(validate_credits, value) == [message]


@pytest.mark.parametrize(
    ("language", "by_sa"),
    [
        ("fr", "CC BY-SA 4.0\u00a0: Attribution - Partage dans les mêmes conditions 4.0 International"),
        ("en", "CC BY-SA 4.0: Attribution-ShareAlike 4.0 International"),
    ],
)
def test_usual_licences_are_offered_in_both_languages(language, by_sa):
    with override(language):
        assert dict(usual_licences())["cc-by-sa-4.0"] == by_sa


def test_a_dozen_licences_are_offered_and_another():
    html = LicenceWidget().render("licence", "", {"id": "id_licence"})
    assert re.findall(r'<option value="([^"]*)"', html) == [
        "", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0",
        "cc-by-nc-nd-4.0", "pdm-1.0", "etalab-2.0", "lal-1.3", "odbl-1.0", "by-permission", "another",
    ]  # fmt: skip
    assert "selected" not in html


def test_licence_that_is_stored_is_chosen_though_it_is_not_usual():
    html = LicenceWidget().render("licence", "cc-by-2.0-fr", {"id": "id_licence"})
    assert re.findall(r'<option value="([^"]*)" selected', html) == ["cc-by-2.0-fr"]


def chosen(value, other=""):
    return LicenceWidget().value_from_datadict({"licence": value, "licence-other": other}, {}, "licence")


@pytest.mark.parametrize(
    ("value", "other", "key"),
    [
        ("", "", ""),
        ("cc-by-4.0", "", "cc-by-4.0"),
        ("cc-by-4.0", "GFDL 1.3", "cc-by-4.0"),
        ("cc-by-2.0-fr", "", "cc-by-2.0-fr"),
        ("another", "", ""),
        ("another", " CC BY 2.0 FR ", "cc-by-2.0-fr"),
        ("another", "https://creativecommons.org/licenses/by-sa/2.5/", "cc-by-sa-2.5"),
        ("another", "GFDL 1.3", "gfdl-1.3"),
    ],
)
def test_licence_is_chosen_or_typed(value, other, key):
    assert LicenceChoiceField(required=False).clean(chosen(value, other)) == key


def test_licence_must_be_chosen_where_one_is_asked_for():
    with override("en"), pytest.raises(ValidationError, match="required"):
        LicenceChoiceField().clean(chosen("another", " "))


def test_words_that_name_no_licence_for_certain_are_kept_and_the_list_offers_what_they_may_mean():
    words = chosen("another", "CC BY-SA")
    with override("en"), pytest.raises(ValidationError, match="choose there"):
        LicenceChoiceField().clean(words)
    html = LicenceWidget().render("licence", words, {"id": "id_licence"})
    assert 'value="CC BY-SA"' in html
    offered = re.search(r"<optgroup.*?</optgroup>", html, re.DOTALL)[0]
    assert 'value="cc-by-sa-3.0"' in offered
    assert offered.count("<option") <= 20


def test_words_that_mean_nothing_are_answered_with_what_to_write():
    with override("en"), pytest.raises(ValidationError, match="Write its whole name, or its address"):
        LicenceChoiceField().clean(chosen("another", "qzxqzx"))


def test_widget_of_the_licence_escapes_what_was_typed():
    assert "<script>" not in LicenceWidget().render("licence", '"><script>', {"id": "id_licence"})


@pytest.mark.parametrize(("data", "changed"), [("cc-by-4.0", False), ("CC BY 4.0", False), ("cc0-1.0", True)])
def test_form_knows_when_the_licence_has_changed(data, changed):
    assert LicenceChoiceField().has_changed("cc-by-4.0", data) is changed


def test_guide_must_have_a_licence_and_a_picture_may_lack_one():
    assert GuidePage._meta.get_field("licence").formfield().required
    assert not LicensedImage._meta.get_field("licence").formfield().required


def posted(rows):
    data = QueryDict(mutable=True)
    for index, (name, role, url) in enumerate(rows):
        data.update({f"credits-{index}-name": name, f"credits-{index}-role": role, f"credits-{index}-url": url})
    return CreditsWidget().value_from_datadict(data, {}, "credits")


@pytest.mark.parametrize(
    ("rows", "credits"),
    [
        ([], []),
        ([("", "author", ""), ("", "author", "")], []),
        ([(" Awa ", "author", "")], [CREDIT]),
        ([("", "author", ""), ("Awa", "author", "")], [CREDIT]),
        ([("Awa", "author", "https://example.org/")], [CREDIT | {"url": "https://example.org/"}]),
        (
            [("Awa", "author", ""), ("Paul", "translator", "")],
            [CREDIT, {"name": "Paul", "role": "translator", "url": ""}],
        ),
    ],
)
def test_rows_that_are_filled_in_become_credits(rows, credits):
    assert CreditsFormField(required=False).clean(posted(rows)) == credits


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([("Awa", "", "")], {"0-role": "Choose what Awa did."}),
        ([("", "", ""), ("Awa", "", "")], {"1-role": "Choose what Awa did."}),
        ([("Awa", "author", ""), ("", "author", "https://example.org/")], {"1-name": NAME}),
        ([("Awa", "author", "example"), ("Paul", "", "")], {"0-url": LINK, "1-role": "Choose what Paul did."}),
    ],
)
def test_credit_that_says_too_little_is_named_by_its_row_and_part(rows, places):
    with override("en"), pytest.raises(ValidationError) as error:
        CreditsFormField(required=False).clean(posted(rows))
    with override("en"):
        assert {one.place: one.messages[0] for one in error.value.error_list} == places


def test_no_role_is_chosen_for_anybody():
    html = CreditsWidget().render("credits", [], {"id": "id_credits"})
    assert html.count('<option value="">') == 2
    assert " selected" not in html


def test_credit_builder_asks_for_authors_first():
    field = CreditsFormField(required=False, default_role="author")
    assert field.clean(posted([("Awa", "", ""), ("Paul", "editor", "")]))[0]["role"] == "author"


def test_credits_that_are_required_ask_for_a_name():
    with override("en"), pytest.raises(ValidationError, match="Write at least one name to credit"):
        CreditsFormField(required=True).clean([])


def test_widget_draws_what_is_there_and_two_empty_rows():
    html = CreditsWidget().render("credits", [CREDIT], {"id": "id_credits"})
    assert [f'name="credits-{index}-name"' in html for index in range(4)] == [True, True, True, False]
    assert 'value="Awa"' in html
    assert 'for="id_credits-0-name"' in html


def test_widget_escapes_what_it_draws():
    html = CreditsWidget().render("credits", [CREDIT | {"name": '"><script>'}], {"id": "id_credits"})
    assert "<script>" not in html


def test_form_knows_when_credits_have_changed():
    field = CreditsFormField()
    assert not field.has_changed([CREDIT], posted([("Awa", "author", ""), ("", "author", "")]))
    assert field.has_changed([CREDIT], posted([("Awa", "editor", "")]))


def test_credits_that_were_saved_without_a_link_have_not_changed():
    assert not CreditsFormField().has_changed([{"name": "Awa", "role": "author"}], posted([("Awa", "author", "")]))
