"""Signs, common questions, and what changed from version to version."""

from __future__ import annotations

import pytest

from legaltools import questions as questions_module
from legaltools.catalogue import CURRENT, all_tools, get
from legaltools.questions import questions
from legaltools.signs import signs
from legaltools.versions import changes, general_versions, later_changes


def words(key, language="fr") -> list[str]:
    return [sign.word for sign in signs(get(key), language)]


def keys(key) -> list[str]:
    return [question.key for question in questions(get(key))]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("pdm-1.0", ["partager", "adapter", "vendre"]),
        ("cc-by-nc-sa-2.0-fr", ["partager", "adapter", "pas de vente", "créditer", "même licence"]),
        ("cc-sampling-plus-1.0", ["partager", "adapter", "pas de vente", "créditer"]),
        ("cc-sa-1.0", ["partager", "adapter", "vendre", "même licence"]),
        ("all-rights-reserved", ["pas de partage", "pas d’adaptation", "pas de vente", "demander l’accord"]),
    ],
)
def test_signs_say_what_is_allowed_then_what_is_asked(key, said):
    assert words(key) == said


def test_a_sign_is_struck_where_the_use_is_forbidden():
    assert [(sign.symbol, sign.struck) for sign in signs(get("cc-by-nd-4.0"), "en")] == [
        ("share", False),
        ("change", True),
        ("sell", False),
        ("credit", False),
    ]


def test_every_question_has_words_in_both_languages_and_a_source():
    for tool in all_tools():
        for one in questions(tool):
            said = [
                getattr(one, name).text(language)
                for name in ("question", "answer", "source")
                for language in ("fr", "en")
            ]
            assert all(said)
            assert one.url.startswith("https://") or tool.key == "by-permission"


def test_every_question_written_is_asked_of_some_licence():
    asked = {question.key for tool in all_tools() for question in questions(tool)}
    assert asked == set(questions_module._rows())


def test_no_licence_is_asked_the_same_question_twice():
    for tool in all_tools():
        asked = [question.question.fr for question in questions(tool)]
        assert len(asked) == len(set(asked))


@pytest.mark.parametrize("key", CURRENT)
def test_each_licence_of_today_has_questions(key):
    assert questions(get(key))


@pytest.mark.parametrize(
    ("key", "holds", "not_"),
    [
        ("cc-by-4.0", {"paid-yes", "print-4", "mistake-4", "poster-4", "collection"}, {"paid-nc", "video-nd"}),
        ("cc-by-nc-4.0", {"paid-nc", "collection-nc"}, {"paid-yes", "collection"}),
        ("cc-by-nd-4.0", {"translate-nd-4", "video-nd"}, {"translate-yes"}),
        ("cc-by-nd-2.0", {"translate-nd-older", "mistake-older"}, {"poster-4", "mistake-4"}),
        ("cc-by-sa-1.0", {"my-version-1"}, {"my-version-2"}),
        ("cc-by-nc-sa-2.5", {"my-version-2"}, set()),
        ("cc-by-sa-4.0", {"my-version-4-by-sa"}, {"my-version-4"}),
        ("cc-by-nc-sa-4.0", {"my-version-4"}, {"my-version-4-by-sa"}),
        ("odbl-1.0", {"odbl-map", "odbl-base"}, {"paid-yes"}),
    ],
)
def test_an_answer_is_given_only_where_it_holds(key, holds, not_):
    assert holds <= set(keys(key))
    assert not not_ & set(keys(key))


@pytest.mark.parametrize(
    ("key", "versions"),
    [
        ("cc-by-sa-4.0", []),
        ("cc-by-3.0", ["4.0"]),
        ("cc-by-2.5-it", ["4.0", "3.0"]),
        ("cc-by-2.1-jp", ["4.0", "3.0", "2.5"]),
        ("cc-by-1.0", ["4.0", "3.0", "2.5", "2.0"]),
        ("cc0-1.0", []),
        ("lal-1.3", []),
        ("cc-sa-1.0", []),
    ],
)
def test_an_older_version_is_told_what_came_later(key, versions):
    assert list(dict.fromkeys(change.version for change in later_changes(get(key)))) == versions


def test_changes_are_told_only_to_the_licences_that_they_concern():
    assert any("Licence Art Libre" in change.fr for change in changes(get("cc-by-sa-4.0")))
    assert not any("Licence Art Libre" in change.fr for change in changes(get("cc-by-nc-sa-4.0")))
    assert any("adapter pour soi" in change.fr for change in changes(get("cc-by-nd-4.0")))


def test_the_first_version_of_by_nc_nd_had_another_name():
    assert [tool.key for tool in general_versions(get("cc-by-nc-nd-4.0"))] == [
        "cc-by-nc-nd-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-2.5", "cc-by-nc-nd-2.0", "cc-by-nd-nc-1.0",
    ]  # fmt: skip


def test_an_answer_from_the_text_leads_to_the_text():
    found = {question.key: question.url for question in questions(get("cc-by-4.0"))}
    assert found["print-4"] == "https://creativecommons.org/licenses/by/4.0/legalcode"
    assert found["paid-yes"] == "https://creativecommons.org/faq/"
