from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from commons.library.models import LicensedImage
from licences.context.licence_box import licence_box
from licences.models.published import NotPublishable, licence_problems

AUTHOR = [{"name": "Awa", "role": "author", "url": "https://awa.example.org/"}]


def picture(**fields):
    return LicensedImage(
        collection_id=1, **{"title": "Le marché", "licence": "cc-by-sa-4.0", "credits": AUTHOR} | fields
    )


def test_item_knows_its_tool_of_the_catalogue():
    assert picture().legal_tool.url == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_item_nobody_has_licensed_has_no_tool():
    assert picture(licence="").legal_tool is None


def test_item_is_a_work_that_credits_are_written_from():
    work = picture(source_url="https://example.org/p", year=2026, changes="recadrée").as_work()
    assert (work.title, work.source, work.year, work.changes) == (
        "Le marché",
        "https://example.org/p",
        2026,
        "recadrée",
    )
    assert [(author.name, author.url, author.role) for author in work.authors] == [
        ("Awa", "https://awa.example.org/", "author")
    ]


def test_box_of_an_item_without_licence_is_empty():
    assert licence_box(picture(licence=""), "fr") == {
        "licence": None,
        "licence_name": "",
        "summary": None,
        "credit": None,
    }


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("fr", "Attribution - Partage dans les mêmes conditions 4.0 International", "sous licence"),
        ("en", "Attribution-ShareAlike 4.0 International", "licensed under"),
    ],
)
def test_box_speaks_the_language_of_the_page(language, name, words):
    box = licence_box(picture(), language)
    assert box["licence_name"] == name
    assert words in box["credit"]["text"]
    assert set(box["credit"]) == {"text", "html", "markdown"}
    assert all(box["summary"][group] for group in ("can", "must"))


def test_credit_escapes_what_people_wrote():
    html = licence_box(picture(title="<script>x</script>"), "fr")["credit"]["html"]
    assert "<script>" not in html


def test_item_without_licence_cannot_be_published():
    assert list(licence_problems(picture(licence=""))) == ["licence"]


def test_part_without_licence_is_named():
    problems = licence_problems(picture(), parts=[picture(title="La halle", licence=""), picture()])
    assert ["La halle" in str(sentence) for sentence in problems["__all__"]] == [True]


def test_refusal_says_the_title_first():
    error = NotPublishable({"licence": ["Choisissez."], "__all__": ["Décrivez."]}, title="Le marché")
    assert error.sentences == ["«\u00a0Le marché\u00a0» n’a pas été publiée.", "Choisissez.", "Décrivez."]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/x"])
def test_source_must_be_an_address_of_the_web(url):
    with pytest.raises(ValidationError) as error:
        picture(source_url=url).clean_fields(exclude=["file", "width", "height", "collection"])
    assert "source_url" in error.value.message_dict
