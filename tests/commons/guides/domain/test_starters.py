"""Guides to begin from: each reads without a warning, and says what its author has to say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commons.guides.domain import starters
from commons.guides.domain.starters import LANGUAGES, STARTERS, guide_from_starter, read_starter
from commons.guides.models import GuidePage
from tests.factories.people import PersonFactory

KEYS = [starter.key for starter in STARTERS]
EACH = [(key, language) for key in KEYS for language in LANGUAGES]


def test_every_file_is_offered_and_every_offer_has_its_files():
    files = {path.name for path in Path(starters._FOLDER).glob("*")}
    assert files == {f"{key}.{language}.md" for key, language in EACH}


@pytest.mark.parametrize(("key", "language"), EACH)
def test_starter_reads_without_a_warning_and_is_filled_in(key, language):
    reading = read_starter(key, language=language)
    guide = reading.guide

    assert reading.warnings == ()
    assert guide.language == language
    assert len(guide.steps) == 5
    assert all(step.minutes and step.text for step in guide.steps)
    assert len(guide.objectives) == 3
    assert len(guide.materials) >= 3
    assert {"preparation", "safety"} <= {section.kind for section in guide.sections}
    assert "other" not in {section.kind for section in guide.sections}
    assert len(guide.one_sentence) <= 200
    assert re.search(r"\[.+\]", guide.title)
    assert (guide.licence, guide.credits, guide.pictures) == ("", (), ())


@pytest.mark.parametrize("key", KEYS)
def test_starter_is_the_same_in_both_languages(key):
    french, english = (read_starter(key, language=language).guide for language in LANGUAGES)

    assert [(step.minutes, bool(step.note)) for step in french.steps] == [
        (step.minutes, bool(step.note)) for step in english.steps
    ]
    assert [section.kind for section in french.sections] == [section.kind for section in english.sections]
    assert [(row.quantity, row.per, row.group_size) for row in french.materials] == [
        (row.quantity, row.per, row.group_size) for row in english.materials
    ]
    assert (french.audience, french.age_min, french.group_min, french.group_max) == (
        english.audience, english.age_min, english.group_min, english.group_max,
    )  # fmt: skip


@pytest.mark.django_db
def test_guide_from_a_starter_is_in_memory_and_its_authors():
    user = PersonFactory()

    new = guide_from_starter(key="walk", user=user, language="fr")

    assert (new.guide.title, new.guide.pk, new.guide.live, new.guide.owner) == (
        "Se promener à la découverte de [quel lieu ?]", None, False, user,
    )  # fmt: skip
    assert new.guide.steps[0].value["title"] == "Se retrouver"
    assert new.warnings == ()
    assert GuidePage.objects.count() == 0


def test_other_languages_begin_from_the_english_one():
    assert read_starter("making", language="br").guide.language == "en"


@pytest.mark.parametrize("key", ["", "../discovery", "none"])
def test_key_that_none_has_is_an_error(key):
    with pytest.raises(KeyError):
        read_starter(key, language="fr")
