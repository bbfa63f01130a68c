from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override

from commons.library.models import LicensedImage
from legaltools.credit import credit_text
from licences.context.licence_box import source_credits
from licences.fields import validate_sources
from licences.forms import SourcesFormField, SourcesWidget
from licences.records.sources import SourceKind, source_row

ROW = {
    "title": "La halle", "authors": "Jeanne", "url": "https://example.org/halle", "licence": "cc-by-3.0", "kind": "adaptation",
    "item": "",
}  # fmt: skip
PARTS = "Each source says its title, authors, address, licence and how it is used."


def picture(*sources):
    return LicensedImage(
        collection_id=1, title="Le marché", licence="cc-by-sa-4.0", sources=[source_row(**one) for one in sources]
    )


@pytest.mark.parametrize(
    "value",
    [
        [], [ROW], [ROW | {"title": ""}], [ROW | {"url": ""}], [ROW | {"licence": ""}],
        [ROW | {"item": "guide:3", "version": "12", "dated": "2026-03-14"}], [ROW | {"dated": "2026-03-14"}],
    ],
)  # fmt: skip
def test_sources_that_can_be_found_again_are_accepted(value):
    validate_sources(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "Sources are a list of works."),
        (["La halle"], PARTS),
        ([{"title": "La halle"}], PARTS),
        ([ROW | {"licence": None}], PARTS),
        ([ROW | {"year": "2019"}], "A source says its title, authors, address, licence and use, and nothing else."),
        ([ROW | {"title": " ", "url": ""}], "Write the title of each source, or its address."),
        ([ROW | {"version": "last"}], "The version of “La halle” is a number, and its day is written as 2026-03-14."),
        ([ROW | {"version": "0"}], "The version of “La halle” is a number, and its day is written as 2026-03-14."),
        ([ROW | {"uuid": "3"}], "“La halle” is known by a “uuid” as exports write it, or by none."),
        ([ROW | {"uuid": 3}], "“La halle” is known by a “uuid” as exports write it, or by none."),
        ([ROW | {"version": 3}], "The version of “La halle” is a number, and its day is written as 2026-03-14."),
        (
            [ROW | {"dated": "14/03/2026"}],
            "The version of “La halle” is a number, and its day is written as 2026-03-14.",
        ),
        ([ROW | {"kind": "stolen"}], "Choose how “La halle” is used."),
        ([ROW | {"licence": "mit"}], "“mit” is not a licence of the catalogue."),
        ([ROW | {"url": "javascript:alert(1)"}], "The address of “La halle” must be a full one, with https://."),
    ],
)
def test_sources_that_say_nothing_certain_are_refused_with_a_sentence(value, message):
    with override("en"):
        with pytest.raises(ValidationError) as error:
            validate_sources(value)
        assert error.value.messages == [message]


def posted(*rows):
    data = QueryDict(mutable=True)
    for index, row in enumerate(rows):
        data.update({f"sources-{index}-{part}": row.get(part, "") for part in SourcesWidget.parts})
    return SourcesWidget().value_from_datadict(data, {}, "sources")


def cleaned(*rows):
    return SourcesFormField(required=False).clean(posted(*rows))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", ""),
        ("cc-by-3.0", "cc-by-3.0"),
        ("CC BY-SA 3.0 FR", "cc-by-sa-3.0-fr"),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.fr", "cc-by-nc-4.0"),
        ("Licence Art Libre 1.3", "lal-1.3"),
    ],
)
def test_licence_of_a_source_is_typed_as_anybody_names_it(words, key):
    typed = {"title": "La halle", "licence": words, "kind": "adaptation"}
    assert cleaned(typed) == [source_row(title="La halle", licence=key)]


@pytest.mark.parametrize("words", ["CC BY-SA", "CC BY-SA 4.0 FR", "la licence du cousin", "\U0001f419"])
def test_licence_that_names_none_for_certain_is_refused_by_the_name_of_the_source(words):
    with override("fr"), pytest.raises(ValidationError) as error:
        cleaned({"title": "La halle", "licence": words})
    assert error.value.messages[0].startswith(f"La licence de «\u00a0La halle\u00a0», «\u00a0{words}\u00a0»\u00a0: ")


