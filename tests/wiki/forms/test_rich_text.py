from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from commons.guides.blocks.text import TEXT_FEATURES
from markup.html import clean_tree
from markup.references import to_stored
from tests.commons.guides.exchange import strategies
from wiki.forms.rich_text import LONGEST_TEXT, Drawn, RichTextFormField

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")

FEW = ["bold", "italic", "link", "ol", "ul", "h3"]


def form_of(initial: str = "", *, features: Iterable[str] = TEXT_FEATURES, data: Any = None, **options: Any) -> Any:
    class Form(forms.Form):
        text = RichTextFormField(features=features, required=False, label="Texte", **options)

    return Form(data, initial={"text": initial})


def sent(text: str, form: str = "markdown") -> QueryDict:
    post = QueryDict(mutable=True)
    post.update({"text": text.replace("\n", "\r\n"), "text-form": form})
    return post


def drawn(initial: str, **options: Any) -> Drawn:
    return form_of(initial, **options)["text"].value()


def saved(initial: str, text: str, form: str = "markdown", **options: Any) -> str:
    filled = form_of(initial, data=sent(text, form), **options)
    assert filled.errors == {}
    return filled.cleaned_data["text"]


def _as_stored(html: str) -> str:
    """A text as Wagtail may hold it, pictures and files by their keys."""
    key = {"images/a b.jpg": 7, "images/a%20b.jpg": 7}.get
    return to_stored(clean_tree(html).html, picture=key, document=key)


stored_texts = st.one_of(strategies.html.map(_as_stored), strategies.html)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(stored_texts, st.sampled_from([TEXT_FEATURES, FEW]))
def test_text_sent_back_untouched_is_stored_byte_for_byte(stored: str, features: list[str]) -> None:
    shown = drawn(stored, features=features)
    assert saved(stored, shown.markdown, features=features) == stored
    assert saved(stored, shown.html, "html", features=features) == stored


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html.map(lambda html: re.sub(r"<(a|img)\b[^>]*>", "", html)).map(_as_stored))
def test_a_paragraph_more_leaves_every_other_block_as_it_was(stored: str) -> None:
    shown = drawn(stored)
    assume(shown.is_visual)
    assert saved(stored, f"{shown.markdown}\n\nUn mot de plus.", features=[]) == f"{stored}<p>Un mot de plus.</p>"


def test_without_block_keys() -> None:
    assert saved('<p data-block-key="a">a</p>', "a") == "<p>a</p>"


