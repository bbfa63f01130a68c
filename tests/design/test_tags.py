from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from design.templatetags import design as tags
from programme.context.rows import Mark, Row


def drawn(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


def test_text_is_escaped_before_it_is_set():
    assert drawn("{{ text|typo:'fr' }}", text="<b>Quoi ?") == "&lt;b&gt;Quoi\u202f?"


def test_safe_html_keeps_its_tags():
    assert drawn("{{ text|typo:'fr' }}", text=mark_safe("<b>Quoi ?</b>")) == "<b>Quoi\u202f?</b>"


@pytest.mark.parametrize(("language", "words"), [("fr", "1\u00a0h\u00a030"), ("en", "1\u00a0hr\u00a030\u00a0min")])
def test_durations_follow_the_language_of_the_page(language, words):
    with override(language):
        assert drawn("{{ 90|duration }}") == words


def test_an_unknown_duration_is_nothing():
    assert drawn("{{ minutes|duration }}", minutes=None) == ""


def test_facts_stand_on_one_line_and_an_empty_one_leaves_no_dot():
    line = "{% dotted minutes|duration group association %}"

    assert (
        drawn(line, minutes=60, group="", association="Les <b>amis</b>")
        == "1\u00a0h\u00a0· Les &lt;b&gt;amis&lt;/b&gt;"
    )
    assert drawn(line, minutes=None, group="", association="") == ""


def test_a_cover_ignores_what_is_not_a_letter():
    assert "script>" not in drawn("{% cover title 'maps' %}", title="<script>alert(1)</script>")


@pytest.mark.parametrize(("minutes", "weight"), [(None, "1"), (2, "1"), (20, "4"), (60, "12"), (600, "12")])
def test_a_step_is_drawn_as_wide_as_it_is_long_within_reason(minutes, weight):
    assert drawn("{{ minutes|weight }}", minutes=minutes) == weight


def test_a_qr_code_has_no_inline_style():
    code = drawn("{% qr 'https://example.org/guides/a/' %}")

    assert code.startswith("<svg")
    assert "style=" not in code


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "à l’instant"),
        (59, "à l’instant"),
        (-5, "à l’instant"),
        (61, "il y a 1\xa0minute"),
        (7300, "il y a 2\xa0heures, 1\xa0minute"),
    ],
)
def test_what_happened_within_the_minute_is_just_now(seconds, said):
    with override("fr"):
        assert drawn("{{ moment|ago }}", moment=timezone.now() - timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [("Titre", "Titre\xa0: vide"), ("Quand ?", "Quand ? vide"), ("Qui, avec qui…", "Qui, avec qui… vide")],
)
def test_label_that_is_a_question_takes_no_colon(label, said):
    with override("fr"):
        assert drawn("{{ label }}{{ label|colon_after }}vide", label=label) == said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://communs.example.org/kits/a-pied/", "https://communs.example.org/<wbr>kits/<wbr>a-pied/<wbr>"),
        ("/kits/<b>/", "/<wbr>kits/<wbr>&lt;b&gt;/<wbr>"),
    ],
)
def test_address_goes_on_in_the_next_line_after_a_slash(address, said):
    assert drawn("{{ address|address_lines }}", address=address) == said


ROW = Row(
    key=1, url="/a/#b", title="L'été <b>", language="fr", letter="L", palette="culture", when="samedi", hours="14 h",
    start=datetime(2027, 10, 2, 14, tzinfo=UTC), machine="2027-10-02T14:00:00+02:00", all_day=False, kind="atelier",
    where="Là", who="Nous", for_whom="", label="", one_sentence="On répare : ensemble.", marks=(Mark("off", "annulée"),), note="Pluie",
    is_off=True, uuid="9b", sequence=2,
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("row", [ROW, replace(ROW, sequence=3), replace(ROW, marks=())])
@pytest.mark.parametrize("more", ["", " whole=1", " whole=1 heading=2"])
def test_a_component_that_is_drawn_once_is_what_is_included(row, more, language):
    included = '{% include "components/occasion_row.html" with row=row' + more + " only %}"
    once = '{% drawn_once "components/occasion_row.html" row=row' + more + " %}"

    with override(language):
        assert drawn(once, row=row) == drawn(once, row=row) == drawn(included, row=row)


def test_a_component_is_drawn_once_in_each_language_and_each_time_in_development(monkeypatch, settings):
    made = []

    class Template:
        def render(self, values):
            made.append(values["row"])
            return mark_safe("<p>")

    monkeypatch.setattr(tags, "get_template", lambda _name: Template())
    tags._draw.cache_clear()
    for language in ("fr", "fr", "en"):
        with override(language):
            assert tags.drawn_once("x.html", row=1) == "<p>"
    assert made == [1, 1]

    settings.DEBUG = True
    tags.drawn_once("x.html", row=1)
    assert made == [1, 1, 1]
    tags._draw.cache_clear()