def test_row_in_which_nothing_was_typed_is_no_source():
    assert cleaned({"kind": "translation"}, {}) == []


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        ({"title": "La halle"}, "1-kind", "Choose how “La halle” is used."),
        ({"authors": "Jeanne", "kind": "excerpt"}, "1-title", "Write the title of each source, or its address."),
        ({"title": "La halle", "kind": "excerpt", "url": "x"}, "1-url",
         "The address of “La halle” must be a full one, with https://."),
    ],
)  # fmt: skip
def test_source_that_says_too_little_is_named_by_its_row_and_part(row, place, message):
    with override("en"), pytest.raises(ValidationError) as error:
        cleaned({}, row)
    with override("en"):
        assert [(one.place, one.messages[0]) for one in error.value.error_list] == [(place, message)]


def test_no_use_of_a_source_is_chosen_for_anybody():
    html = SourcesWidget().render("sources", [], {"id": "id_sources"})
    assert html.count('<option value="">') == 2
    assert " selected" not in html


def test_form_knows_when_sources_have_changed():
    field = SourcesFormField(required=False)
    typed = {"title": "La halle", "licence": "CC BY 4.0", "kind": "adaptation"}
    stored = source_row(title="La halle", licence="cc-by-4.0", item="guide:12")
    assert not field.has_changed([stored], posted(typed, {"kind": "adaptation"}))
    assert field.has_changed([stored], posted(typed | {"kind": "translation"}))
    assert field.has_changed([stored], posted(typed | {"licence": "CC BY 3.0"}))


def test_widget_shows_the_licence_by_its_name_and_two_empty_rows():
    html = SourcesWidget().render("sources", [ROW], {"id": "id_sources"})
    assert 'value="CC BY 3.0"' in html
    assert 'for="id_sources-0-title"' in html
    assert [f'name="sources-{index}-title"' in html for index in range(4)] == [True, True, True, False]


def test_widget_keeps_and_escapes_what_was_typed():
    html = SourcesWidget().render("sources", [ROW | {"licence": '"><script>'}], {"id": "id_sources"})
    assert "&gt;&lt;script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        ("adaptation", "\u00a0; adapté de «\u00a0La halle\u00a0» par Jeanne, sous licence CC BY 3.0"),
        ("translation", "\u00a0; adapté de «\u00a0La halle\u00a0» par Jeanne, sous licence CC BY 3.0"),
        ("excerpt", ""),
        ("reproduction", ""),
        ("collection", ""),
    ],
)
def test_credit_names_after_the_work_what_it_changed(kind, ends):
    whole = credit_text(picture(ROW | {"url": "", "kind": kind}).as_work(), "fr")
    alone = credit_text(picture().as_work(), "fr")
    assert whole == alone + ends.replace("CC BY 3.0", "CC BY 3.0 (https://creativecommons.org/licenses/by/3.0/)")


@pytest.mark.parametrize("kind", SourceKind.values)
def test_every_source_has_its_credit_whatever_its_use(kind):
    (origin,) = source_credits(picture(ROW | {"kind": kind}), "fr")
    credit = origin["credit"]
    assert origin["label"]
    assert 'href="https://example.org/halle"' in credit
    assert "Jeanne" in credit
    assert 'href="https://creativecommons.org/licenses/by/3.0/"' in credit


def test_credit_of_a_source_escapes_what_people_wrote():
    (origin,) = source_credits(picture(ROW | {"title": "<script>", "authors": "<b>"}), "fr")
    assert "<script>" not in origin["credit"]
    assert "<b>" not in origin["credit"]


def test_version_that_was_used_goes_through_the_form_unseen():
    known = source_row(title="La halle", item="guide:3", version="12", dated="2026-03-14")
    html = SourcesWidget().render("sources", [known], {"id": "id_sources"})
    assert '<input type="hidden" name="sources-0-version" value="12">' in html
    assert html.count('type="hidden"') == 3
    assert cleaned(known) == [known]


def test_credit_names_the_day_of_the_version_that_was_adapted():
    adapted = picture({"title": "La halle", "authors": "Jeanne", "licence": "cc-by-4.0", "dated": "2026-03-01"})
    assert "« La halle » par Jeanne, version du 1er\u00a0mars 2026, sous licence CC BY 4.0" in credit_text(
        adapted.as_work(), "fr"
    ).replace("«\u00a0", "« ").replace("\u00a0»", " »")
