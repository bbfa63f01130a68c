from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markup.fitting import FEATURES, fit
from markup.html import clean
from markup.tree import parse, walk, write
from tests.commons.guides.exchange import strategies

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")

TAGS = {
    "h2": "h2", "h3": "h3", "h4": "h4", "b": "bold", "i": "italic", "ol": "ol", "ul": "ul", "blockquote": "blockquote",
    "code": "code", "table": "table", "sup": "superscript", "sub": "subscript", "s": "strikethrough", "hr": "hr",
    "img": "image", "pre": "code-block",
}  # fmt: skip
_MARKS = re.compile(r"[\s•·]+")


def fitted(html: str, features: set[str]) -> str:
    return write(fit(parse(clean(html)), features))


def words(html: str) -> str:
    return _MARKS.sub("", unescape(re.sub(r"<[^>]*>", "", html)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html, st.sets(st.sampled_from(sorted(FEATURES))))
def test_nothing_but_what_is_offered_and_every_word(html: str, features: set[str]) -> None:
    after = fitted(html, features)
    offered = {tag for tag, feature in TAGS.items() if feature in features}
    offered |= {"code"} if "code-block" in features else set()
    offered |= {"sup"} if "link" in features else set()  # the numbers of notes
    found = {node.tag for node in walk(parse(after))} & TAGS.keys()
    assert found <= offered
    assert words(after) == words(clean(html))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html)
def test_where_everything_is_offered_nothing_changes(html: str) -> None:
    assert fitted(html, set(FEATURES)) == clean(html)


def test_files_are_linked_only_where_files_may_be() -> None:
    both = '<p><a href="documents/5">a</a> <a href="https://b.org/">b</a></p>'
    assert fitted(both, {"link"}) == '<p>a <a href="https://b.org/">b</a></p>'
    assert fitted(both, {"document-link"}) == '<p><a href="documents/5">a</a> b</p>'


def test_numbers_of_notes_stay_what_they_are_where_links_may_be() -> None:
    noted = '<p>a<a href="#note-1"><sup>1</sup></a> b<sup>2</sup></p>'
    assert fitted(noted, {"link"}) == '<p>a<a href="#note-1"><sup>1</sup></a> b2</p>'