@pytest.mark.parametrize(
    ("features", "markdown", "stored"),
    [
        (["h3", "h4"], "# a\n\n## b\n\n### c\n\n#### d\n\n##### e", "<h3>a</h3><h3>b</h3><h3>c</h3><h4>d</h4><h4>e</h4>"),
        (["h2", "h3"], "# a\n\n## b\n\n### c\n\n#### d", "<h2>a</h2><h2>b</h2><h3>c</h3><h3>d</h3>"),
        (["bold"], "## a", "<p><b>a</b></p>"),
        (["ul"], "1. a\n2. b", "<ul><li>a</li><li>b</li></ul>"),
        ([], "- a\n  - b\n\n> c\n\n---\n\n`d` **e** *f* ~~g~~", "<p>• a</p><p>• b</p><p>c</p><p>d e f g</p>"),
        (["blockquote"], "> a\n>\n> **b**", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ([], "| a | b |\n|---|---|\n| c | d |", "<p>a · b</p><p>c · d</p>"),
        (["table", "bold"], "| a | **b** |\n|---|---|\n| c | d |", "<table><tr><th>a</th><th><b>b</b></th></tr><tr><td>c</td><td>d</td></tr></table>"),
        (["code"], "```\na\n\nb\n```", "<p><code>a</code></p><p><code>b</code></p>"),
        (["code-block"], "```\na\n```", "<pre><code>a</code></pre>"),
        (["ol"], "3. a\n4. b\n   - c", '<ol start="3"><li>a</li><li>b<ol><li>c</li></ol></li></ol>'),
        (["superscript"], "x<sup>2</sup> H<sub>2</sub>O", "<p>x<sup>2</sup> H2O</p>"),
    ],
)  # fmt: skip
def test_what_is_typed_takes_the_shape_of_its_place(features: list[str], markdown: str, stored: str) -> None:
    assert saved("", markdown, features=features) == stored


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_nothing_that_runs_is_stored(form: str) -> None:
    hostile = '<p onclick="a()">b<script>alert(1)</script><a href="javascript:a()">c</a><style>p{}</style></p>'
    stored = saved("", hostile, form)
    assert not re.search(r"<script|<style|onclick=|javascript:", stored)
    assert "c" in stored


def test_marks_of_direction_go() -> None:
    assert saved("", "a\u202eb\u2066c") == "<p>abc</p>"


def test_what_the_place_does_not_offer_stays_while_nobody_touches_it() -> None:
    before = "<p>a</p><table><tr><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table><pre>x\ny</pre>"
    shown = drawn(before, features=FEW).markdown
    assert saved(before, shown.replace("a", "A", 1), features=FEW) == before.replace("a", "A", 1)
    assert (
        saved(before, shown.replace("| b |", "| B |"), features=FEW)
        == "<p>a</p><p>B · c</p><p>d · e</p><pre>x\ny</pre>"
    )


def test_field_that_was_not_sent_keeps_its_text() -> None:
    filled = form_of("<p>a</p>", data=QueryDict())
    assert filled.is_valid()
    assert filled.cleaned_data["text"] == "<p>a</p>"
    assert not filled.has_changed()


def test_field_knows_whether_it_changed() -> None:
    assert not form_of("<p>a</p>", data=sent("a")).has_changed()
    assert form_of("<p>a</p>", data=sent("b")).has_changed()
    assert form_of("<p>a</p>", data=sent("[b](c)")).has_changed()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * (LONGEST_TEXT + 1), "Ce texte fait plus de"),
        ("[" * 40_001, "Le texte a plus de"),
        ("> " * 100 + "a", "Le texte"),
        ("[a](n’importe quoi)", ""),
        ("[a](b)", "«\u00a0b\u00a0» n’est pas une adresse"),
        ("![a](https://a.org/b.png)", "est sur un autre site"),
        ("![a](images/12)", "images/12"),
        ("[a](documents/5)", "documents/5"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_stand_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    filled = form_of(data=sent(text))
    errors = " ".join(filled.errors.get("text", []))
    assert sentence in errors
    assert bool(errors) == bool(sentence)


@pytest.mark.django_db
def test_address_without_its_beginning_gets_one() -> None:
    assert saved("", "[a](exemple.org/b)") == '<p><a href="https://exemple.org/b">a</a></p>'


def test_required_text_must_say_something() -> None:
    class Form(forms.Form):
        text = RichTextFormField(features=FEW)

    assert Form(sent(" \n")).errors.as_data()["text"][0].code == "required"


@pytest.mark.parametrize(
    ("stored", "is_visual"),
    [
        ("", True),
        ("<h3>a</h3><p>b <b>c</b></p><ul><li>d<ol><li>e</li></ul></li></ul>", True),
        ('<embed embedtype="image" format="fullwidth" id="3" alt="a"/>', True),
        ("<h4>a</h4>", False),
        ('<ol start="3"><li>a</li></ol>', False),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>a</td><td>b</td></tr></table>", False),
        ("<pre>a</pre>", False),
        ("<hr/>", False),
        ('<p>a<a href="#note-1"><sup>1</sup></a></p><p><a href="#renvoi-1"><sup>1</sup></a> b</p>', False),
    ],
)
def test_visual_editor_opens_only_on_what_it_carries(stored: str, is_visual: bool) -> None:  # noqa: FBT001
    assert drawn(stored, features=FEW).is_visual is is_visual


def test_what_was_wrong_comes_back_as_it_was_typed() -> None:
    filled = form_of(data=sent("[a](b)\n\n* c"))
    assert not filled.is_valid()
    assert filled["text"].value().markdown == "[a](b)\n\n* c"
    assert 'aria-invalid="true"' in str(filled["text"])
