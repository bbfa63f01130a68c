"""The explainers that the project ships are whole: every one is read, translated and leads somewhere."""

from __future__ import annotations

import re

import pytest

from home.domain.site import set_up_site
from licences.explainers.context.questions import questions
from licences.explainers.domain.loading import PATH_FILE, SHIPPED, load_explainers
from licences.explainers.files import read_explainer
from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from markup.frontmatter import mapping

FILES = sorted(SHIPPED.glob("*.md"))
TEXTS = {path.name: read_explainer(path.read_text()) for path in FILES}
FRENCH = {text.slug: text for text in TEXTS.values() if text.language == "fr"}
ENGLISH = {text.translation_of: text for text in TEXTS.values() if text.language == "en"}
ADDRESS = re.compile(r"/comprendre/([\w-]+)/")


def test_there_are_twenty_five_in_each_language():
    assert len(FRENCH) >= 25
    assert ENGLISH.keys() == FRENCH.keys()


def test_nothing_in_them_is_warned_of():
    assert {name: text.warnings for name, text in TEXTS.items() if text.warnings} == {}


@pytest.mark.parametrize("slug", FRENCH)
def test_translation_says_the_same_facts(slug):
    french, english = FRENCH[slug], ENGLISH[slug]

    assert (english.level, english.position, english.licences) == (french.level, french.position, french.licences)
    assert len(english.quiz) == len(french.quiz)
    assert len(english.tries) == len(french.tries)


def test_three_end_with_five_questions():
    assert [len(text.quiz) for text in FRENCH.values() if text.quiz] == [5, 5, 5]


def test_each_ends_with_something_to_try():
    assert [text.slug for text in TEXTS.values() if not text.tries] == []


def test_links_between_them_lead_to_one_of_them():
    slugs = {text.slug for text in TEXTS.values()} | {"parcours", "glossaire"}
    linked = {path.name: set(ADDRESS.findall(path.read_text())) for path in FILES}

    assert {name: found - slugs for name, found in linked.items() if found - slugs} == {}


def test_path_takes_about_three_quarters_of_an_hour(db):
    set_up_site()
    report = load_explainers(SHIPPED)

    steps = ExplainerPage.objects.filter(pk__in=ExplainerIndexPage.objects.get().step_ids)
    assert (report.refused, report.warnings) == ([], [])
    assert (report.created, report.updated) == (len(FILES), 1)
    assert len(steps) == len(mapping((SHIPPED / PATH_FILE).read_text())["steps"])
    assert 35 <= sum(page.minutes for page in steps) <= 55


def test_every_explainer_answers_one_question_of_readers():
    named = [page for asked in questions() for page in asked.pages]

    assert sorted(named) == sorted(FRENCH)
    assert all(asked.title.keys() == {"fr", "en"} for asked in questions())
