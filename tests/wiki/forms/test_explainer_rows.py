"""Tables and quizzes of explainers in the form of the site."""

from __future__ import annotations

import pytest

from licences.explainers.models import ExplainerPage
from tests.factories.people import PersonFactory
from tests.wiki.sending import sent
from wiki.content import content_of
from wiki.forms.page_form import form_of
from wiki.forms.rows import changed_rows
from wiki.kinds import kind_of

pytestmark = pytest.mark.django_db

TABLE = {
    "columns": [{"type": "text", "heading": "Licence"}, {"type": "text", "heading": "Vendre|prêter"}],
    "rows": [{"values": ["<p>CC BY</p>", '<p><b>oui</b>, <a href="https://example.org/">voir</a></p>']}],
    "caption": "Qui peut quoi",
}
QUESTION = {
    "question": "Puis-je vendre\xa0?",
    "answers": [{"text": "Oui", "right": True, "why": "Rien ne l'interdit."}, {"text": "Non", "right": False, "why": "Si."}],
}  # fmt: skip


@pytest.fixture
def anne():
    return PersonFactory(groups=("editor",))


def explainer(**fields):
    page = ExplainerPage(title="Lire", language="fr")
    for name, (kind, value) in fields.items():
        setattr(page, name, [{"type": kind, "value": value, "id": "b"}])
    return page


def form_sent(page, user, **changed):
    post = sent(form_of(kind_of(page), page, user=user))
    post.update({name.replace("__", "-"): value for name, value in changed.items()})
    return form_of(kind_of(page), page, user=user, data=post)


def value_of(form, name):
    assert form.is_valid(), form.problems()
    return form.typed()[name][0]["value"]


def messages(form):
    assert not form.is_valid()
    return [problem.message for problem in form.problems()]


def test_table_and_quiz_sent_back_untouched_say_the_same(anne):
    page = explainer(body=("table", TABLE), quiz=("question", QUESTION))
    form = form_sent(page, anne)

    assert form.is_valid(), form.problems()
    assert {name: form.typed()[name] for name in ("body", "quiz")} == content_of(page, ["body", "quiz"])


def test_table_is_typed_as_markdown(anne):
    typed = "| A | B |\n|---|---|\n| **un** \\| deux | |\n| <script>x</script> | [là](https://example.org/a) |"
    form = form_sent(explainer(body=("table", TABLE)), anne, **{"body-b-value": typed})

    assert value_of(form, "body") == {
        "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}],
        "rows": [
            {"values": ["<p><b>un</b> | deux</p>", ""]},
            {"values": ["<p>&lt;script&gt;x&lt;/script&gt;</p>", '<p><a href="https://example.org/a">là</a></p>']},
        ],
        "caption": "Qui peut quoi",
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Tapez un tableau"),
        ("des mots", "Tapez un tableau"),
        ("| A |\n|---|\n| b |\n\net après", "Tapez un seul tableau"),
        ("| A |\n|---|\n" + "| b |\n" * 2_001, "Ce tableau est trop grand"),
        ("x" * 100_001, "Ce tableau est trop grand"),
    ],
)
def test_what_is_no_table_is_told_and_stays_in_the_form(anne, typed, sentence):
    form = form_sent(explainer(body=("table", TABLE)), anne, **{"body-b-value": typed})

    assert messages(form)[0].startswith(sentence)
    assert sent(form)["body-b-value"] == typed


def test_table_with_a_list_in_a_cell_stays_as_it_is(anne):
    table = TABLE | {"rows": [{"values": ["<ul><li>a</li></ul>", ""]}]}
    page = explainer(body=("table", table))
    form = form_sent(page, anne)

    assert form.rows["body"].rows[0].is_left_as_it_is
    assert value_of(form, "body") == table


def test_answer_is_added_in_an_empty_place_and_taken_out_by_emptying_it(anne):
    page = explainer(quiz=("question", QUESTION))
    form = form_sent(
        page, anne,
        **{"quiz-b-answers-2-text": "Peut-être", "quiz-b-answers-2-why": "Cela dépend.", "quiz-b-answers-1-text": "", "quiz-b-answers-1-why": ""},
    )  # fmt: skip

    assert [answer["text"] for answer in value_of(form, "quiz")["answers"]] == ["Oui", "Peut-être"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"quiz-b-answers-1-right": "on"}, "Dites quelle réponse est la bonne"),
        ({"quiz-b-answers-1-text": "", "quiz-b-answers-1-why": ""}, "Remplissez-en au moins 2"),
        ({"quiz-b-answers-2-text": "Et pourquoi ?"}, "Ce champ est obligatoire"),
    ],
)
def test_question_that_cannot_be_asked_is_told_beside_its_answers(anne, changed, sentence):
    form = form_sent(explainer(quiz=("question", QUESTION)), anne, **changed)

    (problem,) = (form.is_valid(), form.problems())[1]
    assert problem.message.startswith(sentence)
    assert problem.place.startswith("id_quiz-b-answers")


def test_new_question_has_room_for_four_answers_each_time_it_is_drawn(anne):
    page = explainer()
    post = changed_rows(sent(form_of(kind_of(page), page, user=anne)), "quiz:add:question")
    places = []
    for _time in range(2):
        post = sent(form_of(kind_of(page), page, user=anne, data=post))
        places.append(sum(name.endswith("-text") and "-answers-" in name for name in post))

    assert places == [4, 4]


def test_a_form_cut_short_keeps_the_answers(anne):
    page = explainer(quiz=("question", QUESTION))
    post = sent(form_of(kind_of(page), page, user=anne))
    for name in [name for name in post if "answers" in name]:
        del post[name]
    form = form_of(kind_of(page), page, user=anne, data=post)

    assert value_of(form, "quiz") == QUESTION
